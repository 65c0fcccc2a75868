"""The Python client at the real service: whatever happens on the way, each event comes once and in order."""

import asyncio
from collections.abc import Callable

import pytest
from tasktide_client import AuthenticatedClient
from tasktide_stream import Ended, Event, Message, Ready, Reset, Stream
from tasktide_stream.events import CommentCreated, TaskUpdated

from events.wire import SESSION_CHANNEL
from tests.events.line import breaking
from tests.events.service import Service
from tests.events.world import Person, Workspace

Told = Callable[[list[Message]], bool]


async def listen(stream: Stream, heard: list[Message], until: Told) -> list[Message]:
    """Note what the stream says until that is enough."""
    async with asyncio.timeout(30), stream:
        async for message in stream:
            heard.append(message)
            if until(heard):
                break
    return heard


def numbers(messages: list[Message]) -> list[int]:
    return [message.seq for message in messages if isinstance(message, Event)]


def is_live(messages: list[Message]) -> bool:
    return isinstance(messages[-1], Ready)


def client(url: str, person: Person) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=url, token=person.token())


async def test_cuts_in_the_middle_of_anything_lose_and_repeat_nothing(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    total = 300
    async with breaking(service.url, 50_001, 3, 200_003) as line, client(line.url, ann) as access:
        heard: list[Message] = []
        stream = Stream(access, workspace.id, after=workspace.cursor(0))
        listening = asyncio.create_task(listen(stream, heard, lambda heard: total in numbers(heard[-1:])))
        for _ in range(30):
            await workspace.log(count=10, text="x" * 3_000)
        await stream.passed(workspace.cursor(total - 1))
        await listening
    assert numbers(heard) == list(range(1, total + 1))
    assert line.connections == 4
    assert stream.cursor == workspace.cursor(total)


async def test_a_stream_narrowed_by_type_and_project_is_typed(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    async with client(service.url, ann) as access:
        stream = Stream(access, workspace.id, after=workspace.cursor(0), types=["task.*", "comment.created"])
        for kind in ("task.updated", "label.created", "comment.created"):
            await workspace.log(kind)
        [task, comment, _] = await listen(stream, [], is_live)
    assert isinstance(task, TaskUpdated)
    assert isinstance(comment, CommentCreated)
    assert (task.data.priority, comment.data.body, str(comment.workspace_id)) == ("none", "", workspace.id)


async def test_a_cursor_of_another_log_leads_to_reset(service: Service, workspace: Workspace, ann: Person) -> None:
    await workspace.log(count=3)
    async with client(service.url, ann) as access:
        [reset, _] = await listen(Stream(access, workspace.id, after="0ld-9"), [], is_live)
    assert isinstance(reset, Reset)
    assert (reset.reason, reset.cursor) == ("epoch", workspace.cursor(3))


async def test_a_token_that_expires_is_replaced_without_a_gap(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    async def token(rejected: str | None) -> str:
        return ann.token(seconds=2 if rejected is None else 600)

    async with client(service.url, ann) as access:
        stream = Stream(access, workspace.id, after=workspace.cursor(0), token=token)
        heard: list[Message] = []
        listening = asyncio.create_task(listen(stream, heard, lambda heard: 40 in numbers(heard[-1:])))
        for _ in range(40):
            await workspace.log()
            await asyncio.sleep(0.1)
        await listening
    assert numbers(heard) == list(range(1, 41))
    assert sum(isinstance(message, Ready) for message in heard) == 2


async def test_who_is_thrown_out_hears_why_it_ends(
    service: Service, workspace: Workspace, ann: Person, bob: Person
) -> None:
    async with client(service.url, ann) as revoked, client(service.url, bob) as removed:
        endings = [
            asyncio.create_task(listen(Stream(access, workspace.id), [], lambda _: False))
            for access in (revoked, removed)
        ]
        await asyncio.sleep(1)
        await workspace.sql("DELETE FROM session WHERE id = %s", ann.session_id)
        await workspace.publish(SESSION_CHANNEL, ann.session_id.encode())
        await workspace.sql("DELETE FROM member WHERE user_id = %s", bob.id)
        await workspace.log("member.removed")
        for ending, reason in zip(endings, ("revoked", "forbidden"), strict=True):
            with pytest.raises(Ended, match=reason):
                await ending
