"""PostgreSQL and Redis fail in the middle of work, and come back."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.db import close_old_connections, connection

from backend.eventlog import publish as publishing
from config.settings import load
from tests.backend.writers import another_connection
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)


def _killed() -> None:
    """The server ends this thread's connection, as it does when it stops."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    with another_connection(autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.fixture(autouse=True)
def _mended(_followed: None) -> Iterator[None]:
    """Whatever a story leaves of its connection."""
    yield
    connection.close()


def _next_request() -> None:
    """A server looks after its connections before each request; Django's test client leaves them alone."""
    close_old_connections()


def test_a_connection_that_breaks_is_said_and_the_same_thread_goes_on(world: World, ann: Caller) -> None:
    task = world.task()
    _killed()
    for answer in (ann.get(world.url(task)), ann.patch(world.url(task), {"title": "x"})):
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        assert answer.headers["Content-Type"] == "application/problem+json"
    _next_request()
    changed = ann.patch(world.url(task), {"title": "Later"})
    assert (changed.status, changed.json["version"]) == (200, 2)


def test_a_server_that_was_restarted_between_two_requests_is_not_noticed(world: World, ann: Caller) -> None:
    task = world.task()
    _killed()
    _next_request()
    assert ann.patch(world.url(task), {"title": "Later"}).json["version"] == 2


@pytest.mark.parametrize("state", ["57014", "53300", "25006", "57P03", "40P01"])
def test_what_may_pass_is_no_fault_of_ours(world: World, ann: Caller, state: str) -> None:
    """A statement that took too long, a full server, one that only reads, one that starts, a deadlock."""
    task = world.task()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END $$"
        )
        cursor.execute("CREATE TRIGGER refusing BEFORE UPDATE ON tasks_task FOR EACH ROW EXECUTE FUNCTION refuse()")
    try:
        refused = ann.patch(world.url(task), {"title": "x"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION refuse CASCADE")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")


@pytest.fixture
def redis_to_freeze(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A Redis that takes connections, and once stopped says nothing more."""
    from runtime import valkey

    with valkey.running(tmp_path / "valkey") as url:
        monkeypatch.setattr(publishing, "load", lambda: load().model_copy(update={"redis_url": url}))
        publishing._client.cache_clear()
        publishing._breaker.open_until = 0
        with redis.Redis.from_url(url) as client:
            pid = int(client.info("server")["process_id"])
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGCONT)
    publishing._client.cache_clear()
    publishing._breaker.open_until = 0


def _seconds(caller: Caller, path: str, title: str) -> float:
    began = time.monotonic()
    assert caller.patch(path, {"title": title}).status == 200
    return time.monotonic() - began


@pytest.mark.parametrize("is_connected", [False, True])
def test_a_redis_that_hangs_costs_one_writer_a_quarter_of_a_second(
    world: World, ann: Caller, redis_to_freeze: int, is_connected: bool
) -> None:
    path = world.url(world.task())
    if not is_connected:
        publishing._client().connection_pool.disconnect()
    os.kill(redis_to_freeze, signal.SIGSTOP)
    first, second = _seconds(ann, path, "one"), _seconds(ann, path, "two")
    assert 0.25 <= first < 0.75
    assert second < 0.25
    os.kill(redis_to_freeze, signal.SIGCONT)
    publishing._breaker.open_until = 0
    _seconds(ann, path, "three")
    assert publishing._breaker.open_until == 0
