"""News in the app, from the change to the reader's own event: by real workers, killed ones too."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.core.clock import now
from backend.core.defer import defer
from backend.eventlog.models import Event
from backend.notifications.models import Notification, Told
from backend.tasks.actions.bulk import change_tasks
from backend.tasks.actions.task import update_task
from jobs.app import load
from tests.backend.writers import another_connection
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.jobs.test_assigned import let_two_minutes_pass
from tests.world import World


def test_two_workers_tell_in_the_app_once_and_by_mail_once(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    world.task("Bring the pallets", assignees=[world.cleo.id])
    first = world.last
    for _ in range(4):
        defer("notify.events", workspace_id=str(world.harbour.id), first=first, last=first)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    let_two_minutes_pass()
    wait_until(lambda: mailbox.mails and not ProcrastinateJob.objects.exists())
    told = Notification.objects.get()
    assert (told.user_id, told.kind, told.seq) == (world.cleo.id, "assigned", first)
    event = Event.objects.get(workspace_id=world.harbour.id, seq=world.last)
    assert (event.type, event.user_id, event.object_id) == ("notification.created", world.cleo.id, told.id)
    assert len(mailbox.mails) == 1


def test_killed_in_the_middle_another_one_tells_it_once(world: World, start_worker: StartWorker) -> None:
    """The first one has written everything but the event, whose number somebody holds."""
    world.task(assignees=[world.cleo.id])
    with another_connection() as other:
        other.execute("SELECT 1 FROM eventlog_counter FOR UPDATE")
        first = start_worker()
        wait_until(_waiting_for_a_lock)
        first.kill()
    assert not Notification.objects.exists()
    start_worker()
    wait_until(Notification.objects.exists)
    wait_until(lambda: not ProcrastinateJob.objects.exists())
    assert (Notification.objects.count(), Told.objects.count()) == (1, 1)


def _waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def test_a_change_of_many_tasks_is_one_job_and_an_entry_for_each(world: World, start_worker: StartWorker) -> None:
    tasks = [world.task(f"Task {number}").id for number in range(230)]
    change_tasks(tasks, actor=world.cleo, status="Doing")
    assert ProcrastinateJob.objects.filter(task_name="notify.events").count() == 1
    start_worker()
    wait_until(lambda: not ProcrastinateJob.objects.exists())
    assert Notification.objects.filter(user=world.ann, kind="changed").count() == 230
    assert world.events(world.last - 230) == ["notification.created"] * 230


def test_dates_and_old_news_are_looked_after(world: World, start_worker: StartWorker) -> None:
    world.task(assignees=[world.cleo.id], due_at=now() + timedelta(hours=2))
    old = world.task(assignees=[world.cleo.id])
    told = Notification.objects.create(
        workspace_id=world.harbour.id,
        user=world.cleo,
        kind="assigned",
        task=old,
        happened_at=now() - timedelta(days=91),
    )
    ProcrastinateJob.objects.all()._raw_delete("default")
    for name in ("schedule.dates", "schedule.dates", "maintenance.notifications"):
        defer(name, timestamp=0)
    start_worker()
    wait_until(lambda: not ProcrastinateJob.objects.exists())
    assert list(Notification.objects.values_list("kind", flat=True)) == ["due_soon"]
    assert Event.objects.filter(type="notification.deleted", object_id=told.id, user_id=world.cleo.id).exists()


@pytest.mark.usefixtures("world")
def test_when_they_are_looked_after() -> None:
    assert load().tasks["schedule.dates"].retry_strategy is None
    periodic = {one.task.name: one.cron for one in load().periodic_registry.periodic_tasks.values()}
    assert (periodic["schedule.dates"], periodic["maintenance.notifications"]) == ("* * * * *", "37 * * * *")
    assert periodic["schedule.mail"] == "* * * * *"


def test_what_nobody_watches_enqueues_nothing(world: World) -> None:
    task = world.task()
    ProcrastinateJob.objects.all()._raw_delete("default")
    update_task(task.id, actor=world.ann, status="Doing", due_at=now())
    assert not ProcrastinateJob.objects.exists()
