"""The mail in the morning."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.core.mail import EmailMultiAlternatives
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.notifications.actions.digest import begin_day, due_digests, send_digest
from backend.notifications.models import Digest
from jobs.app import load
from tests.backend.news import tell_since
from tests.world import Caller, World

Outbox = list[EmailMultiAlternatives]
EVENING = datetime(2026, 12, 1, 12, tzinfo=UTC)  # nine in the evening in Tokyo
MORNING = datetime(2026, 12, 1, 23, tzinfo=UTC)  # eight in the morning there
DAY = date(2026, 12, 2)


def test_who_wants_it_is_told_in_his_own_morning(world: World, mailoutbox: Outbox) -> None:
    User.objects.filter(id=world.cleo.id).update(timezone="Asia/Tokyo")
    with time_machine.travel(EVENING):
        cleo = Caller(world.cleo)
        assert cleo.get("/api/me/preferences").json["digest"] is False
        for _ in range(2):
            assert cleo.patch("/api/me/preferences", {"digest": True}).json["digest"] is True
        before, mine = world.last, [world.cleo.id]
        world.task("Late & <later>", assignees=mine, due_at=EVENING - timedelta(days=2))
        world.task("Today", assignees=mine, due_at=MORNING + timedelta(hours=15))
        world.task("Tomorrow", assignees=mine, due_at=MORNING + timedelta(hours=17))
        world.task("Bob's", assignees=[world.bob.id], due_at=EVENING - timedelta(days=2))
        world.task("Done", assignees=mine, due_at=EVENING - timedelta(days=2), status="Done")
        tell_since(world, before)
    with time_machine.travel(MORNING - timedelta(minutes=1)):
        assert due_digests() == []
    ProcrastinateJob.objects.all()._raw_delete("default")
    with time_machine.travel(MORNING):
        assert due_digests() == [world.cleo.id]
        for _ in range(2):
            begin_day(world.cleo.id)
        job = ProcrastinateJob.objects.get()
        assert (job.task_name, job.args) == ("email.digest", {"user_id": str(world.cleo.id), "day": "2026-12-02"})
        for _ in range(2):
            send_digest(user_id=world.cleo.id, day=DAY)
        assert due_digests() == []
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["cleo@example.org"], "Your day: 1 overdue, 1 due today, 4 unread")
    text, html = str(mail.body), str(mail.alternatives[0][0])
    assert "OPS-1 Late & <later> (Harbour crew)\n  Sun 29 November 2026, 21:00 (Asia/Tokyo)" in text
    assert "Late &amp; &lt;later&gt;" in html
    assert not any(title in text for title in ("Tomorrow", "Bob's", "Done"))

    link = str(mail.message()["List-Unsubscribe"]).strip("<>")
    assert Caller().post(f"/api/unsubscribe/{link.rpartition('/')[2]}").status == 204
    assert Caller(world.cleo).get("/api/me/preferences").json["digest"] is False


def test_who_is_somewhere_else_by_then_is_not_written_to_in_the_night(world: World) -> None:
    Caller(world.vic).patch("/api/me/preferences", {"digest": True})
    User.objects.filter(id=world.vic.id).update(timezone="Asia/Tokyo")
    ProcrastinateJob.objects.all()._raw_delete("default")
    Digest.objects.update(next_run_at=EVENING)
    with time_machine.travel(EVENING):
        begin_day(world.vic.id)
    assert not ProcrastinateJob.objects.exists()
    assert Digest.objects.get().next_run_at == MORNING


def test_without_anything_to_tell_or_too_late_there_is_none(world: World, mailoutbox: Outbox) -> None:
    vic = Caller(world.vic)
    vic.patch("/api/me/preferences", {"digest": True})
    digest = Digest.objects.get()
    with time_machine.travel(digest.next_run_at + timedelta(minutes=1)):
        begin_day(world.vic.id)
        send_digest(user_id=world.vic.id, day=digest.next_run_at.date())
        world.task("Late", assignees=[world.vic.id], due_at=digest.next_run_at - timedelta(days=2))
        send_digest(user_id=world.vic.id, day=digest.next_run_at.date() - timedelta(days=1))
        send_digest(user_id=world.bob.id, day=digest.next_run_at.date())
    assert mailoutbox == []
    vic.patch("/api/me/preferences", {"digest": False})
    assert not Digest.objects.exists()
    assert vic.patch("/api/me/preferences", {"digest": "yes"}).status == 422
    periodic = {one.task.name: one.cron for one in load().periodic_registry.periodic_tasks.values()}
    assert periodic["schedule.digests"] == "* * * * *"
