"""Everything breaks, one part after the other, while people work. Real processes; nobody is told to wait.

In the end every reader has 1…n once, in order, without a reset, nothing forbidden, and log and tables tell the same.
"""

import asyncio
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from uuid import uuid4

import httpx
import psutil
import pytest
import redis

from tests.e2e.crowd import Watcher, Writers, turn_of, watching
from tests.e2e.system import Crew, crew_of, sign_up
from tests.e2e.town import Town, town

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Everything, in a folder that PostgreSQL may enter."""
    folder = tmp_path_factory.mktemp("town")
    for part in (folder, *folder.parents):
        if part.owner() == folder.owner() and "pytest" in part.name:
            part.chmod(0o755)
    with town(folder) as place:
        yield place


@pytest.fixture
def crew(place: Town) -> Iterator[Crew]:
    """Ann and Bob."""
    with ExitStack() as clients:
        ann, bob = (clients.enter_context(httpx.Client(base_url=place.api.url, timeout=30)) for _ in range(2))
        yield crew_of(sign_up(ann, "Ann"), sign_up(bob, "Bob", "Mori"))


@dataclass
class Story:
    """What goes on in the town. Bob is in none of the private projects."""

    place: Town
    crew: Crew
    secret: str
    start: int
    watchers: list[Watcher]

    @property
    def last(self) -> int:
        """The workspace's last number."""
        [(last,)] = self.place.rows("SELECT seq FROM eventlog_counter WHERE workspace_id = %s", self._workspace)
        assert isinstance(last, int)
        return last

    @property
    def _workspace(self) -> str:
        return str(self.crew.workspace["id"])

    async def caught_up(self, within: float) -> None:
        """Everybody has what there is now, soon."""
        last = await asyncio.to_thread(lambda: self.last)
        await asyncio.gather(*(watcher.reach(last, within) for watcher in self.watchers if not watcher.is_outside))

    def seen_by_all(self, *, outside: bool) -> list[int]:
        """The numbers that everybody should have, or those that Bob should."""
        hidden = "AND project_id IS DISTINCT FROM %s" if outside else "AND %s::uuid IS NOT NULL"
        statement = f"SELECT seq FROM eventlog_event WHERE workspace_id = %s {hidden} AND seq > %s ORDER BY seq"
        rows = self.place.rows(statement, self._workspace, self.secret, self.start)
        return [seq for (seq,) in rows if isinstance(seq, int)]


@asynccontextmanager
async def busy_town(place: Town, crew: Crew) -> AsyncIterator[Story]:
    """Four watchers and four writers; afterwards everything is whole, and nothing is left."""
    workspace = crew.workspace["id"]
    secret = crew.ann.post(
        "/api/projects", {"workspace_id": workspace, "key": "SEC", "name": "Secret", "visibility": "private"}
    )
    shared, hidden = crew.task("Everybody's"), crew.ann.post("/api/tasks", {"project_id": secret["id"], "title": "h"})
    answer = crew.ann.client.get(f"/api/workspaces/{workspace}")
    cursor = answer.headers["Tasktide-Cursor"]
    people = (crew.ann, crew.ann, crew.bob, crew.bob)
    watchers = [
        Watcher(place.events.url, person, workspace, cursor, is_outside=person is crew.bob) for person in people
    ]
    story = Story(place, crew, secret["id"], int(cursor.rpartition("-")[2]), watchers)
    url = place.api.url
    writers = Writers(
        turn_of(url, crew.ann, crew.project["id"], shared["id"], "open"),
        turn_of(url, crew.bob, crew.project["id"], shared["id"], "open"),
        turn_of(url, crew.bob, crew.project["id"], shared["id"], "open"),
        turn_of(url, crew.ann, secret["id"], hidden["id"], "hush"),
    )
    async with watching(*watchers):
        async with writers.busy():
            await story.caught_up(10)
            yield story
        body = {"project_id": crew.project["id"], "title": "The last one"}
        answer = crew.ann.client.post("/api/tasks", json=body)
        own = int(answer.headers["Tasktide-Cursor"].rpartition("-")[2])
        await asyncio.gather(*(watcher.reach(own, 10) for watcher in watchers))
        assert own == story.last
        assert all(answer.headers["X-Request-ID"].encode() in watcher.raw[-8192:] for watcher in watchers)
    _assert_whole(story, writers)


def _assert_whole(story: Story, writers: Writers) -> None:
    for watcher in story.watchers:
        assert watcher.numbers == story.seen_by_all(outside=watcher.is_outside)
        assert watcher.resets == []
        assert (b"hush" in watcher.raw) != watcher.is_outside
        assert (story.secret.encode() in watcher.raw) != watcher.is_outside
    assert len(story.seen_by_all(outside=False)) == story.last - story.start
    assert writers.written > 5
    assert "no differences" in story.place.verify()


async def test_redis_is_partitioned_cut_paused_flushed_and_killed(place: Town, crew: Crew) -> None:
    async with busy_town(place, crew) as story:
        standing = [watcher.connections for watcher in story.watchers]
        for line in (place.publishing, place.listening):
            line.hold()
            for _ in range(3):
                await asyncio.sleep(1)
                await story.caught_up(4)
            line.drop()
            await story.caught_up(4)
        place.bell.process.send_signal(signal.SIGSTOP)
        for _ in range(5):
            await asyncio.sleep(1)
            await story.caught_up(4)
        place.bell.process.send_signal(signal.SIGCONT)
        with redis.Redis.from_url(place.bell.url) as client:
            client.flushall()
        await story.caught_up(4)
        await asyncio.to_thread(place.restart_bell)
        await story.caught_up(4)
        assert [watcher.connections for watcher in story.watchers] == standing
        await _until_over_redis(place)


async def _until_over_redis(place: Town) -> None:
    name = 'tasktide_events_received_total{source="redis"}'
    before = place.events.gauge(name)
    deadline = time.monotonic() + 10
    while place.events.gauge(name) < before + 10:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


async def test_the_api_is_killed_between_commit_and_publish(place: Town, crew: Crew) -> None:
    async with busy_town(place, crew) as story:
        for _ in range(3):
            place.publishing.hold()
            title = f"Committed, not published {uuid4()}"
            committed = await asyncio.to_thread(_commit, place, crew, title)
            place.api.kill()
            place.publishing.drop()
            await asyncio.gather(*(watcher.reach(committed, 4) for watcher in story.watchers))
            assert all(title.encode() in watcher.raw for watcher in story.watchers)
            place.api.start()
            await story.caught_up(4)


def _commit(place: Town, crew: Crew, title: str) -> int:
    """Send a new task; its number, the moment that it is in the log. The answer never comes."""
    body = {"project_id": crew.project["id"], "title": title}
    headers = dict(crew.ann.client.headers)

    def send() -> None:
        with suppress(httpx.TransportError):
            httpx.post(f"{place.api.url}/api/tasks", json=body, headers=headers, timeout=20)

    threading.Thread(target=send, daemon=True).start()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = place.rows("SELECT seq FROM eventlog_event WHERE data->>'title' = %s", title)
        if found and isinstance(found[0][0], int):
            return found[0][0]
    raise AssertionError("it has not been committed")


async def test_the_event_service_is_killed_and_the_database_restarted(place: Town, crew: Crew) -> None:
    async with busy_town(place, crew) as story:
        for _ in range(2):
            place.events.kill()
            place.events.start()
            await story.caught_up(8)
            await asyncio.to_thread(place.restart_database)
            await story.caught_up(8)
        assert all(watcher.connections >= 3 for watcher in story.watchers)
    await _assert_nothing_left(place)


async def _assert_nothing_left(place: Town) -> None:
    """Nobody reads any more: no stream is open, and no more connections than an idle service has."""
    deadline = time.monotonic() + 10
    while place.events.gauge("tasktide_events_readers"):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)
    assert place.events.process is not None
    sockets = psutil.Process(place.events.process.pid).net_connections(kind="tcp")
    assert len([one for one in sockets if one.status == "ESTABLISHED" and one.laddr.port == place.events.port]) <= 1
    sessions = place.rows("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tasktide-events'")
    assert sessions[0][0] <= 4  # type: ignore[operator]
