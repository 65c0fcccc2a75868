"""What the service says of itself to Prometheus."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from prometheus_client import REGISTRY

from events import metrics
from runtime import postgres, valkey
from tests.events.follower import Follower, eventually
from tests.events.service import Service, serving
from tests.events.world import Person, Workspace


@pytest.fixture
def fresh(tmp_path: Path, database: postgres.Server, bell: valkey.Server) -> Iterator[Service]:
    """A service that has counted nothing yet."""
    with serving(tmp_path, database.reader_url, bell.url) as service:
        yield service


async def test_a_morning_in_figures(fresh: Service, workspace: Workspace, ann: Person, bob: Person) -> None:
    def counted(name: str) -> float:
        return fresh.gauge(f"tasktide_events_{name}")

    await workspace.log(count=20)
    async with Follower(fresh.url, bob.token(), workspace.id, "&types=label.*") as other:
        await other.live()
        async with Follower(fresh.url, ann.token(), workspace.id, "&after=k3f9-5") as stream:
            await stream.live()
            await eventually(lambda: counted("redis_connected") == 1)
            assert (counted("readers"), counted("rooms")) == (2, 1)
            assert counted("delivered_total") == 15
            assert (counted("replayed_count"), counted("replayed_sum")) == (1, 15)
            assert (counted('replayed_bucket{le="10.0"}'), counted('replayed_bucket{le="100.0"}')) == (0, 1)
            await workspace.log()
            await stream.until(lambda stream: 21 in stream.numbers)
            assert counted('received_total{source="redis"}') == 1
            await workspace.log(ring=False)
            await workspace.log()
            await stream.until(lambda stream: 23 in stream.numbers)
            await eventually(lambda: (counted("holes_total"), counted("holes_healed_total")) == (1, 1))
            assert counted('received_total{source="log"}') == 2
            assert counted("delivered_total") == 18
            assert counted("lag_seconds_count") == 1
        async with Follower(fresh.url, ann.token(), workspace.id, "&after=0ld1-5") as stream:
            await stream.live()
        await workspace.sql("DELETE FROM session WHERE id = %s", bob.session_id)
        await other.until(lambda stream: stream.is_over)
    assert counted('resets_total{reason="epoch"}') == 1
    assert counted('ended_total{reason="revoked"}') == 1
    await eventually(lambda: counted("readers") == 0)


@pytest.mark.parametrize("body", ['{"seq" : 7, "type" : "task.updated", "at" : "%s"}', '{"seq":7,"at":"%s"}'])
def test_the_lag_is_that_since_the_events_own_time(body: str) -> None:
    before = _lag("sum"), _lag("count")
    with time_machine.travel(datetime(2026, 11, 21, 10, 0, 2, tzinfo=UTC), tick=False):
        for _ in range(metrics.SAMPLED):
            metrics.time_write(b"data: " + (body % "2026-11-21T10:00:00.500000Z").encode())
    assert (_lag("sum") - before[0], _lag("count") - before[1]) == (1.5, 1)


def _lag(part: str) -> float:
    return REGISTRY.get_sample_value(f"tasktide_events_lag_seconds_{part}") or 0.0
