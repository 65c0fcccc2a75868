"""What people are told in the app: who hears of what, once, and never of his own doing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.activity.verify import Outcome, verify
from backend.core.clock import now
from backend.notifications.actions import tell
from backend.notifications.actions.cleaning import forget_deliveries, forget_news
from backend.notifications.actions.due import due_workspaces, tell_of_dates
from backend.notifications.models import Delivery, Notification, Told
from backend.projects.actions.member import remove_member
from backend.projects.actions.project import create_project, update_project
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.comment import add_comment, delete_comment, edit_comment
from backend.tasks.actions.reminder import add_reminder, remind
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task, purge_task, restore_task
from backend.tasks.actions.watcher import watch
from backend.tasks.models import Reminder
from tests.backend.news import inbox, kinds, tell_since, unread
from tests.backend.writers import at_once
from tests.world import Caller, World


def heard(who: Caller, world: World, after: int) -> list[str]:
    """The events about notifications that somebody's log has."""
    events = who.get(f"/api/events?workspace={world.harbour.id}&after={after}&type=notification.*").items
    return [event["type"] for event in events]


def test_who_is_assigned_is_told_by_an_event_of_his_own(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    before = world.last
    task = world.task("Bring the pallets", assignees=[world.cleo.id, world.ann.id], description="**All** of them")
    tell_since(world, before)
    [told] = inbox(cleo, world)
    assert (told["kind"], told["actor"]["name"], told["excerpt"]) == ("assigned", "Ann", "All of them")
    assert told["task"] == {"id": str(task.id), "key": "OPS-1", "title": "Bring the pallets"}
    assert (told["seq"], told["count"], told["read_at"]) == (before + 1, 1, None)
    assert cleo.get(f"/api/notifications/{told['id']}").json == told
    assert (heard(cleo, world, before), heard(ann, world, before), heard(bob, world, before)) == (
        ["notification.created"],
        [],
        [],
    )
    assert (inbox(ann, world), unread(cleo, world), unread(ann, world)) == ([], 1, 0)


def test_told_twice_and_at_the_same_time_it_is_told_once(world: World, cleo: Caller) -> None:
    before = world.last
    world.task(assignees=[world.cleo.id])
    for _ in range(3):
        tell(world.harbour.id, before + 1, world.last)
    assert (kinds(cleo, world), Told.objects.count()) == (["assigned"], 1)


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_tell_it_once_and_join_what_belongs_together(world: World, cleo: Caller) -> None:
    task = world.task(actor=world.cleo)
    before = world.last
    update_task(task.id, actor=world.ann, status="Doing")
    add_comment(task.id, actor=world.ann, body="On my way")
    last = world.last

    def one_event(seq: int) -> None:
        tell(world.harbour.id, seq, seq)

    outcomes = at_once(*(lambda seq=seq: one_event(seq) for seq in (*range(before + 1, last + 1),) * 2))
    assert outcomes == [None] * len(outcomes)
    [told] = inbox(cleo, world)
    assert (told["kind"], told["count"], told["excerpt"]) == ("commented", 2, "On my way")
    assert [status["name"] for status in told["changes"]["status"]] == ["Todo", "Doing"]


def test_a_comment_is_told_to_those_who_watch_and_named_ones_hear_that_alone(
    world: World, ann: Caller, bob: Caller, cleo: Caller, vic: Caller
) -> None:
    task = world.task()
    watch(task.id, world.vic.id, actor=world.vic)
    watch(task.id, world.bob.id, actor=world.bob, is_muted=True)
    before = world.last
    add_comment(task.id, actor=world.cleo, body="@ann gate 4 is *closed*")
    tell_since(world, before)
    assert [kinds(who, world) for who in (ann, vic, cleo, bob)] == [["mentioned"], ["commented"], [], []]
    assert inbox(vic, world)[0]["excerpt"] == "@ann gate 4 is closed"


@pytest.mark.parametrize("field", ["status", "due_at", "archived"])
def test_a_change_is_told_to_those_who_watch_with_what_it_was(world: World, ann: Caller, field: str) -> None:
    task = world.task()
    before = world.last
    if field == "archived":
        archive_task(task.id, actor=world.cleo, archived=True)
    elif field == "status":
        update_task(task.id, actor=world.cleo, status="Done")
    else:
        update_task(task.id, actor=world.cleo, due_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert ProcrastinateJob.objects.filter(task_name="notify.events").exists()
    tell_since(world, before)
    [told] = inbox(ann, world)
    assert (told["kind"], told["actor"]["name"]) == ("changed", "Cleo")
    assert list(told["changes"]) == ["archived_at" if field == "archived" else field]


def test_other_changes_are_no_news_and_enqueue_nothing(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    update_task(task.id, actor=world.cleo, title="Other", priority="high", description="x", labels=[])
    update_task(task.id, actor=world.ann, status="Done")
    assert not ProcrastinateJob.objects.exists()
    tell_since(world, before)
    assert inbox(ann, world) == []


def test_several_changes_by_one_person_are_one_entry_until_it_is_read(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    for status in ("Doing", "Done", "Todo"):
        update_task(task.id, actor=world.cleo, status=status)
    update_task(task.id, actor=world.bob, status="Doing")
    tell_since(world, before)
    assert [(one["actor"]["name"], one["count"]) for one in inbox(ann, world)] == [("Bob", 1), ("Cleo", 3)]
    ann.post("/api/notifications/read", {"task_id": str(task.id)})
    before = world.last
    update_task(task.id, actor=world.cleo, status="Done")
    tell_since(world, before)
    assert [(one["actor"]["name"], one["count"]) for one in inbox(ann, world, "&state=unread")] == [("Cleo", 1)]


def test_changes_that_lie_apart_are_entries_of_their_own(world: World, clock: time_machine.Traveller) -> None:
    task = world.task()
    before = world.last
    update_task(task.id, actor=world.cleo, status="Doing")
    clock.shift(timedelta(minutes=16))
    update_task(task.id, actor=world.cleo, status="Done")
    tell_since(world, before)
    assert [one["count"] for one in inbox(Caller(world.ann), world)] == [1, 1]


def test_jobs_in_another_order_tell_the_same(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    for status in ("Doing", "Done"):
        update_task(task.id, actor=world.cleo, status=status)
    for seq in (before + 2, before + 1):
        tell(world.harbour.id, seq, seq)
    [told] = inbox(ann, world)
    assert [status["name"] for status in told["changes"]["status"]] == ["Todo", "Done"]
    assert (told["seq"], told["count"], told["version"]) == (before + 2, 2, 2)


def test_a_reminder_is_told_to_its_owner(world: World, vic: Caller) -> None:
    add_reminder(world.task().id, actor=world.vic, remind_at=now() + timedelta(days=1))
    Reminder.objects.update(next_run_at=now())
    before = world.last
    remind(Reminder.objects.get().id)
    tell_since(world, before)
    [told] = inbox(vic, world)
    assert (told["kind"], told["actor"]) == ("reminder", None)


def test_dates_are_told_once_and_once_more_when_they_are_moved(world: World, clock: time_machine.Traveller) -> None:
    task = world.task(assignees=[world.cleo.id, world.vic.id], due_at=now() + timedelta(hours=30))
    watch(task.id, world.vic.id, actor=world.vic, is_muted=True)
    assert due_workspaces() == []
    clock.shift(timedelta(hours=7))
    for _ in range(2):
        assert due_workspaces() in ([world.harbour.id], [])
        tell_of_dates(world.harbour.id)
    assert (kinds(Caller(world.cleo), world), kinds(Caller(world.vic), world)) == (["due_soon"], [])
    clock.shift(timedelta(hours=24))
    tell_of_dates(world.harbour.id)
    assert kinds(Caller(world.cleo), world) == ["overdue", "due_soon"]
    update_task(task.id, actor=world.ann, due_at=now() + timedelta(hours=1))
    tell_of_dates(world.harbour.id)
    assert kinds(Caller(world.cleo), world) == ["due_soon", "overdue", "due_soon"]
    assert due_workspaces() == []


def test_of_what_date_nobody_is_told(world: World) -> None:
    soon = now() + timedelta(hours=1)
    done = world.task(assignees=[world.cleo.id], due_at=soon)
    update_task(done.id, actor=world.ann, status="Done")
    deleted = world.task(assignees=[world.cleo.id], due_at=soon)
    delete_task(deleted.id, actor=world.ann)
    world.task(assignees=[world.cleo.id], due_at=now() - timedelta(days=3))
    own = world.task(assignees=[world.cleo.id], due_at=soon)
    add_reminder(own.id, actor=world.cleo, before_due=timedelta(minutes=5))
    assert due_workspaces() == []


def test_what_is_out_of_sight_is_neither_shown_nor_counted(world: World, cleo: Caller) -> None:
    tasks = [world.task(title, assignees=[world.cleo.id]) for title in ("Kept", "Trashed", "Purged")]
    tell_since(world, 0)
    assert unread(cleo, world) == 3
    delete_task(tasks[1].id, actor=world.ann)
    delete_task(tasks[2].id, actor=world.ann)
    purge_task(tasks[2].id, actor=world.ann)
    assert [one["task"]["title"] for one in inbox(cleo, world)] == ["Kept"]
    restore_task(tasks[1].id, actor=world.ann)
    assert unread(cleo, world) == 2
    [told] = inbox(cleo, world, f"&task={tasks[0].id}")
    update_project(world.ops.id, actor=world.ann, visibility="private")
    assert (inbox(cleo, world), unread(cleo, world)) == ([], 0)
    assert cleo.get(f"/api/notifications/{told['id']}").status == 404
    assert cleo.post("/api/notifications/read", {"ids": [told["id"]]}).status == 422
    assert cleo.post("/api/notifications/read", {"task_id": str(tasks[0].id)}).status == 404
    update_project(world.ops.id, actor=world.ann, visibility="workspace")
    remove_member(world.harbour.id, world.cleo.id, actor=world.ann)
    assert cleo.get("/api/notifications").items == []
    assert cleo.get(f"/api/notifications?workspace={world.harbour.id}").status == 404


def test_who_does_not_see_the_task_is_told_nothing(world: World, cleo: Caller) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    before = world.last
    task = create_task(actor=world.ann, project_id=secret.id, title="Quiet", assignees=[world.cleo.id])
    add_comment(task.id, actor=world.ann, body="@cleo")
    tell_since(world, before)
    assert (inbox(cleo, world), Notification.objects.count()) == ([], 0)


def test_words_that_are_taken_back_or_changed_are_quoted_no_more(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    comment = add_comment(task.id, actor=world.cleo, body="The code is 4711")
    tell_since(world, before)
    before = world.last
    edit_comment(task.id, comment.id, actor=world.cleo, body="The code is secret")
    tell_since(world, before)
    assert inbox(ann, world)[0]["excerpt"] == "The code is secret"
    before = world.last
    delete_comment(task.id, comment.id, actor=world.ann)
    tell_since(world, before)
    assert [(one["kind"], one["excerpt"]) for one in inbox(ann, world)] == [("commented", "")]


@pytest.mark.django_db(transaction=True)
def test_log_and_tables_tell_the_same_of_it_from_the_beginning_to_the_end(world: World, ann: Caller) -> None:
    for title in ("Kept", "Trashed", "Purged"):
        task = world.task(title, actor=world.ann)
        add_comment(task.id, actor=world.cleo, body="Well?")
        tell_since(world, 0)
        if title != "Kept":
            delete_task(task.id, actor=world.ann)
        if title == "Purged":
            purge_task(task.id, actor=world.ann)
    ann.post("/api/notifications/archive", {"workspace_id": str(world.harbour.id)})
    forget_news(now())
    assert list(verify(Outcome())) == []


def test_that_somebody_was_told_is_no_activity_of_the_task(world: World, cleo: Caller) -> None:
    before = world.last
    task = world.task(assignees=[world.cleo.id])
    tell_since(world, before)
    types = [event["type"] for event in cleo.get(world.url(task, "/activity")).items]
    assert types == ["task.created"]


def test_old_news_is_forgotten(world: World, clock: time_machine.Traveller) -> None:
    before = world.last
    world.task("Old", assignees=[world.cleo.id])
    tell_since(world, before)
    Delivery.objects.create(workspace_id=world.harbour.id, seq=1, user_id=world.cleo.id, channel="email")
    clock.shift(timedelta(days=91))
    before = world.last
    world.task("New", assignees=[world.cleo.id])
    tell_since(world, before)
    old = now() - timedelta(days=90)
    assert [forget_news(old), forget_news(old)] == [1, 0]
    forget_deliveries(old)
    assert [one["task"]["title"] for one in inbox(Caller(world.cleo), world)] == ["New"]
    assert (Told.objects.count(), Delivery.objects.count()) == (1, 0)
