"""Redis as a cluster: each workspace has its node, one node dies, a slot moves. Every reader has 1…n once, in order."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from redis.crc import key_slot

from backend.core import counters, limits
from backend.core.errors import Throttled
from backend.eventlog import publish as publishing
from backend.presence import board
from config.settings import load
from events.wire import Envelope, Presence, channel
from runtime import postgres
from tests.events.cluster import Cluster, cluster
from tests.events.follower import Follower
from tests.events.service import Service, serving
from tests.events.tab import Browser, ticket_of
from tests.events.world import Person, Workspace


class Sharded(Workspace):
    """One whose events are published by the backend's own publisher."""

    async def ring(self, *envelopes: Envelope) -> None:
        """Publish events."""
        rows = [
            (one.seq, one.type, None, None, one.admins_only, None, UUID(one.object_id), one.body) for one in envelopes
        ]
        await asyncio.to_thread(publishing.publish, UUID(self.id), self.epoch, rows)


@dataclass
class Place:
    """A service on a cluster, and for each node a workspace whose channel it has, with a reader."""

    cluster: Cluster
    service: Service
    workspaces: list[Sharded]
    followers: list[Follower]

    def heard(self) -> float:
        """How many events came over Redis."""
        return self.service.gauge('tasktide_events_received_total{source="redis"}')

    async def write(self, *numbers: int) -> None:
        """One event in each of these workspaces, seen by its reader soon."""
        for number in numbers:
            seq = await self.workspaces[number].log()
            await self.followers[number].until(lambda stream, seq=seq: seq in stream.numbers, patience=2.5)  # type: ignore[misc]

    async def until_over_redis(self, number: int) -> None:
        """Write until the events of a workspace come over Redis."""
        async with asyncio.timeout(10):
            while True:
                before = self.heard()
                await self.write(number)
                if self.heard() > before:
                    return
                await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The nodes."""
    with cluster(tmp_path_factory.mktemp("cluster")) as nodes:
        yield nodes


@pytest.fixture
def published(three: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The backend knows of the cluster what its setting says: one node."""
    settings = load().model_copy(update={"redis_url": three.url})
    for module, client, breaker in (
        (publishing, publishing._client, publishing._breaker),
        (counters, counters.client, counters.breaker),
    ):
        monkeypatch.setattr(module, "load", lambda: settings)
        monkeypatch.setattr(breaker, "open_until", 0.0)
        client.cache_clear()
    yield
    for forget in (publishing._client, counters.client):
        forget.cache_clear()


@pytest_asyncio.fixture
async def place(
    tmp_path: Path, database: postgres.Server, three: Cluster, published: None, ann: Person
) -> AsyncIterator[Place]:
    """Ann reads all three workspaces."""
    with serving(tmp_path, database.reader_url, three.url) as service:
        workspaces = [_workspace_on(three, number, database.url) for number in range(3)]
        async with AsyncExitStack() as streams:
            followers = []
            for workspace in workspaces:
                await workspace.begin(ann)
                follower = Follower(service.url, ann.token(), workspace.id)
                followers.append(await streams.enter_async_context(follower))
                await follower.live()
            yield Place(three, service, workspaces, followers)


def _workspace_on(three: Cluster, number: int, database_url: str) -> Sharded:
    workspace = Sharded(database_url, three.url)
    while three.node_of(channel(workspace.id)) is not three.nodes[number]:
        workspace.id = str(uuid4())
    return workspace


async def test_a_node_dies_and_comes_back_and_the_rooms_of_the_others_notice_nothing(place: Place) -> None:
    for number in range(3):
        await place.until_over_redis(number)
    for workspace, node in zip(place.workspaces, place.cluster.nodes, strict=True):
        name = channel(workspace.id)
        assert node.ask("PUBSUB", "SHARDNUMSUB", name) == [name.encode(), 1]

    place.cluster.nodes[1].kill()
    took = []
    for _ in range(3):
        began = time.monotonic()
        await place.write(1)
        took.append(time.monotonic() - began)
    assert max(took) < 2.2
    before = place.heard()
    await place.write(0, 2)
    assert place.heard() == before + 2

    place.cluster.nodes[1].start()
    await place.until_over_redis(1)
    _assert_whole(place)


async def test_a_slot_moves_to_another_node_and_back(place: Place) -> None:
    await place.until_over_redis(2)
    name = channel(place.workspaces[2].id)
    for owner in (place.cluster.nodes[0], place.cluster.nodes[2]):
        place.cluster.give(key_slot(name.encode()), owner)
        await place.until_over_redis(2)
        assert owner.ask("PUBSUB", "SHARDNUMSUB", name) == [name.encode(), 1]
        await place.write(0, 1, 2)
    _assert_whole(place)


async def test_the_node_that_the_setting_names_dies_and_the_others_go_on(place: Place, ann: Person) -> None:
    for number in range(3):
        await place.until_over_redis(number)
    place.cluster.nodes[0].kill()
    await place.write(0, 1, 2)
    await place.until_over_redis(1)
    place.cluster.nodes[0].start()
    await place.until_over_redis(0)

    await place.workspaces[0].sql("DELETE FROM session WHERE id = %s", ann.session_id)
    await asyncio.to_thread(publishing.publish_revoked, UUID(ann.session_id))
    for follower in place.followers:
        await follower.until(lambda stream: stream.is_over, patience=1)
        assert follower.said[-1].data == {"reason": "revoked"}
    _assert_whole(place)


def test_a_node_that_hangs_costs_one_writer_a_quarter_of_a_second_and_those_of_others_nothing(
    three: Cluster, published: None
) -> None:
    names = [channel(_workspace_on(three, number, "").id) for number in range(3)]
    for name in names:
        assert _seconds(name) < 0.2
    hanging = three.nodes[1].process
    assert hanging is not None
    hanging.send_signal(signal.SIGSTOP)
    try:
        assert publishing.TIMEOUT <= _seconds(names[1]) < 0.75
        assert [_seconds(name) < 0.1 for name in (names[1], names[0], names[2], names[1])] == [True] * 4
    finally:
        hanging.send_signal(signal.SIGCONT)


def _seconds(name: str) -> float:
    began = time.monotonic()
    publishing._send(name, b"ding")
    return time.monotonic() - began


def test_attempts_and_requests_are_counted_on_a_cluster(published: None, caplog: pytest.LogCaptureFixture) -> None:
    person, account = uuid4(), f"{uuid4()}@example.org"
    first = limits.attempt("log-in", address="203.0.113.7", account=account, quota=2)
    limits.attempt("log-in", address="203.0.113.8", account=account, quota=2)
    with pytest.raises(Throttled):
        limits.attempt("log-in", address="203.0.113.9", account=account, quota=2)
    first.succeeded()
    limits.attempt("log-in", address="203.0.113.9", account=account, quota=2)
    totals = [counters.add(f"tasktide:requests:{person}:{minute}", 3, 60) for minute in (1, 2, 3, 1)]
    assert totals == [3, 3, 3, 6]
    assert not caplog.records


async def test_who_is_where_and_which_tickets_are_spent_is_known_on_every_node(
    place: Place, tmp_path: Path, database: postgres.Server, ann: Person
) -> None:
    gone = {"type": "presence.updated", "workspace_id": None, "project_id": None, "object": None, "field": None}
    for workspace, follower in zip(place.workspaces, place.followers, strict=True):
        said = gone | {
            "workspace_id": workspace.id,
            "user": {"id": ann.id, "name": "Ann"},
            "client": "",
            "state": "gone",
        }
        shown = said | {"object": {"type": "user", "id": ann.id, "key": None}, "state": "viewing"}
        presence = Presence(ann.id, None, None, json.dumps(said), json.dumps(shown))
        await asyncio.to_thread(board.tell, UUID(workspace.id), presence)
        await follower.until(lambda stream: bool(stream.heard("presence.updated")), patience=2)
    with serving(tmp_path, database.reader_url, place.cluster.url) as other:
        for workspace in place.workspaces:
            ticket = ticket_of(ann, workspace)
            async with Browser(other.url).tab(ticket) as tab, Browser(place.service.url).tab(ticket) as thief:
                await tab.until(lambda stream: bool(stream.heard("presence.updated")))
                await thief.until(lambda stream: stream.is_over)
            assert thief.said[-1].data == {"reason": "ticket_spent"}


def _assert_whole(place: Place) -> None:
    for follower in place.followers:
        assert follower.numbers == list(range(1, follower.numbers[-1] + 1))
        assert follower.heard("reset") == []
