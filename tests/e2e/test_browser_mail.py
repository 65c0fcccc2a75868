"""What comes by mail and leads back: a new password, an address verified."""

import pytest

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.letters import link_of, mails_to
from tests.e2e.system import System
from tests.runtime.installation import eventually

pytestmark = pytest.mark.e2e


def test_a_forgotten_password_and_an_unverified_address(system: System, desks: Seat) -> None:  # noqa: F811
    ann = system.sign_up("Ann")
    desk: Desk = desks(ann)
    eventually(lambda: len(mails_to(system, ann.email)) == 1)
    page = desk.open(link_of(mails_to(system, ann.email)[0]))
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("status")).to_have_text("Thank you, the address is yours.")
    assert ann.get("/api/me")["email_verified"] is True

    page = desk.open("/reset")
    page.get_by_label("E-mail").fill(ann.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status")).to_contain_text("a mail is on its way")
    eventually(lambda: len(mails_to(system, ann.email)) == 2)
    page = desk.open(link_of(mails_to(system, ann.email)[1]))
    page.get_by_label("Password", exact=True).fill("12345")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("ebb-falls-at-six")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("status")).to_contain_text("Your new password is set.")
    assert ann.client.get("/api/me").status_code == 401
    answer = ann.client.post("/api/token", json={"email": ann.email, "password": "ebb-falls-at-six"})
    assert answer.status_code == 200
    assert desk.complaints == []
