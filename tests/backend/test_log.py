"""The log under fire: really committed rows, on connections of their own."""

import json
import threading
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection, transaction

from backend.core.errors import Conflict
from backend.eventlog import publish as publishing
from backend.eventlog.change import change
from backend.eventlog.models import Event
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.kinds import TASK_KINDS
from config.settings import load
from tests.backend.writers import at_once, row_locked
from tests.follow import Follower
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)


def numbers(workspace_id: UUID) -> list[int]:
    """The numbers of a log, in order of insertion."""
    return list(Event.objects.filter(workspace_id=workspace_id).order_by("at", "seq").values_list("seq", flat=True))


def test_eight_writers_edit_comment_and_delete_one_task_without_a_deadlock(world: World) -> None:
    task, callers = world.task(), [Caller(user) for user in (world.ann, world.bob, world.cleo) for _ in range(3)][:8]
    path = world.url(task)

    def work(number: int) -> list[int]:
        caller, statuses = callers[number], []
        for turn in range(6):
            if number % 2:
                statuses.append(caller.post(f"{path}/comments", {"body": f"{number}.{turn}"}).status)
            elif number == 6 and turn == 5:
                statuses.append(caller.delete(path).status)
            else:
                statuses.append(caller.patch(path, {"title": f"{number}.{turn}", "priority": "high"}).status)
        return statuses

    answers = at_once(*[lambda number=number: work(number) for number in range(8)])
    flat = [status for answer in answers for status in answer]  # type: ignore[attr-defined]
    assert set(flat) <= {200, 201, 204, 404}, flat
    assert flat.count(204) == 1
    found = sorted(numbers(world.harbour.id))
    assert found == list(range(1, len(found) + 1))
    Follower().check()


def test_two_simultaneous_comments_carry_counts_one_and_two(world: World) -> None:
    task = world.task()
    before = world.last
    results = at_once(
        lambda: add_comment(task.id, actor=world.ann, body="one"),
        lambda: add_comment(task.id, actor=world.bob, body="two"),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    counts = [
        event.data["comment_count"]
        for event in Event.objects.filter(workspace_id=world.harbour.id, seq__gt=before, type="task.updated").order_by(
            "seq"
        )
    ]
    assert counts == [1, 2]


def test_two_people_who_edit_different_fields_both_win(world: World) -> None:
    task = world.task()
    at_once(
        lambda: update_task(task.id, actor=world.ann, title="Hers"),
        lambda: update_task(task.id, actor=world.bob, description="His"),
    )
    shown = Caller(world.ann).get(world.url(task)).json
    assert (shown["title"], shown["description"], shown["version"]) == ("Hers", "His", 3)


def test_subtasks_moved_against_each_other_do_not_form_a_circle(world: World) -> None:
    one, two = world.task("one"), world.task("two")
    results = at_once(
        lambda: update_task(one.id, actor=world.ann, parent_id=two.id),
        lambda: update_task(two.id, actor=world.bob, parent_id=one.id),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]


def test_numbers_of_tasks_are_given_once(world: World) -> None:
    results = at_once(
        *[
            lambda number=number: create_task(actor=world.ann, project_id=world.ops.id, title=str(number))
            for number in range(8)
        ]
    )
    assert sorted(task.number for task in results) == list(range(1, 9))  # type: ignore[attr-defined]


def test_a_slow_transaction_is_not_overtaken_by_a_higher_number(world: World) -> None:
    """Readers who go on after the last number that they saw miss nothing: numbers appear in order."""
    task, other = world.task("slow"), world.task("quick")
    counted, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            update_task(task.id, actor=world.ann, title="slow, changed")
            counted.set()
            finish.wait(5)

    def quick() -> None:
        counted.wait(5)
        threading.Timer(0.2, finish.set).start()
        update_task(other.id, actor=world.bob, title="quick, changed")

    before = world.last
    at_once(slow, quick)
    titles = Event.objects.filter(workspace_id=world.harbour.id, seq__gt=before).order_by("seq")
    assert [event.data["title"] for event in titles] == ["slow, changed", "quick, changed"]


def test_a_change_that_fails_leaves_neither_rows_nor_events_nor_jobs(world: World) -> None:
    task = world.task()
    before, jobs = world.last, _jobs()
    with pytest.raises(ZeroDivisionError), change(world.ann):
        update_task(task.id, actor=world.ann, title="Never", assignees=[world.cleo.id])
        raise ZeroDivisionError
    assert (world.last, _jobs()) == (before, jobs)
    assert Caller(world.ann).get(world.url(task)).json["title"] == "Bring the pallets"


def test_a_part_that_is_rolled_back_drops_its_own_events_alone(world: World) -> None:
    before = world.last
    with change(world.ann):
        world.task("kept")
        with pytest.raises(ZeroDivisionError), change(world.ann, alone=True):
            world.task("dropped")
            raise ZeroDivisionError
    assert world.events(before) == ["task.created"]


def test_what_is_created_and_changed_in_one_transaction_is_one_event(world: World) -> None:
    before = world.last
    with change(world.ann):
        task = world.task("one")
        add_comment(task.id, actor=world.ann, body="said at once")
        update_task(task.id, actor=world.ann, title="another")
    assert world.events(before) == ["task.created", "comment.created"]
    created = Event.objects.get(workspace_id=world.harbour.id, seq=before + 1)
    assert (created.data["title"], created.data["comment_count"], created.data["version"]) == ("another", 1, 1)


def test_being_assigned_enqueues_one_job_with_the_numbers_of_its_events(world: World) -> None:
    before, jobs = world.last, _jobs()
    with change(world.ann):
        world.task(assignees=[world.cleo.id])
        world.task()
    assert _jobs() == jobs + 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::jsonb::text FROM procrastinate_jobs ORDER BY id DESC LIMIT 1")
        name, arguments = cursor.fetchone()
    assert name == "notify.events"
    assert json.loads(arguments) == {"workspace_id": str(world.harbour.id), "first": before + 1, "last": before + 2}


def test_a_writer_waits_no_longer_than_five_seconds_for_a_lock(world: World) -> None:
    task = world.task()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
        cursor.execute("SET lock_timeout = '50ms'")
    with row_locked("tasks_task", task.id):
        busy = Caller(world.ann).patch(world.url(task), {"title": "x"})
    connection.close()
    assert (busy.status, busy.headers["Retry-After"]) == (503, "2")


@pytest.fixture
def _no_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Redis at an address where nobody listens."""
    settings = load().model_copy(update={"redis_url": "redis://127.0.0.1:9/0"})
    monkeypatch.setattr(publishing, "load", lambda: settings)
    publishing._client.cache_clear()
    yield
    publishing._client.cache_clear()
    publishing._breaker.open_until = 0


@pytest.mark.usefixtures("_no_redis")
def test_without_redis_writes_go_on_and_it_is_not_asked_each_time(world: World, ann: Caller) -> None:
    assert ann.patch(world.url(world.task()), {"title": "x"}).status == 200
    assert publishing._breaker.open_until > 0


def test_published_events_are_what_the_log_holds(world: World) -> None:
    import redis

    from events.wire import channel, decode

    with redis.Redis.from_url(load().redis_url).pubsub() as listener:  # type: ignore[no-untyped-call]
        listener.subscribe(channel(world.harbour.id))
        assert (listener.get_message(timeout=2) or {})["type"] == "subscribe"
        world.task("heard")
        message = decode((listener.get_message(timeout=2) or {})["data"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM stream_event WHERE seq = %s", [message.last])
        assert message.envelopes[0].body == cursor.fetchone()[0]


def test_versions_of_one_object_rise_by_one(world: World, ann: Caller) -> None:
    task = world.task()
    for title in "abc":
        ann.patch(world.url(task), {"title": title})
    rows = Event.objects.filter(object_id=task.id).order_by("seq")
    assert all(later.data["version"] == earlier.data["version"] + 1 for earlier, later in pairwise(rows))
    assert {kind.type for kind in TASK_KINDS.values()} >= {row.type for row in rows}


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        count: int = cursor.fetchone()[0]
    return count
