"""The mails about an account, as a worker sends them."""

import re

from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.actions import ask_for_reset, reset_password
from backend.accounts.models import EmailToken, User
from backend.core.defer import defer
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.world import Caller, World


def waiting() -> bool:
    return ProcrastinateJob.objects.exclude(status="failed").exists()


def test_a_new_password_by_mail(world: World, start_worker: StartWorker, mailbox: Mailbox) -> None:
    start_worker(TASKTIDE_SMTP_URL=mailbox.url, TASKTIDE_MAIL_FROM="Harbour <tide@harbour.example>")
    User.objects.filter(id=world.cleo.id).update(first_name="Cleo <b>&")
    assert Caller().post("/api/auth/password-reset", {"email": "cleo@example.org"}).status == 202
    wait_until(lambda: mailbox.mails)
    wait_until(lambda: not waiting())
    (mail,) = mailbox.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "cleo@example.org",
        "Harbour <tide@harbour.example>",
        "Set a new password",
    )
    assert mail["Message-ID"].endswith("@harbour.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Hello Cleo <b>&," in text.get_content()
    assert "Hello Cleo &lt;b&gt;&amp;," in html.get_content()
    links = [
        re.findall(r"https://tide\.example\.org/reset\?token=[\w.-]+", body.get_content()) for body in (text, html)
    ]
    assert (len(links[0]), len(set(links[0] + links[1]))) == (1, 1)
    reset_password(token=links[0][0].partition("=")[2], password="ebb-falls-at-six")
    assert Caller().post("/api/token", {"email": "cleo@example.org", "password": "ebb-falls-at-six"}).status == 200


def test_a_job_that_two_workers_run_sends_once(world: World, start_worker: StartWorker, mailbox: Mailbox) -> None:
    del world
    ask_for_reset("cleo@example.org")
    arguments = ProcrastinateJob.objects.values_list("args", flat=True).get()
    for _ in range(5):
        defer("email.password_reset", **arguments)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    wait_until(lambda: not waiting())
    assert len(mailbox.mails) == 1


def test_a_mail_that_could_not_be_sent_is_tried_again_with_the_same_link(
    world: World, start_worker: StartWorker, mailbox: Mailbox
) -> None:
    del world
    mailbox.refusal = "451 Come back later"
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    ask_for_reset("cleo@example.org")
    wait_until(lambda: ProcrastinateJob.objects.filter(attempts__gte=1).exists())
    token = EmailToken.objects.get()
    assert token.sent_at is None
    mailbox.refusal = ""
    wait_until(lambda: not waiting())
    (mail,) = mailbox.mails
    assert token.id.hex in mail.as_string().replace("=\n", "")
    assert EmailToken.objects.get().sent_at is not None
