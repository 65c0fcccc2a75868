"""The Python client keeps its head, whatever a server or the net between does."""

import asyncio
import json
import time
from collections.abc import Sequence

import httpx
import pytest
from tasktide_client import AuthenticatedClient
from tasktide_stream import (
    Ended,
    Entered,
    Event,
    Gone,
    Message,
    OtherLog,
    Ready,
    Refused,
    Reset,
    Stream,
    Token,
    Unknown,
    Unreadable,
    Updated,
)
from tasktide_stream.backoff import Backoff
from tasktide_stream.events import LabelDeleted, TaskUpdated

from tests.clients.server import SILENCE, STREAM, Server, refusal, serving
from tests.events.documents import NOBODY, body

BYE = b'event: bye\nid: k3f9-%d\ndata: {"reason": "%s"}\n\n'


def told(seq: int, kind: str = "task.updated", epoch: str = "k3f9") -> bytes:
    return f"event: {kind}\nid: {epoch}-{seq}\ndata: {json.dumps(body(kind, seq=seq))}\n\n".encode()


def ready(seq: int, epoch: str = "k3f9") -> bytes:
    cursor = f"{epoch}-{seq}"
    data = {"workspace_id": NOBODY, "cursor": cursor}
    return f"event: ready\nid: {cursor}\ndata: {json.dumps(data)}\n\n".encode()


def stream(server: Server, after: str = "", token: Token | None = None, silence: float = 5) -> Stream:
    client = AuthenticatedClient(base_url=server.url, token="tt_first")
    return Stream(client, NOBODY, after=after, token=token, silence=silence)


async def read(stream: Stream, until: int, heard: list[Message] | None = None) -> list[Message]:
    """What it says up to the event of this number."""
    heard = [] if heard is None else heard
    async with asyncio.timeout(20), stream:
        async for message in stream:
            heard.append(message)
            if isinstance(message, Event) and message.seq >= until:
                break
    return heard


def numbers(messages: Sequence[Message]) -> list[int]:
    return [message.seq for message in messages if isinstance(message, Event)]


async def test_events_are_typed() -> None:
    async with serving([STREAM + ready(0) + told(1) + told(2, "label.deleted")]) as server:
        [live, updated, deleted] = await read(stream(server), 2)
    assert isinstance(live, Ready)
    assert isinstance(updated, TaskUpdated)
    assert (updated.cursor, updated.data.status.category, updated.changes) == ("k3f9-1", "backlog", {})
    assert isinstance(deleted, LabelDeleted)
    assert deleted.data.name == ""


async def test_it_comes_back_with_the_last_id_and_takes_nothing_twice() -> None:
    half = told(3)[:-20]
    answers = [
        STREAM + ready(0) + told(1) + told(2) + half,
        STREAM + told(2) + told(3) + ready(3) + b"id: k3f9-7\n\n",
        STREAM + ready(7) + told(8) + SILENCE,
    ]
    async with serving(answers) as server:
        reader = stream(server)
        heard = await read(reader, 8)
    assert numbers(heard) == [1, 2, 3, 8]
    assert [visit.headers.get("last-event-id") for visit in server.visits] == [None, "k3f9-2", "k3f9-7"]
    assert reader.cursor == "k3f9-8"


async def test_a_connection_without_a_sign_of_life_is_given_up() -> None:
    async with serving([STREAM + ready(4) + SILENCE, STREAM + told(5)]) as server:
        assert numbers(await read(stream(server, silence=0.3), 5)) == [5]
    assert server.visits[1].headers["last-event-id"] == "k3f9-4"


async def test_what_passes_is_waited_for() -> None:
    answers = [refusal("503 Unavailable", b"", "Retry-After: 1"), refusal("429 Slow down"), b"", STREAM + told(1)]
    async with serving(answers) as server:
        reader = stream(server)
        reader._backoff.obey(10)
        started = time.monotonic()
        assert numbers(await read(reader, 1)) == [1]
    assert time.monotonic() - started > 1
    assert len(server.visits) == 4


async def test_what_does_not_pass_is_raised() -> None:
    async with serving([refusal("422 Unprocessable")]) as server:
        with pytest.raises(Refused, match=r"\(422\): because"):
            await read(stream(server), 1)
    async with serving([refusal("200 OK", b"<html>")]) as server:
        with pytest.raises(Refused, match=r"no event stream but application/problem\+json"):
            await read(stream(server), 1)
    async with serving([refusal("404 Not found")]) as server:
        with pytest.raises(Ended, match="forbidden"):
            await read(stream(server), 1)
    with pytest.raises(ValueError, match="'yesterday' is not a cursor"):
        stream(server, after="yesterday")


@pytest.mark.parametrize(
    "rejection", [refusal("401 Unauthorized"), STREAM + ready(0) + BYE % (0, b"token_expired")], ids=["401", "bye"]
)
async def test_a_rejected_token_is_replaced_once(rejection: bytes) -> None:
    asked: list[str | None] = []

    async def token(rejected: str | None) -> str:
        asked.append(rejected)
        return f"token-{len(asked)}"

    async with serving([rejection, STREAM + ready(0) + told(1)]) as server:
        await read(stream(server, token=token), 1)
    assert asked == [None, "token-1"]
    assert [visit.headers["authorization"] for visit in server.visits] == ["Bearer token-1", "Bearer token-2"]
    async with serving([refusal("401 Unauthorized")]) as server:
        with pytest.raises(Ended, match="unauthorized"):
            await read(stream(server, token=token), 1)
        assert len(server.visits) == 2


async def test_who_gives_tokens_may_be_away_too() -> None:
    asked: list[str | None] = []

    async def token(rejected: str | None) -> str:
        asked.append(rejected)
        if len(asked) == 1:
            raise httpx.ConnectError("nobody there")
        return "late"

    async with serving([STREAM + told(1)]) as server:
        reader = stream(server, token=token)
        reader._backoff.obey(10)
        assert numbers(await read(reader, 1)) == [1]
    assert asked == [None, None]


async def test_a_token_that_lasts_is_not_tried_twice() -> None:
    async with serving([STREAM + ready(0) + BYE % (0, b"revoked")]) as server:
        with pytest.raises(Ended, match="revoked"):
            await read(stream(server), 1)
        assert len(server.visits) == 1


async def test_after_any_other_bye_it_comes_back() -> None:
    byes = [STREAM + BYE % (0, reason) for reason in (b"shutdown", b"lifetime", b"too_slow", b"tea_time")]
    async with serving([*byes, STREAM + told(1)]) as server:
        reader = stream(server)
        assert numbers(await read(reader, 1)) == [1]
    assert len(server.visits) == 5


async def test_what_is_newer_than_the_client_is_handed_on_and_what_is_broken_is_not() -> None:
    newer = b'event: tide.turned\nid: k3f9-1\ndata: {"height": 4}\n\n'
    async with serving([STREAM + ready(0) + newer + told(2)]) as server:
        [_, unknown, _] = await read(stream(server), 2)
    assert unknown == Unknown("tide.turned", "k3f9-1", {"height": 4})
    for broken in (b"event: task.updated\nid: k3f9-1\ndata: {}", b"event: x\ndata: {", b"event: ready\ndata: {}"):
        async with serving([STREAM + broken + b"\n\n"]) as server:
            with pytest.raises(Unreadable):
                await read(stream(server), 2)


async def test_a_list_is_told_of_by_ids_that_may_stand_still_or_go_back() -> None:
    def live(name: str, cursor: int) -> bytes:
        return f"event: {name}\nid: k3f9-{cursor}\ndata: {json.dumps(body('task.updated'))}\n\n".encode()

    frames = [live("task.entered", 5), live("task.left", 3), live("task.entered", 3), live("task.updated", 6)]
    async with serving([STREAM + ready(4) + b"".join(frames) + BYE % (6, b"query"), refusal("422 No")]) as server:
        reader = Stream(AuthenticatedClient(base_url=server.url, token="tt_first"), NOBODY, query="is:late")
        heard: list[Message] = []
        with pytest.raises(Refused, match="because"):
            await read(reader, 9, heard)
    assert [type(message) for message in heard] == [Ready, Entered, Gone, Entered, Updated]
    assert [message.cursor for message in heard] == ["k3f9-4", "k3f9-5", "k3f9-3", "k3f9-3", "k3f9-6"]
    assert isinstance(heard[2], Gone)
    assert str(heard[2].task_id) == NOBODY
    assert "q=is%3Alate" in server.visits[0].path


async def test_whoever_wrote_something_is_told_when_it_has_come_round() -> None:
    async with serving([STREAM + ready(4) + told(5) + told(6) + SILENCE]) as server, stream(server) as reader:
        seen: list[Message] = []
        passed = asyncio.create_task(reader.passed("k3f9-5"))
        before = asyncio.create_task(reader.passed("k3f9-3"))
        never = asyncio.create_task(reader.passed("k3f9-60"))
        async for message in reader:
            await asyncio.sleep(0.01)
            assert passed.done() == (numbers(seen) == [5])
            seen.append(message)
            if numbers(seen) == [5, 6]:
                break
        assert (before.done(), never.done()) == (True, False)
    with pytest.raises(Ended, match="closed"):
        await never


async def test_nobody_waits_for_a_log_that_has_been_replaced() -> None:
    data = json.dumps({"reason": "epoch", "cursor": "n3w1-2", "workspace_id": NOBODY})
    reset = f"event: reset\nid: n3w1-2\ndata: {data}\n\n".encode()
    async with serving([STREAM + ready(4) + reset + told(3, epoch="n3w1") + SILENCE]) as server:
        reader = stream(server)
        waits = asyncio.create_task(reader.passed("k3f9-9"))
        [_, told_to_read_again, event] = await read(reader, 3)
    assert isinstance(told_to_read_again, Reset)
    assert (told_to_read_again.reason, told_to_read_again.cursor, event.cursor) == ("epoch", "n3w1-2", "n3w1-3")
    with pytest.raises(OtherLog, match="k3f9-9 is of a log"):
        await waits


def test_it_waits_as_long_as_it_is_told_then_longer_and_never_in_step() -> None:
    backoff = Backoff()
    backoff.obey(500)
    assert backoff.delay() == 0.5
    assert backoff.delay(at_least=3) == 3
    longest = []
    for _ in range(12):
        backoff.failed()
        delays = {backoff.delay() for _ in range(50)}
        assert len(delays) > 40
        longest.append(max(delays))
    assert 0.5 <= longest[0] <= 1
    assert 16 <= longest[-1] <= 32
    backoff.succeeded()
    assert backoff.delay() == 0.5
