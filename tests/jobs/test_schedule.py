"""What is due, from the row to the mail in somebody's box: by real workers, killed ones too."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.defer import defer
from backend.notifications.actions import send_news, tell
from backend.notifications.models import Delivery, Letter
from backend.projects.actions.member import remove_member
from backend.projects.actions.project import update_project
from backend.tasks.actions.reminder import add_reminder, due_reminders, remind
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.models import Reminder, Task
from jobs.app import load
from jobs.each import each
from tests.backend.writers import another_connection
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.jobs.test_assigned import let_two_minutes_pass
from tests.world import World

Outbox = list[EmailMultiAlternatives]


def is_due(task: Task, user: User) -> Reminder:
    """A reminder whose time has just come."""
    reminder = add_reminder(task.id, actor=user, remind_at=now() + timedelta(days=1))
    Reminder.objects.update(next_run_at=now())
    return reminder


def sweep() -> None:
    """What the worker begins by itself every minute."""
    defer("schedule.remind", timestamp=0)
    defer("schedule.repeat", timestamp=0)


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def test_a_worker_that_starts_finds_by_itself_what_is_due(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    User.objects.filter(id=world.vic.id).update(timezone="Asia/Tokyo")
    task = world.task("Bring the pallets 🚢", due_at=now() + timedelta(days=400), description="*All* of them")
    is_due(task, world.vic)
    recurring = world.task(due_at=now() - timedelta(days=7), recurrence="FREQ=DAILY", recurrence_by="date")
    start_worker(TASKTIDE_SMTP_URL=mailbox.url, WITH_CLOCK="yes")
    wait_until(lambda: Task.objects.count() == 3)
    let_two_minutes_pass()
    wait_until(lambda: mailbox.mails)
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("vic@example.org", "Reminder: OPS-1 Bring the pallets 🚢")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "You wanted to be reminded of OPS-1." in text.get_content()
    assert "reminds you of a task" in html.get_content()
    for body in (text.get_content(), html.get_content()):
        for part in (
            "Bring the pallets 🚢",
            "Operations",
            "All of them",
            "(Asia/Tokyo)",
            "https://tide.example.org/t/OPS-1?workspace=harbour-crew",
            "Nobody else got it.",
        ):
            assert part in body
        assert "assigned" not in body.replace("assigned.html", "")
    following = Task.objects.get(id=str(Task.objects.get(id=recurring.id).repeated_as))
    assert following.due_at is not None
    assert now() < following.due_at < now() + timedelta(days=1)


def test_swept_often_by_two_workers_it_is_told_and_made_once(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    tasks = [
        world.task(due_at=now() - timedelta(minutes=5), recurrence="FREQ=DAILY", recurrence_by="date") for _ in range(4)
    ]
    for task in tasks:
        is_due(task, world.ann)
    for _ in range(5):
        sweep()
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    wait_until(lambda: Letter.objects.count() == 4 and not jobs())
    let_two_minutes_pass()
    wait_until(lambda: Delivery.objects.count() == 4 and not jobs())
    assert [mail["Subject"] for mail in mailbox.mails] == ["4 updates in Harbour crew"]
    assert Task.objects.count() == 8


def test_killed_in_the_middle_another_one_goes_on(world: World, start_worker: StartWorker) -> None:
    """The first one has written everything but the event, whose number somebody holds."""
    task = world.task(due_at=now() - timedelta(minutes=5), recurrence="FREQ=DAILY", recurrence_by="date")
    sweep()
    with another_connection() as other:
        other.execute("SELECT 1 FROM eventlog_counter FOR UPDATE")
        first = start_worker()
        wait_until(_waiting_for_a_lock)
        first.kill()
    assert Task.objects.count() == 1
    start_worker()
    wait_until(lambda: Task.objects.count() == 2)
    wait_until(lambda: not jobs())
    assert Task.objects.exclude(id=task.id).get().recurrence == "FREQ=DAILY"


def _waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def test_one_that_fails_stops_no_other() -> None:
    done: list[object] = []

    def act(one: object) -> None:
        if one == "bad":
            raise ValueError("no")
        done.append(one)

    with pytest.raises(ExceptionGroup, match="1 of 3 failed"):
        each(["good", "bad", "fine"], act)  # type: ignore[list-item]
    assert done == ["good", "fine"]


@pytest.mark.usefixtures("world")
def test_a_sweep_that_failed_is_not_tried_again_but_comes_round() -> None:
    assert load().tasks["schedule.remind"].retry_strategy is None
    periodic = {one.task.name: one.cron for one in load().periodic_registry.periodic_tasks.values()}
    assert (periodic["schedule.remind"], periodic["schedule.repeat"]) == ("* * * * *", "* * * * *")


def test_what_changed_before_the_mail_went_out_counts(world: World, mailoutbox: Outbox) -> None:
    done, gone, hidden, left = (world.task(title) for title in ("Done", "Gone", "Hidden", "Left"))
    for task, user in ((done, world.cleo), (gone, world.cleo), (hidden, world.cleo), (left, world.vic)):
        remind(is_due(task, user).id)
        tell(world.harbour.id, world.last, world.last)
    assert Letter.objects.count() == 4
    update_task(done.id, actor=world.ann, status="Done")
    delete_task(gone.id, actor=world.ann)
    remove_member(world.harbour.id, world.vic.id, actor=world.ann)
    update_project(world.ops.id, actor=world.ann, visibility="private")
    for user in (world.cleo, world.vic):
        send_news(user_id=user.id, workspace_id=world.harbour.id)
    assert (mailoutbox, Delivery.objects.count()) == ([], 0)


def test_a_reminder_job_that_runs_twice_sends_once(world: World, mailoutbox: Outbox) -> None:
    remind(is_due(world.task(), world.cleo).id)
    sent = world.last
    for _ in range(3):
        tell(world.harbour.id, sent, sent)
        send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert [mail.subject for mail in mailoutbox] == ["Reminder: OPS-1 Bring the pallets"]
    assert due_reminders() == []
