"""A group for each workspace; whoever connects shows an access token, which is checked once."""

import os
from urllib.parse import parse_qs

import django
import jwt
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="bench.stream.peer.urls",
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": os.environ["PEER_LAYER"],
            # Left to itself redis-py refuses the 101st connection, and with it a reader of a crowd that comes together.
            "CONFIG": {"hosts": [{"address": os.environ["REDIS_URL"], "max_connections": 8000}]},
        },
    },
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.urls import path  # noqa: E402

PUBLIC_KEY = os.environ["TASKTIDE_JWT_PUBLIC_KEY"]


class Events(AsyncWebsocketConsumer):
    """One reader: no replay, no order over reconnects, no check of who may see what, so it does less than ours."""

    group = ""

    async def connect(self) -> None:
        """Let in who has a token."""
        query = parse_qs(self.scope["query_string"].decode())
        try:
            jwt.decode(query["token"][0], PUBLIC_KEY, algorithms=["EdDSA"])
        except (KeyError, jwt.PyJWTError):
            await self.close()
            return
        self.group = f"workspace-{query['workspace'][0]}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send(text_data="ready")

    async def disconnect(self, code: int) -> None:  # noqa: ARG002  # it is over, whatever the reason
        """Out of the group."""
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def told(self, message: dict[str, str]) -> None:
        """An event."""
        await self.send(text_data=message["body"])


application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": URLRouter([path("events", Events.as_asgi())])}
)
