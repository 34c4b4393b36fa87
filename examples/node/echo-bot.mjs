/**
 * A bot on the official Node SDK: it says again what it hears. It names no address; the one before it decides
 * whether it talks to DingTalk or to the local one:
 *
 *   npm install dingtalk-stream
 *   CLIENT_ID=dinglocalbot0001 CLIENT_SECRET=local-emulator-secret-of-no-worth \
 *     node --import ./aim-at-emulator.mjs echo-bot.mjs
 */
import { DWClient, TOPIC_ROBOT } from "dingtalk-stream";

const client = new DWClient({ clientId: process.env.CLIENT_ID, clientSecret: process.env.CLIENT_SECRET });

client.registerCallbackListener(TOPIC_ROBOT, async ({ headers, data }) => {
  client.socketCallBackResponse(headers.messageId, null);
  const { senderNick, text, sessionWebhook } = JSON.parse(data);
  const content = `${senderNick}: ${text.content.trim()}`;
  await fetch(sessionWebhook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ msgtype: "text", text: { content } }),
  });
});

await client.connect();
