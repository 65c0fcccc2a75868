"""From an invitation to the mail in somebody's box."""

import re

import pytest

from backend.workspaces.actions.invitation import invite
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_link_in_the_mail_opens_the_workspace(world: World, start_worker: StartWorker, mailbox: Mailbox) -> None:
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    invite(world.harbour.id, actor=world.bob, email="eve@example.org", role="viewer")
    wait_until(lambda: mailbox.mails)
    [mail] = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("eve@example.org", "Bob invites you to Harbour crew")
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    link = re.search(r"/invitations/([\w-]{43})", text.get_content())
    assert link is not None
    assert link[0] in html.get_content()
    eve = Caller(world.eve)
    assert eve.post(f"/api/invitations/{link[1]}/accept").json["role"] == "viewer"
    world.eve.refresh_from_db()
    assert world.eve.email_verified_at is not None
