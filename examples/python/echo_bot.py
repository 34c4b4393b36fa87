"""A bot on the official Python SDK: it says again what it hears. It names no address.

    pip install dingtalk-stream requests
    export CLIENT_ID=dinglocalbot0001 CLIENT_SECRET=local-emulator-secret-of-no-worth

Without a line of change it talks to DingTalk, or to the local one when its environment says so before it starts:

    DINGTALK_OPENAPI_ENDPOINT=http://127.0.0.1:7420 python echo_bot.py

`upload_to_dingtalk` of the SDK has an address of its own. A bot that uploads is aimed by the three variables that
`emulator --tls` prints, together with this one: the asynchronous methods of the SDK's cards take no proxy.
"""

import asyncio
import os

import dingtalk_stream
import requests


class Echo(dingtalk_stream.CallbackHandler):
    async def process(self, callback):
        message = callback.data
        words = message.get("text", {}).get("content", "").strip()
        answer = {"msgtype": "text", "text": {"content": f"{message['senderNick']}: {words}"}}
        # `requests` waits; the SDK's loop, which answers pings, must not.
        await asyncio.to_thread(requests.post, message["sessionWebhook"], json=answer, timeout=10)
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


credential = dingtalk_stream.Credential(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
client = dingtalk_stream.DingTalkStreamClient(credential)
client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Echo())
client.start_forever()
