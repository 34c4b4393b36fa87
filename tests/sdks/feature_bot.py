"""What a bot does with the official Python SDK, one word of a person each. Run by `npm run test:sdks`.

What it does is looked at in the emulator; only an event is told by a line of output.
"""

import asyncio
import os

import dingtalk_stream
import requests
from dingtalk_stream import AckMessage, CallbackHandler, ChatbotMessage


class Bot(dingtalk_stream.ChatbotHandler):
    async def process(self, callback):
        # The SDK's helpers wait; its loop, which answers pings, must not.
        await asyncio.to_thread(self.answer, ChatbotMessage.from_dict(callback.data))
        return AckMessage.STATUS_OK, "OK"

    def answer(self, message):
        word = message.text.content.strip() if message.text else message.message_type
        getattr(self, f"do_{word}")(message)

    def do_text(self, message):
        self.reply_text("plain", message)

    def do_markdown(self, message):
        self.reply_markdown("Title", "**bold**", message)

    def do_card(self, message):
        self.reply_markdown_card("**one**", message, title="Title", at_sender=True).update("**two**")

    def do_button(self, message):
        buttons = [{"text": "Read", "url": "https://example.com", "iosUrl": "", "color": "gray"}]
        self.reply_markdown_button(message, "body", buttons, tips="tip", title="Title")

    def do_ai(self, message):
        card = self.ai_markdown_card_start(message, title="Title")
        for part in ["Hel", "lo"]:
            card.ai_streaming(part, append=True)
        card.ai_finish(button_list=[{"text": "Go", "color": "blue", "id": "go", "request": True}])

    def do_fail(self, message):
        card = self.ai_markdown_card_start(message)
        card.ai_streaming("half")
        card.ai_fail()

    def do_deliver(self, message):
        replier = dingtalk_stream.AICardReplier(self.dingtalk_client, message)
        template = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
        asyncio.run(self.stream_on(replier, template))

    async def stream_on(self, replier, template):
        card = await replier.async_create_and_deliver_card(template, {"flowStatus": "1"})
        for text in ["at", "at once"]:
            await replier.async_streaming(card, "msgContent", text, append=False, finished=False, failed=False)
        await replier.async_finish(card, {"msgContent": "at once"})

    def do_picture(self, message):
        [code] = message.get_image_list()
        size = len(requests.get(self.get_image_download_url(code), timeout=10).content)
        [media_id] = self.extract_image_from_incoming_message(message)
        self.reply_markdown("Picture", f"{size} bytes ![again]({media_id})", message)


class Press(CallbackHandler):
    async def process(self, callback):
        press = dingtalk_stream.CardCallbackMessage.from_dict(callback.data)
        words = f"{press.user_id}: {press.content['cardPrivateData']['actionIds'][0]}"
        card_data = {"cardParamMap": {"msgContent": words}}
        return AckMessage.STATUS_OK, {"cardData": card_data, "cardUpdateOptions": {"updateCardDataByKey": True}}


class Events(dingtalk_stream.EventHandler):
    async def process(self, event):
        print("event", event.headers.event_type, event.data["word"], flush=True)
        return AckMessage.STATUS_OK, "OK"


credential = dingtalk_stream.Credential(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
client = dingtalk_stream.DingTalkStreamClient(credential)
client.register_callback_handler(ChatbotMessage.TOPIC, Bot())
client.register_callback_handler(CallbackHandler.TOPIC_CARD_CALLBACK, Press())
client.register_all_event_handler(Events())
client.start_forever()
