"""A small web server in this process for what the dashboard's clients must cope with."""

import base64
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx

Answer = Callable[[httpx.Request], httpx.Response]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose every request `answer` answers."""
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://api") as client:
        yield client


def token(name: str, seconds: float = 600, **more: str) -> str:
    """A JWT as far as its reader looks: three parts, an `exp`."""
    claims = base64.urlsafe_b64encode(json.dumps({"name": name, "exp": time.time() + seconds, **more}).encode())
    return f"header.{claims.decode().rstrip('=')}.signature"


def stream(*messages: tuple[str, str, object]) -> httpx.Response:
    """A stream that says these (event, id, data) and ends."""
    lines = ["retry: 2000\n\n"]
    for name, cursor, data in messages:
        lines.append(f"event: {name}\n" + (f"id: {cursor}\n" if cursor else "") + f"data: {json.dumps(data)}\n\n")
    return httpx.Response(200, text=": hello\n\n" + "".join(lines), headers={"content-type": "text/event-stream"})
