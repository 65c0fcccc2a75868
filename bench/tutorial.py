"""The stream as tutorials build it: each reader has a Redis subscription of its own behind sse-starlette's response."""

import os
from collections.abc import AsyncIterator

import redis.asyncio as redis
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from events.wire import channel, decode


async def stream(request: Request) -> EventSourceResponse:
    """Whatever is published to the workspace: no token, no replay, no log, so it does less than ours."""
    return EventSourceResponse(_events(request.query_params["workspace"]))


async def _events(workspace_id: str) -> AsyncIterator[ServerSentEvent]:
    async with redis.Redis.from_url(os.environ["REDIS_URL"]) as client, client.pubsub() as subscription:
        await subscription.subscribe(channel(workspace_id))
        async for message in subscription.listen():
            if message["type"] == "subscribe":
                yield ServerSentEvent("{}", event="ready", sep="\n")
            else:
                for event in decode(message["data"]).envelopes:
                    yield ServerSentEvent(event.body, event=event.type, id=f"k3f9-{event.seq}", sep="\n")


app = Starlette(routes=[Route("/events", stream)])
