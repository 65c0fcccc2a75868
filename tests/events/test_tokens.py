"""Streams opened with a personal access token."""

from uuid import uuid4

import httpx
import pytest

from events.wire import SESSION_CHANNEL, TOKEN_PREFIX, token_digest
from tests.events.conftest import Follow
from tests.events.service import Service
from tests.events.world import Person, Workspace


class Program(Person):
    """A program that acts as a person."""

    text = TOKEN_PREFIX + "f" * 48

    def token(self, *, seconds: float = 600, **claims: str) -> str:
        """The same for as long as it works."""
        del seconds, claims
        return f"{self.text}{self.session_id}"


@pytest.fixture
def program(ann: Person) -> Program:
    """One of Ann's."""
    return Program("Ann's program", id=ann.id)


async def make(workspace: Workspace, program: Program, lifetime: str | None = None) -> None:
    """Its token, which works for as long."""
    await workspace.sql(
        "INSERT INTO token VALUES (%s, %s, %s, now() + %s::interval)",
        token_digest(program.token()), program.session_id, program.id, lifetime,
    )  # fmt: skip


async def withdraw(workspace: Workspace, program: Program) -> None:
    """End its token, in the tables alone."""
    await workspace.sql("DELETE FROM token WHERE id = %s", program.session_id)


async def test_a_token_opens_a_stream_and_replays(follow: Follow, workspace: Workspace, program: Program) -> None:
    await make(workspace, program)
    await workspace.log(count=2)
    async with follow(program, cursor="k3f9-0") as stream:
        await stream.live()
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [1, 2, 3])


async def test_its_withdrawal_ends_its_streams_at_once_and_no_others(
    follow: Follow, workspace: Workspace, ann: Person, program: Program
) -> None:
    other = Program("Another", id=ann.id, session_id=str(uuid4()))
    await make(workspace, program)
    await make(workspace, other)
    async with follow(program) as ended, follow(other) as goes_on, follow(ann) as at_the_screen:
        for stream in (ended, goes_on, at_the_screen):
            await stream.live()
        await withdraw(workspace, program)
        await workspace.publish(SESSION_CHANNEL, program.session_id.encode())
        await ended.until(lambda stream: stream.is_over, patience=1)
        assert (goes_on.is_over, at_the_screen.is_over) == (False, False)
    assert ended.said[-1].data == {"reason": "revoked"}


async def test_the_same_if_redis_loses_the_word(follow: Follow, workspace: Workspace, program: Program) -> None:
    await make(workspace, program)
    async with follow(program) as stream:
        await stream.live()
        await withdraw(workspace, program)
        await stream.until(lambda stream: stream.is_over, patience=3)
    assert stream.said[-1].data == {"reason": "revoked"}


async def test_a_stream_ends_with_its_token(follow: Follow, workspace: Workspace, program: Program) -> None:
    await make(workspace, program, "2 seconds")
    async with follow(program) as stream:
        await stream.live()
        await stream.until(lambda stream: stream.is_over, patience=4)
    assert stream.said[-1].event == "bye"
    assert stream.said[-1].data["reason"] in {"token_expired", "revoked"}


@pytest.mark.parametrize("lifetime", [None, "-1 second"])
async def test_what_does_not_work_opens_nothing(
    service: Service, workspace: Workspace, program: Program, lifetime: str | None
) -> None:
    if lifetime:
        await make(workspace, program, lifetime)
    async with httpx.AsyncClient(base_url=service.url) as client:
        for token in (program.token(), "tt_", f"tt_{'x' * 4000}", "tt_é"):
            headers = {b"Authorization": f"Bearer {token}".encode()}
            answer = await client.get(f"/events?workspace={workspace.id}", headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (401, "urn:tasktide:problem:not_authenticated")
            assert "personal access token does not work" in answer.json()["detail"]
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="tasktide"'


async def test_a_token_opens_no_strange_workspace(follow: Follow, workspace: Workspace, bob: Person) -> None:
    eve = Program("Eve's program")
    await make(workspace, eve)
    async with follow(eve) as stream:
        assert stream.response.status_code == 404
