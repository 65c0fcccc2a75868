"""The stream is followed through breaks, resets and farewells."""

import asyncio

import httpx
import pytest

from dashboard import feed as feeds
from dashboard.documents import Event
from dashboard.errors import SignedOut, Unreachable
from dashboard.feed import Feed, State, delay
from tests.dashboard.api import server, stream
from tests.dashboard.documents import event, task

READY = ("ready", "e-1", {"cursor": "e-1"})
FORBIDDEN = ("bye", "", {"reason": "forbidden"})


class Reader:
    """Notes what a feed tells."""

    def __init__(self) -> None:
        self.events: list[int] = []
        self.states: list[State] = []
        self.rejected: list[str] = []
        self.resets = 0

    def feed(self, http: httpx.AsyncClient, cursor: str = "") -> Feed:
        return Feed(http, "w", self._access, self._take, self._reset, cursor=cursor, on_state=self.states.append)

    async def _access(self, rejected: str) -> str:
        self.rejected.append(rejected)
        return f"token{len(self.rejected)}"

    def _take(self, told: Event) -> None:
        self.events.append(told["seq"])

    async def _reset(self) -> None:
        self.resets += 1


def told(seq: int) -> tuple[str, str, object]:
    """An event as the stream says it."""
    return ("task.updated", f"e-{seq}", event("task.updated", task(), seq=seq))


async def follow(*answers: httpx.Response | Exception, cursor: str = "") -> tuple[Reader, list[httpx.Request], str]:
    """Let a feed meet these answers one after the other; the last must end it."""
    requests: list[httpx.Request] = []
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    reader = Reader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feeds, "FIRST_DELAY", 0.0)
        async with server(answer) as http:
            reason = await asyncio.wait_for(reader.feed(http, cursor).run(), 5)
    return reader, requests, reason


async def test_a_broken_stream_is_resumed_after_the_last_event() -> None:
    reader, requests, reason = await follow(
        stream(READY, told(2), told(3)),
        httpx.ConnectError("away"),
        stream(told(4), READY),
        stream(FORBIDDEN),
        cursor="e-1",
    )
    assert reader.events == [2, 3, 4]
    assert [request.headers["Last-Event-ID"] for request in requests] == ["e-1", "e-3", "e-3", "e-1"]
    assert reason == "forbidden"
    assert reader.states[0] is State.LIVE
    assert reader.states[-1] is State.OFFLINE


async def test_a_lost_cursor_makes_the_reader_read_again() -> None:
    reader, requests, _ = await follow(
        stream(("reset", "f-9", {"reason": "epoch", "cursor": "f-9"}), told(10)), stream(FORBIDDEN), cursor="e-5"
    )
    assert reader.resets == 1
    assert reader.events == [10]
    assert requests[1].headers["Last-Event-ID"] == "e-10"


async def test_a_reset_that_could_not_be_followed_is_asked_for_again() -> None:
    requests: list[str | None] = []
    reset = ("reset", "f-9", {"reason": "epoch", "cursor": "f-9"})
    answers = [stream(reset), stream(reset), stream(FORBIDDEN)]

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request.headers["Last-Event-ID"])
        return answers.pop(0)

    async def unlucky() -> None:
        if len(requests) == 1:
            raise Unreachable

    async with server(answer) as http:
        feed = Reader().feed(http, "e-5")
        feed.reset = unlucky
        await feed.run()
    assert requests == ["e-5", "e-5", "f-9"]


async def test_a_refused_token_is_asked_to_be_replaced() -> None:
    reader, requests, _ = await follow(httpx.Response(401), stream(FORBIDDEN))
    assert reader.rejected == ["", "token1"]
    assert requests[1].headers["Authorization"] == "Bearer token2"


async def test_an_ended_token_leads_back_at_once_and_a_revoked_one_is_not_used_again() -> None:
    """Another sign-in of the same person may go on; without one `access` says so, below."""
    reader, _, reason = await follow(
        stream(READY, ("bye", "", {"reason": "token_expired"})),
        stream(("bye", "", {"reason": "revoked"})),
        stream(FORBIDDEN),
    )
    assert reader.rejected == ["", "", "token2"]
    assert reason == "forbidden"
    assert reader.events == []


async def test_without_a_sign_in_there_is_nothing_to_read() -> None:
    async def access(_: str) -> str:
        raise SignedOut

    async with server(lambda _: httpx.Response(500)) as http:
        feed = Reader().feed(http)
        feed.access = access
        assert await feed.run() == "revoked"


async def test_after_several_failures_the_dot_says_offline() -> None:
    reader, _, _ = await follow(*(httpx.ConnectError("away") for _ in range(4)), stream(READY, FORBIDDEN))
    assert State.OFFLINE in reader.states
    assert State.LIVE in reader.states


def test_waits_begin_well_under_a_second_and_end_below_five() -> None:
    assert all(0.1 <= delay(0) <= 0.2 for _ in range(100))
    assert all(2.5 <= delay(99) <= 5 for _ in range(100))
