"""From an assignment to the mail in somebody's box."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.clock import now
from backend.core.defer import defer
from backend.notifications.actions import hand_over, send_news, tell
from backend.notifications.errors import Undeliverable
from backend.notifications.mails import due_text, excerpt
from backend.notifications.models import Delivery, Letter
from backend.projects.actions.member import remove_member
from backend.projects.actions.project import create_project
from backend.tasks.actions.bulk import change_tasks
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.models import Task
from backend.workspaces.actions import add_member
from jobs.retry import ATTEMPTS, LONGEST_DELAY, Retry, delay
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.world import World

Outbox = list[EmailMultiAlternatives]


def jobs() -> list[tuple[str, dict[str, object]]]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args"))


def told(world: World) -> list[User]:
    """Whom the event that was just written concerns."""
    last = world.last
    tell(world.harbour.id, last, last)
    return [letter.user for letter in Letter.objects.filter(seq=last, kind="assigned").order_by("user_id")]


def let_two_minutes_pass() -> None:
    """The letters have waited long enough, and the minute's sweep comes."""
    wait_until(Letter.objects.exists)
    Letter.objects.update(next_run_at=now())
    hand_over()


def test_who_is_assigned_by_the_call_that_moves_or_archives_the_task_is_told_too(world: World) -> None:
    task = world.task()
    yard = create_project(actor=world.ann, workspace_id=world.harbour.id, key="YARD", name="Yard")

    update_task(task.id, actor=world.ann, project_id=yard.id, assignees=[world.cleo.id])
    assert (world.events(world.last - 1), told(world)) == (["task.moved"], [world.cleo])

    change_tasks([task.id], actor=world.ann, archived=True, add_assignees=[world.bob.id])
    assert (world.events(world.last - 1), told(world)) == (["task.archived"], [world.bob])


def test_a_description_of_nothing_but_brackets_does_not_keep_the_worker_busy() -> None:
    description = "![" * 32 * 1024
    started = time.monotonic()
    assert excerpt(description).startswith("![![")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("# Head\n> quote **bold** and `code`", "Head quote bold and code"),
        ("snake_case, a > b, C#, 5*3, <b>needle</b>", "snake_case, a > b, C#, 5*3, <b>needle</b>"),
        ("- *it* ~~gone~~ __here__", "it gone here"),
    ],
)
def test_of_markdown_the_marks_go_and_the_words_stay(written: str, plain: str) -> None:
    assert excerpt(written) == plain


def test_being_assigned_a_task_sends_a_mail_two_minutes_later(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    User.objects.filter(id=world.cleo.id).update(timezone="Asia/Tokyo")
    start_worker(TASKTIDE_SMTP_URL=mailbox.url, TASKTIDE_MAIL_FROM="Harbour <tide@harbour.example>")
    world.task(
        "Bring the pallets 🚢", assignees=[world.cleo.id, world.ann.id], due_at=datetime(2026, 12, 1, 8, tzinfo=UTC)
    )
    wait_until(lambda: Letter.objects.exists() and not jobs())
    defer("schedule.mail", timestamp=0)
    wait_until(lambda: not jobs())
    assert mailbox.mails == []
    let_two_minutes_pass()
    wait_until(lambda: mailbox.mails)
    wait_until(lambda: not jobs())
    (mail,) = mailbox.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "cleo@example.org",
        "Harbour <tide@harbour.example>",
        "OPS-1 Bring the pallets 🚢",
    )
    assert mail["Message-ID"].endswith("@harbour.example>")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    for body in (text.get_content(), html.get_content()):
        for part in (
            "Ann",
            "Bring the pallets 🚢",
            "Operations",
            "Tue 1 December 2026, 17:00 (Asia/Tokyo)",
            "https://tide.example.org/t/OPS-1?workspace=harbour-crew",
        ):
            assert part in body


def test_without_a_mail_server_mails_are_files(world: World, start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker()
    world.task("Bring / the: pallets", assignees=[world.cleo.id])
    let_two_minutes_pass()
    wait_until(lambda: list((tmp_path / "mail").glob("*.eml")))
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.endswith("Z cleo@example.org OPS-1 Bring the pallets.eml")
    assert "Subject: OPS-1 Bring / the: pallets\n" in file.read_text()


def test_a_mail_server_that_is_busy_gets_the_mail_later(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    mailbox.refusal = "451 Come back later"
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    world.task(assignees=[world.cleo.id])
    let_two_minutes_pass()
    wait_until(lambda: ProcrastinateJob.objects.filter(task_name="email.news", attempts__gte=1).exists())
    assert not Delivery.objects.exists()
    mailbox.refusal = ""
    wait_until(lambda: not jobs())
    assert (len(mailbox.mails), Delivery.objects.count()) == (1, 1)


def test_a_mail_that_is_refused_for_good_is_kept_as_a_failed_job(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    mailbox.refusal = "550 No such person"
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    world.task(assignees=[world.cleo.id])
    let_two_minutes_pass()
    wait_until(lambda: ProcrastinateJob.objects.filter(status="failed").exists())
    assert (mailbox.mails, Delivery.objects.count(), Letter.objects.count()) == ([], 0, 0)
    mailbox.refusal = ""
    world.task("Another one", assignees=[world.cleo.id])
    let_two_minutes_pass()
    wait_until(lambda: mailbox.mails)
    assert mailbox.mails[0]["Subject"] == "OPS-2 Another one", "without what was refused"


def test_a_job_that_runs_twice_sends_once(world: World, start_worker: StartWorker, mailbox: Mailbox) -> None:
    world.task(assignees=[world.cleo.id])
    first = world.last
    tell(world.harbour.id, first, first)
    for _ in range(5):
        defer("email.news", user_id=str(world.cleo.id), workspace_id=str(world.harbour.id))
        defer("notify.events", workspace_id=str(world.harbour.id), first=first, last=first)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    wait_until(lambda: not jobs())
    assert len(mailbox.mails) == 1


def test_a_change_that_assigns_somebody_enqueues_one_job_and_another_none(world: World) -> None:
    task = world.task(assignees=[world.cleo.id, world.bob.id])
    assert jobs() == [
        ("notify.events", {"workspace_id": str(world.harbour.id), "first": world.last, "last": world.last})
    ]
    update_task(task.id, actor=world.ann, title="Other", priority="high")
    update_task(task.id, actor=world.ann, assignees=[world.bob.id, world.cleo.id])
    assert len(jobs()) == 1


def test_only_who_is_new_hears_of_it_and_nobody_of_his_own_doing(world: World) -> None:
    task = world.task(assignees=[world.cleo.id])
    update_task(task.id, actor=world.bob, assignees=[world.cleo.id, world.bob.id, world.ann.id])
    assert told(world) == [world.ann]


def test_who_cannot_log_in_is_not_written_to(world: World) -> None:
    gus = create_person(first_name="Gus", email="gus@example.org")
    add_member(world.harbour.id, actor=world.ann, user=gus)
    User.objects.filter(id=world.bob.id).update(is_active=False)
    world.task(assignees=[gus.id, world.bob.id])
    assert told(world) == []


def test_who_may_not_see_the_task_is_not_written_to(world: World) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    create_task(actor=world.ann, project_id=secret.id, title="Quiet", assignees=[world.cleo.id])
    assert told(world) == []


def test_what_changed_before_the_mail_went_out_counts(world: World, mailoutbox: Outbox) -> None:
    unassigned = world.task(assignees=[world.cleo.id])
    told(world)
    deleted = world.task(assignees=[world.cleo.id])
    told(world)
    world.task(assignees=[world.bob.id])
    told(world)
    assert Letter.objects.count() == 3
    update_task(unassigned.id, actor=world.ann, assignees=[])
    delete_task(deleted.id, actor=world.ann)
    remove_member(world.harbour.id, world.bob.id, actor=world.ann)
    for user in (world.cleo, world.bob):
        send_news(user_id=user.id, workspace_id=world.harbour.id)
    assert (mailoutbox, Delivery.objects.count(), Letter.objects.count()) == ([], 0, 0)


def test_a_title_can_neither_add_a_header_nor_markup(world: World, mailoutbox: Outbox) -> None:
    task = world.task(assignees=[world.cleo.id])
    told(world)
    Task.objects.filter(id=task.id).update(title="Gate 4\r\nBcc: eve@example.org <b>&\x0b\u2028 done")
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    (mail,) = mailoutbox
    assert (mail.subject, mail.recipients()) == ("OPS-1 Gate 4 Bcc: eve@example.org <b>& done", ["cleo@example.org"])
    assert mail.message()["Bcc"] is None
    assert "eve@example.org &lt;b&gt;&amp; done" in str(mail.alternatives[0][0])
    assert "eve@example.org <b>& done" in str(mail.body)


def test_a_due_date_is_told_in_the_readers_time_zone() -> None:
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert due_text(at, "Europe/Berlin") == "Fri 1 January 2027, 00:30 (Europe/Berlin)"
    assert due_text(at, "Not/A_Zone") == "Thu 31 December 2026, 23:30 (UTC)"
    assert due_text(None, "UTC") == ""


def test_the_delays_between_tries_grow_and_differ() -> None:
    assert all(0.5 <= delay(0) <= 1.0 for _ in range(50))
    assert all(16.0 <= delay(5) <= 32.0 for _ in range(50))
    assert all(LONGEST_DELAY / 2 <= delay(attempts) <= LONGEST_DELAY for attempts in range(12, 100))
    assert len({delay(5) for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("attempts", "error", "is_tried_again"),
    [
        (0, ConnectionError(), True),
        (ATTEMPTS - 2, ConnectionError(), True),
        (ATTEMPTS - 1, ConnectionError(), False),
        (0, Undeliverable(), False),
    ],
)
def test_what_is_tried_again(attempts: int, error: Exception, *, is_tried_again: bool) -> None:
    job = Job(id=1, task_name="email.news", queue="email", lock=None, queueing_lock=None, attempts=attempts)
    decision = Retry().get_retry_decision(exception=error, job=job)
    assert (decision is not None) == is_tried_again
