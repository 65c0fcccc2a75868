"""Signing in and out: what a browser holds, and what it is worth afterwards."""

import contextlib
import re
from pathlib import Path

import httpx
import pytest

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Account, Crew, System
from tests.runtime.installation import eventually

pytestmark = pytest.mark.e2e
COOKIE = "tasktide_browser"


def cookie_of(desk: Desk) -> str:
    """What the browser shows to be somebody."""
    return next(str(one["value"]) for one in desk.context.cookies() if one["name"] == COOKIE)


def is_let_in(system: System, cookie: str) -> bool:
    """Whether somebody who holds this cookie sees a page."""
    answer = httpx.get(f"{system.url}/all", cookies={COOKIE: cookie}, follow_redirects=False)
    return answer.status_code == 200


def test_signing_out_ends_every_tab_and_what_a_thief_holds(system: System, desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks(crew.ann)
    other = desk.context.new_page()
    other.goto(f"{desk.url}/p/OPS/board")
    other.wait_for_function("window.did_handshake")
    elsewhere = desks(crew.ann)
    stolen = cookie_of(desk)
    assert is_let_in(system, stolen)

    desk.open("/settings/profile").get_by_role("link", name="Sign out").click()
    expect(desk.page.get_by_text("You are signed out.")).to_be_visible()
    other.wait_for_url(re.compile(r"/login\?told=ended&next=/p/OPS/board"), timeout=10_000)
    assert not is_let_in(system, stolen)
    # the other sign-in goes on, with its live connection
    task = crew.task("After the storm")
    expect(elsewhere.open(f"/t/{task['key']}").get_by_label("Title", exact=True)).to_have_value("After the storm")

    again = Desk(desk.url, desk.context, other).watch()
    again.settle()
    sign_in_here(again, crew.ann)
    expect(other).to_have_url(re.compile("/p/OPS/board"))
    assert is_let_in(system, cookie_of(desk))
    assert not is_let_in(system, stolen)


def sign_in_here(desk: Desk, account: Account) -> None:
    """On the page that asks for it."""
    desk.page.get_by_label("E-mail").fill(account.email)
    desk.page.get_by_label("Password", exact=True).fill(account.password)
    desk.page.get_by_role("button", name="Sign in").click()
    desk.page.wait_for_url(lambda url: "/login" not in url)
    desk.settle()


def test_other_devices_are_signed_out_one_by_one_and_by_a_new_password(system: System, desks: Seat, crew: Crew) -> None:  # noqa: F811
    here, phone = desks(crew.ann), desks(crew.ann)
    phone.open("/p/OPS/board")
    stolen = cookie_of(phone)
    page = here.open("/settings/sessions")
    expect(page.locator(".tt-tr", has_text="This device")).to_contain_text("Chrome on Linux")
    page.locator(".tt-tr", has_text="Chrome on Linux").get_by_role("button", name="Sign out").first.click()
    phone.page.wait_for_url(re.compile("/login"), timeout=10_000)
    assert not is_let_in(system, stolen)
    expect(page.locator(".tt-tr", has_text="Chrome on Linux")).to_have_count(1)
    expect(page.locator(".tt-live")).to_have_text("Live")

    sign_in_here(phone, crew.ann)
    page = here.open("/settings/password")
    present, wanted = page.get_by_label("Present password"), page.get_by_label("New password")
    present.fill("not this one")
    wanted.fill("a longer tide than before")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Is not your password")).to_be_visible()
    present.fill(crew.ann.password)
    wanted.fill("12345")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    page.get_by_role("button", name="Show the password").last.click()
    expect(wanted).to_have_attribute("type", "text")
    wanted.fill("a longer tide than before")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    phone.page.wait_for_url(re.compile("/login"), timeout=10_000)


def test_a_ticket_of_another_browser_lets_nobody_in(system: System, desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks()
    tickets: list[str] = []
    desk.page.on("request", lambda request: tickets.append(request.url) if "/enter?" in request.url else None)
    desk.sign_in(crew.ann)
    (ticket,) = tickets
    answer = httpx.get(ticket, follow_redirects=False)
    assert answer.headers["location"].startswith("/login")
    assert (
        httpx.get(f"{system.url}/enter?ticket=&next=//evil.example").headers["location"] == "/login?next=//evil.example"
    )


def mode_of(path: Path) -> int:
    """Who may do what with it; a draft that has meanwhile been moved to its place may nobody do anything with."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mode
    return 0


def text_of(path: Path) -> str:
    """What a file says, if it is one and still there."""
    with contextlib.suppress(FileNotFoundError, IsADirectoryError):
        return path.read_text(encoding="utf-8")
    return ""


def test_what_lies_on_the_disk_is_nobody_elses_and_opens_nothing(system: System, desks: Seat, crew: Crew) -> None:  # noqa: F811
    desks(crew.ann).open(f"/p/OPS/board?w={crew.workspace['slug']}")
    folder = system.installation.data / "dashboard"
    assert [one.name for one in (folder, *folder.iterdir()) if mode_of(one) & 0o077] == []

    def kept() -> str:
        return "".join(text_of(path) for path in folder.rglob("*"))

    eventually(lambda: crew.workspace["id"] in kept())  # what was chosen last is written a moment after
    assert re.search(r"eyJ[\w-]+\.[\w-]+\.", kept()) is None  # a JWT has dots, what is encrypted has none
    assert crew.ann.email not in kept()


def test_no_script_runs_but_those_of_the_page(desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks(crew.ann)
    page = desk.open("/settings/profile")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">');"
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 2' }))"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert all("Content Security Policy" in one or "404" in one for one in desk.complaints)
    desk.complaints.clear()
