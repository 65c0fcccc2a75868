"""Somebody is invited by mail, and follows its link."""

import pytest

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.letters import link_of, mails_to
from tests.e2e.system import PASSWORD, Crew, System
from tests.runtime.installation import eventually

pytestmark = pytest.mark.e2e


def invite(desk: Desk, system: System, address: str) -> str:
    """By the page of the workspace's settings; the path of the link in the mail."""
    page = desk.open("/settings/members")
    page.get_by_label("E-mail of the new member").fill(address)
    page.get_by_role("button", name="Add member").click()
    expect(page.locator(".tt-toast.tt-bad")).to_contain_text(f"{address} has to be asked first")
    page.get_by_role("button", name="Invite by mail").click()
    expect(page.locator(".tt-toast", has_text="has been invited")).to_be_visible()
    eventually(lambda: any("/invitations/" in link_of(mail) for mail in mails_to(system, address)))
    return next(link for link in map(link_of, mails_to(system, address)) if "/invitations/" in link)


def is_member(crew: Crew, address: str) -> bool:
    """Whether somebody with this address is in the workspace."""
    found = crew.ann.get(f"/api/workspaces/{crew.workspace['id']}/members")["items"]
    return address in [member["user"]["email"] for member in found]


def test_somebody_new_signs_up_by_the_link_and_is_in(system: System, crew: Crew, desks: Seat) -> None:  # noqa: F811
    address = f"gus-{crew.ann.email}"
    path = invite(desks(crew.ann), system, address)
    gus: Desk = desks(size=PHONE)
    page = gus.open(path)
    expect(page.get_by_role("heading", name=f"Join {crew.workspace['name']}")).to_be_visible()
    expect(page.get_by_text("Ann Lee invites you to this workspace on Tasktide, as a member.")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(address)
    page.get_by_label("First name").fill("Gus")
    page.get_by_label("Password", exact=True).fill("12345")
    page.get_by_role("button", name="Create account and join").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account and join").click()
    page.wait_for_url(lambda url: "/invitations" not in url)
    assert is_member(crew, address)
    page = gus.open(path)
    expect(page.get_by_text("This invitation has been accepted already.")).to_be_visible()


def test_somebody_with_an_account_signs_in_and_accepts(system: System, crew: Crew, desks: Seat) -> None:  # noqa: F811
    dora, eve = system.sign_up("Dora", "Hale"), system.sign_up("Eve", "Stone")
    path = invite(desks(crew.ann), system, dora.email)
    desk = desks(eve)
    page = desk.open(path)
    expect(
        page.get_by_text(f"The invitation is for {dora.email}, and you are signed in as {eve.email}.")
    ).to_be_visible()
    page.get_by_role("link", name="Sign out and go on").click()
    page.get_by_role("link", name="Sign in to accept").click()
    page.get_by_label("E-mail").fill(dora.email)
    page.get_by_label("Password", exact=True).fill(dora.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")
    desk.settle()
    page.get_by_role("button", name="Accept the invitation").click()
    page.wait_for_url(lambda url: "/invitations" not in url)
    desk.settle()
    expect(page.locator(".tt-side")).to_contain_text("Operations")
    assert is_member(crew, dora.email)
    assert not is_member(crew, eve.email)


def test_links_that_lead_nowhere_say_so(system: System, crew: Crew, desks: Seat) -> None:  # noqa: F811
    address = f"ida-{crew.ann.email}"
    ann = desks(crew.ann)
    path = invite(ann, system, address)
    (waiting,) = crew.ann.get(f"/api/workspaces/{crew.workspace['id']}/invitations?pending=true")["items"]
    crew.ann.client.delete(f"/api/workspaces/{crew.workspace['id']}/invitations/{waiting['id']}")
    visitor: Desk = desks()
    expect(visitor.open(path).get_by_text("Whoever invited you has changed their mind.")).to_be_visible()
    for token in ("no-such-token", "x" * 300, "a%3Fb%23c", "%00"):
        page = visitor.open(f"/invitations/{token}")
        expect(page.get_by_role("heading", name="This link leads nowhere")).to_be_visible()
