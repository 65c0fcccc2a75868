"""Mails of several news at once, of every kind; and the links by which one wants no more of them."""

import re
from datetime import timedelta
from email.message import Message
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.core.clock import now
from backend.notifications.actions import hand_over, send_news
from backend.notifications.actions.due import tell_of_dates
from backend.notifications.models import Letter, News, Preference
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import update_task
from backend.tasks.actions.watcher import watch
from tests.backend.news import tell_since
from tests.world import Caller, World

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
    assert not Letter.objects.filter(user=world.cleo).exclude(kind=News.DUE_SOON).exists()
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
