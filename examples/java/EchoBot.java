import com.dingtalk.open.app.api.OpenDingTalkStreamClientBuilder;
import com.dingtalk.open.app.api.callback.DingTalkStreamTopics;
import com.dingtalk.open.app.api.callback.OpenDingTalkCallbackListener;
import com.dingtalk.open.app.api.chatbot.BotReplier;
import com.dingtalk.open.app.api.models.bot.ChatbotMessage;
import com.dingtalk.open.app.api.security.AuthClientCredential;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A bot on the official Java SDK, com.dingtalk.open:app-stream-client: it says again what it hears. Its address stands in
 * the SDK, so the local DingTalk is its proxy: start that with `npx openclaw-dingtalk emulator --tls`, run the two
 * commands that it prints for Java's trust store once, and
 *
 * <pre>
 *   export CLIENT_ID=dinglocalbot0001 CLIENT_SECRET=local-emulator-secret-of-no-worth
 *   java -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=7420 \
 *     -Djavax.net.ssl.trustStore=$HOME/.openclaw-dingtalk/tls/truststore.p12 \
 *     -cp "lib/*" EchoBot.java
 * </pre>
 *
 * Without the three properties it talks to DingTalk.
 */
public class EchoBot {
    public static void main(String[] args) throws Exception {
        OpenDingTalkStreamClientBuilder.custom()
            .credential(new AuthClientCredential(System.getenv("CLIENT_ID"), System.getenv("CLIENT_SECRET")))
            .registerCallbackListener(DingTalkStreamTopics.BOT_MESSAGE_TOPIC, new Echo())
            .build()
            .start();
    }

    /** A class of its own: the SDK reads from it which type the message is to become. */
    static class Echo implements OpenDingTalkCallbackListener<ChatbotMessage, Void> {
        @Override
        public Void execute(ChatbotMessage message) {
            String words = message.getText() == null ? "" : message.getText().getContent().trim();
            try {
                BotReplier.fromWebhook(message.getSessionWebhook()).replyText(message.getSenderNick() + ": " + words);
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
            return null;
        }
    }
}
