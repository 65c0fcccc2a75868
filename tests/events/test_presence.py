"""Who is where: told to those who may see it, as it is just now, and never again."""

import asyncio
import json
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import redis.asyncio as redis

from events.wire import PRESENCE_SECONDS, Presence, encode_presence, presence_channel, presence_keys
from runtime import postgres, valkey
from runtime.ports import free_port
from tests.events.conftest import Follow
from tests.events.follower import Follower
from tests.events.service import Service, serving
from tests.events.test_limits import frozen
from tests.events.world import Person, Workspace


@dataclass
class Window:
    """One of somebody's, which says where he is, as the API tells it."""

    workspace: Workspace
    person: Person
    client: str = ""

    async def at(self, task: str, *, project: str | None = None, private: bool = False, field: str = "title") -> None:
        """He edits a field of a task."""
        thing = {"type": "task", "id": task, "key": "OPS-1"}
        await self._say(project, project if private else None, self._told(project, thing, field, "editing"))

    async def leave(self) -> None:
        """He closes it."""
        await self._say(None, None, None)

    async def _say(self, project: str | None, private_project: str | None, shown: str | None) -> None:
        gone = self._told(None, None, None, "gone")
        key = f"{self.person.id}:{self.client}"
        message = encode_presence(Presence(key, project, private_project, gone, shown))
        who, ends = presence_keys(self.workspace.id)
        async with redis.Redis.from_url(self.workspace.redis_url) as client:
            if shown is None:
                await client.hdel(who, key)
            else:
                await client.hset(who, key, message)
                await client.zadd(ends, {key: (time.time() + PRESENCE_SECONDS) * 1000})
            await client.publish(presence_channel(self.workspace.id), message)

    def _told(self, project: str | None, thing: object, field: str | None, state: str) -> str:
        whom = {"user": {"id": self.person.id, "name": self.person.name}, "client": self.client}
        where = {"workspace_id": self.workspace.id, "project_id": project, "object": thing, "field": field}
        return json.dumps({"type": "presence.updated", **where, **whom, "state": state})


def seen(stream: Follower) -> list[tuple[object, object]]:
    """Who did what, as a stream told it."""
    told: list[tuple[object, object]] = []
    for said in stream.heard("presence.updated"):
        assert said.id == ""
        told.append((said.data["user"]["name"], said.data["field"] or said.data["state"]))  # type: ignore[index]
    return told


@pytest.fixture
def task() -> str:
    """Somebody's."""
    return str(uuid4())


@pytest.fixture
def bobs(workspace: Workspace, bob: Person) -> Window:
    """Bob's window."""
    return Window(workspace, bob)


async def test_people_come_move_and_leave_and_nothing_of_it_is_in_the_log(
    follow: Follow, workspace: Workspace, bobs: Window, task: str
) -> None:
    async with follow() as stream:
        await stream.live()
        await bobs.at(task, field="title")
        await stream.until(lambda stream: len(seen(stream)) == 1, patience=1)
        await bobs.at(task, field="title")
        await bobs.at(task, field="due_at")
        await workspace.log()
        await stream.until(lambda stream: len(seen(stream)) == 2, patience=1)
        await bobs.leave()
        await stream.until(lambda stream: len(seen(stream)) == 3, patience=1)
        assert seen(stream) == [("Bob", "title"), ("Bob", "due_at"), ("Bob", "gone")]
        assert stream.heard("presence.updated")[0].data["object"] == {"type": "task", "id": task, "key": "OPS-1"}
    async with follow(cursor="k3f9-0") as later:
        await later.live()
        await workspace.log()
        await later.until(lambda stream: stream.numbers == [1, 2])
    assert seen(later) == []


async def test_whoever_comes_later_is_told_once_who_is_here_after_ready(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person, bob: Person
) -> None:
    for number, client in enumerate(["", "another"]):
        await Window(workspace, bob, client).at(str(uuid4()), field=f"field{number}")
    # A process that has not heard of it, and one reader of it after another.
    with serving(tmp_path, database.reader_url, bell.url) as fresh:
        for _ in range(2):
            async with Follower(fresh.url, ann.token(), workspace.id) as stream:
                await stream.until(lambda stream: len(seen(stream)) == 2)
                await workspace.log()
                await stream.until(lambda stream: len(stream.numbers) == 1)
                assert sorted(seen(stream)) == [("Bob", "field0"), ("Bob", "field1")]
                assert stream.said[0].event == "ready"


async def test_silence_ends_it(follow: Follow, service: Service, bobs: Window, task: str) -> None:
    async with follow() as stream:
        await stream.live()
        await bobs.at(task)
        started = time.monotonic()
        await stream.until(lambda stream: seen(stream) == [("Bob", "title")])
        await asyncio.sleep(2)
        await bobs.at(task)
        await stream.until(lambda stream: seen(stream)[-1] == ("Bob", "gone"), patience=18)
        assert 17 <= time.monotonic() - started < 19
        assert len(seen(stream)) == 2
        # The silence of the log, too, has been broken by a sign of life: presence is none.
        assert b": still here" in stream.raw


async def test_a_private_project_shows_its_people_to_its_members_alone(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, bobs: Window, task: str
) -> None:
    secret, shared = str(uuid4()), str(uuid4())
    await workspace.let_see(bob, secret)
    async with follow(ann) as outsider, follow(bob) as insider:
        await outsider.live()
        await insider.live()
        await bobs.at(task, project=shared, field="before")
        await outsider.until(lambda stream: len(seen(stream)) == 1)
        await bobs.at(task, project=secret, private=True, field="hush")
        await insider.until(lambda stream: len(seen(stream)) == 2)
        await outsider.until(lambda stream: len(seen(stream)) == 2)
        await bobs.at(task, project=secret, private=True, field="hush again")
        await bobs.at(task, project=shared, field="after")
        await outsider.until(lambda stream: len(seen(stream)) == 3)
        await insider.until(lambda stream: ("Bob", "after") in seen(stream))
    assert seen(outsider) == [("Bob", "before"), ("Bob", "gone"), ("Bob", "after")]
    assert seen(insider)[:2] == [("Bob", "before"), ("Bob", "hush")]
    assert b"hush" not in outsider.raw
    assert secret.encode() not in outsider.raw


async def test_a_project_that_is_closed_takes_its_people_out_of_sight(
    follow: Follow, service: Service, workspace: Workspace, ann: Person, bob: Person, bobs: Window, task: str
) -> None:
    project = str(uuid4())
    async with follow(ann) as outsider, follow(bob) as insider:
        await outsider.live()
        await insider.live()
        await bobs.at(task, project=project, field="before")
        await outsider.until(lambda stream: len(seen(stream)) == 1)
        await workspace.let_see(bob, project)
        changes: dict[str, list[object]] = {"visibility": ["workspace", "private"]}
        await workspace.log("project.updated", project=project, private=True, changes=changes)
        await outsider.until(lambda stream: seen(stream)[-1] == ("Bob", "gone"))
        # What was asked for before the change may be told after it.
        await bobs.at(task, project=project, field="hush")
        await insider.until(lambda stream: ("Bob", "hush") in seen(stream))
        async with Follower(service.url, ann.token(), workspace.id) as newcomer:
            await newcomer.live()
            await workspace.log()
            for stream in (outsider, newcomer):
                await stream.until(lambda stream: bool(stream.numbers))
    assert seen(outsider) == [("Bob", "before"), ("Bob", "gone")]
    assert seen(newcomer) == []


async def test_who_has_not_heard_of_the_closing_believes_the_database(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person, bob: Person
) -> None:
    project = str(uuid4())
    await Window(workspace, bob).at(str(uuid4()), project=project, field="hush")
    await workspace.let_see(bob, project)
    with serving(tmp_path, database.reader_url, bell.url) as fresh:
        async with (
            Follower(fresh.url, ann.token(), workspace.id) as outsider,
            Follower(fresh.url, bob.token(), workspace.id) as insider,
        ):
            await outsider.live()
            await insider.until(lambda stream: seen(stream) == [("Bob", "hush")])
            await asyncio.sleep(0.3)
    assert b"hush" not in outsider.raw


@pytest.mark.parametrize(
    ("query", "is_told"),
    [("&types=presence.*", True), ("&types=presence.updated,task.*", True), ("&types=task.*", False)],
)
async def test_a_stream_carries_it_unless_it_names_other_types(
    follow: Follow, workspace: Workspace, bobs: Window, task: str, query: str, is_told: bool
) -> None:
    async with follow() as everything, follow(query=query) as stream:
        await everything.live()
        await stream.live()
        await bobs.at(task)
        await everything.until(lambda stream: len(seen(stream)) == 1)
        await workspace.log("task.created")
        await everything.until(lambda stream: stream.numbers == [1])
        await asyncio.sleep(0.2)
    assert bool(seen(stream)) == is_told
    assert stream.numbers == ([1] if "task" in query else [])


async def test_of_projects_it_carries_theirs_alone(follow: Follow, workspace: Workspace, bob: Person) -> None:
    wanted, other = str(uuid4()), str(uuid4())
    async with follow(query=f"&project={wanted}") as stream:
        await stream.live()
        await Window(workspace, bob, "1").at(str(uuid4()), project=other, field="other")
        await Window(workspace, bob, "2").at(str(uuid4()), project=wanted, field="wanted")
        await stream.until(lambda stream: bool(seen(stream)))
        await asyncio.sleep(0.5)
    assert seen(stream) == [("Bob", "wanted")]


async def test_a_storm_comes_to_a_few_messages_of_which_the_last_is_true(
    follow: Follow, bobs: Window, task: str
) -> None:
    async with follow() as stream:
        await stream.live()
        started = time.monotonic()
        for number in range(200):
            await bobs.at(task, field=f"field{number}")
        lasted = time.monotonic() - started
        await stream.until(lambda stream: seen(stream)[-1] == ("Bob", "field199"))
    assert len(seen(stream)) <= lasted / 0.2 + 2


async def test_a_reader_whose_socket_is_full_gets_only_what_is_true_by_then(
    service: Service, follow: Follow, workspace: Workspace, ann: Person, bob: Person
) -> None:
    with closing(frozen(service, workspace, ann)) as connection:
        connection.setblocking(False)
        windows = [Window(workspace, bob, f"{number}{'x' * 60}") for number in range(50)]
        for turn in range(20):
            await asyncio.gather(*(window.at(str(uuid4()), field=f"turn{turn}" + "y" * 500) for window in windows))
        async with follow() as reads:
            await reads.until(lambda stream: len(seen(stream)) >= 50)
        received = b""
        while received.count(b"turn19") < 50:
            chunk = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 1 << 20), 5)
            assert chunk
            received += chunk
    assert received.count(b"turn19") == 50


async def test_without_redis_streams_are_as_ever(
    tmp_path: Path, database: postgres.Server, workspace: Workspace, ann: Person
) -> None:
    with serving(tmp_path, database.reader_url, f"redis://127.0.0.1:{free_port()}/0") as alone:
        async with Follower(alone.url, ann.token(), workspace.id) as stream:
            await stream.live()
            await workspace.log(ring=False)
            await stream.until(lambda stream: stream.numbers == [1])


async def test_what_cannot_be_read_is_passed_over(
    follow: Follow, workspace: Workspace, bobs: Window, task: str
) -> None:
    async with follow() as stream:
        await stream.live()
        for data in (b"", b"\xff", b"[]", b'["k",null,null]', b'["k",1,null]\n{}', b'["k",null,null]\n{}\n{}\n{}'):
            await workspace.publish(presence_channel(workspace.id), data)
        await bobs.at(task)
        await stream.until(lambda stream: seen(stream) == [("Bob", "title")])
