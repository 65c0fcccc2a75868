"""One connection: the request, and what its status means."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx

from tasktide_stream.access import Rejected
from tasktide_stream.errors import Ended, Refused

ANSWER_TIMEOUT = 10.0  # seconds

Query = Mapping[str, str | Sequence[str]]


class Away(Exception):
    """The server cannot serve at the moment, and wants to be left alone for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(seconds)


@asynccontextmanager
async def connected(
    http: httpx.AsyncClient, query: Query, token: str, cursor: str, silence: float
) -> AsyncGenerator[AsyncIterator[bytes], None]:
    """The bytes of a stream. After `silence` seconds without any the connection is dead: httpx.ReadTimeout."""
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {token}", "Cache-Control": "no-store"}
    if cursor:
        headers["Last-Event-ID"] = cursor
    timeout = httpx.Timeout(ANSWER_TIMEOUT, read=silence)
    async with http.stream("GET", "/events", params=query, headers=headers, timeout=timeout) as answer:
        await _judge(answer)
        yield answer.aiter_bytes()


async def _judge(answer: httpx.Response) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    match answer.status_code:
        case 200 if kind == "text/event-stream":
            return
        case 401:
            raise Rejected("unauthorized")
        case 403 | 404:
            raise Ended("forbidden")
        case status if status == 429 or status >= 500:
            raise Away(_seconds(answer.headers.get("retry-after", "")))
        case status:
            await answer.aread()
            raise Refused(status, _detail(answer))


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0


def _detail(answer: httpx.Response) -> str:
    """What the server says is wrong; of an answer that is not Tasktide's, what kind of answer it is."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"no event stream but {answer.headers.get('content-type', 'something without a type')}"
