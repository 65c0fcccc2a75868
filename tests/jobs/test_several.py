"""Mails of several news at once, of every kind; and the links by which one wants no more of them."""

import re
from datetime import timedelta
from email.message import Message
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.core.clock import now
from backend.notifications.actions import hand_over, send_news
from backend.notifications.actions.due import due_workspaces, tell_of_dates
from backend.notifications.actions.mail import AGAIN, DELAY
from backend.notifications.models import Letter, News, Notification, Preference
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.reminder import add_reminder, remind
from backend.tasks.actions.task import update_task
from backend.tasks.actions.watcher import watch
from backend.tasks.models import Reminder
from jobs.app import load
from tests.backend.conftest import clock
from tests.backend.news import tell_since
from tests.world import Caller, World

__all__ = ["clock"]

Outbox = list[EmailMultiAlternatives]


def test_several_news_of_a_workspace_are_one_mail(world: World, mailoutbox: Outbox) -> None:
    before = world.last
    first = world.task("Bring <the> pallets", assignees=[world.cleo.id])
    second = world.task("Paint the quay")
    watch(second.id, world.cleo.id, actor=world.cleo)
    add_comment(second.id, actor=world.bob, body="Blue or *grey* & white?")
    update_task(second.id, actor=world.ann, status="Doing", due_at=now() + timedelta(days=9), assignees=[world.bob.id])
    tell_since(world, before)
    assert {letter.user.name for letter in Letter.objects.all()} == {"Ann", "Bob", "Cleo"}
    Letter.objects.filter(user=world.cleo).update(next_run_at=now())
    ProcrastinateJob.objects.all()._raw_delete("default")
    for _ in range(2):
        hand_over()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["user_id"]) == ("email.news", str(world.cleo.id))
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("3 updates in Harbour crew", ["cleo@example.org"])
    text, html = str(mail.body), str(mail.alternatives[0][0])
    for words in ("OPS-1 Bring <the> pallets", "Ann assigned it to you", "Bob commented", "Blue or grey & white?"):
        assert words in text
    assert re.search(r"Ann changed it\n  .*Status: Todo → Doing", text, re.DOTALL)
    assert "Assigned to: Bob" in text
    assert "Bring &lt;the&gt; pallets" in html
    assert "Blue or grey &amp; white?" in html
    assert f"/t/{first.key}?workspace=harbour-crew" in text
    assert {letter.user.name for letter in Letter.objects.all()} == {"Ann", "Bob"}


def test_news_whose_job_was_lost_are_mailed_by_another_one_half_a_day_later(
    world: World, mailoutbox: Outbox, clock: time_machine.Traveller
) -> None:
    before = world.last
    world.task(assignees=[world.cleo.id])
    tell_since(world, before)
    for wait in (DELAY, AGAIN - timedelta(minutes=1), timedelta(minutes=1)):
        ProcrastinateJob.objects.all()._raw_delete("default")
        clock.shift(wait)
        hand_over()
    job = ProcrastinateJob.objects.get()
    for _ in range(2):
        load().tasks[job.task_name].func(**job.args)
    clock.shift(2 * AGAIN)
    hand_over()
    assert (len(mailoutbox), ProcrastinateJob.objects.count()) == (1, 1)


def test_who_does_without_a_date_in_the_app_is_mailed_of_it_once(
    world: World, mailoutbox: Outbox, clock: time_machine.Traveller
) -> None:
    def switch(who: User, *, app: bool, email: bool) -> None:
        changes = {"notifications": {"due_soon": {"app": app, "email": email}}}
        assert Caller(who).patch("/api/me/preferences", changes).status == 200

    switch(world.cleo, app=False, email=True)
    switch(world.bob, app=False, email=False)
    world.task("Soon", assignees=[world.cleo.id, world.bob.id], due_at=now() + timedelta(hours=2))
    for _ in range(2):
        tell_of_dates(world.harbour.id)
        assert due_workspaces() == []
        clock.shift(DELAY)
        ProcrastinateJob.objects.all()._raw_delete("default")
        hand_over()
        for job in ProcrastinateJob.objects.all():
            load().tasks[job.task_name].func(**job.args)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["cleo@example.org"], "Due soon: OPS-1 Soon")]
    assert not Notification.objects.exists()


@pytest.mark.parametrize("name", ["email.assigned", "email.mentioned", "email.reminder"])
def test_jobs_of_the_version_before_are_mailed_with_the_rest(world: World, mailoutbox: Outbox, name: str) -> None:
    before = world.last
    task = world.task(assignees=[world.cleo.id])
    if name == "email.mentioned":
        add_comment(task.id, actor=world.ann, body="@cleo")
    if name == "email.reminder":
        add_reminder(task.id, actor=world.cleo, remind_at=now() + timedelta(days=1))
        Reminder.objects.update(next_run_at=now())
        remind(Reminder.objects.get().id)
    tell_since(world, before)
    seq = Letter.objects.get(user=world.cleo, kind=name.removeprefix("email.")).seq
    Letter.objects.all().delete()  # that version has written none
    arguments = {"user_id": str(world.cleo.id), "workspace_id": str(world.harbour.id)}
    for _ in range(2):
        load().tasks[name].func(**arguments, seq=seq)
        assert Letter.objects.count() <= 1
        load().tasks["email.news"].func(**arguments)
    assert len(mailoutbox) == 1
    assert Notification.objects.filter(user=world.cleo, seq=seq).count() == 1


def test_every_kind_of_news_has_its_mail(world: World, mailoutbox: Outbox) -> None:
    soon = world.task("Soon", assignees=[world.cleo.id], due_at=now() + timedelta(hours=2))
    late = world.task("Late", assignees=[world.cleo.id], due_at=now() - timedelta(hours=2))
    tell_of_dates(world.harbour.id)
    for kind, subject in ((News.DUE_SOON, f"Due soon: {soon.key} Soon"), (News.OVERDUE, f"Overdue: {late.key} Late")):
        others = Letter.objects.filter(user=world.cleo).exclude(kind=kind)
        kept = list(others)
        others.delete()
        send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
        assert mailoutbox[-1].subject == subject
        Letter.objects.bulk_create(kept)
    tell_of_dates(world.harbour.id)
    assert not Letter.objects.filter(user=world.cleo, next_run_at__isnull=False).exists()
    before = world.last
    add_comment(soon.id, actor=world.ann, body="At last")
    tell_since(world, before)
    Letter.objects.exclude(kind=News.COMMENTED).delete()
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert "Ann commented on OPS-1." in str(mailoutbox[-1].body)
    before = world.last
    archive_task(soon.id, actor=world.ann, archived=True)
    tell_since(world, before)
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert "Ann changed OPS-1." in str(mailoutbox[-1].body)
    assert "Put into the archive" in str(mailoutbox[-1].body)


def test_a_date_that_was_moved_is_not_mailed(world: World, mailoutbox: Outbox) -> None:
    task = world.task("Soon", assignees=[world.cleo.id], due_at=now() + timedelta(hours=2))
    tell_of_dates(world.harbour.id)
    update_task(task.id, actor=world.ann, due_at=now() + timedelta(days=9))
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert mailoutbox == []


def test_one_click_ends_mails_of_these_kinds_without_logging_in(world: World, mailoutbox: Outbox) -> None:
    before = world.last
    task = world.task(assignees=[world.cleo.id])
    tell_since(world, before)
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    sent: Message = mailoutbox[0].message()
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = urlsplit(str(sent["List-Unsubscribe"]).strip("<>")).path
    token = link.rpartition("/")[2]

    looked = Client().get(link)
    assert (looked.status_code, urlsplit(looked["Location"]).path) == (302, "/unsubscribe")
    assert not Preference.objects.exists()
    for _ in range(2):
        form = Client().post(link, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        assert form.status_code == 204
    shown = Caller(world.cleo).get("/api/me/preferences").json["notifications"]
    assert (shown["assigned"], shown["mentioned"]["email"]) == ({"app": True, "email": False}, True)
    for wrong in (token[:-1], f"x{token}", token.replace("assigned", "changed"), "%00"):
        assert Caller().post(f"/api/unsubscribe/{wrong}").status == 404
    assert Preference.objects.count() == 1
    before = world.last
    update_task(task.id, actor=world.ann, assignees=[])
    update_task(task.id, actor=world.ann, assignees=[world.cleo.id])
    tell_since(world, before)
    assert not Letter.objects.filter(user=world.cleo, kind=News.ASSIGNED).exists()
