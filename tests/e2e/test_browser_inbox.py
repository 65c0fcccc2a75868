"""What others do reaches one's bell, inbox and toasts; it is read and put away with the keyboard alone."""

import re

import pytest

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e


def bell(desk: Desk, unread: int) -> None:
    """The bell says so many, and so do the sidebar and the window's title."""
    label = f"Notifications, {unread} unread" if unread else "Notifications"
    expect(desk.page.locator(".tt-bell")).to_have_attribute("aria-label", label)
    expect(desk.page.locator(".tt-nav-count")).to_have_text(str(unread) if unread else "")
    expect(desk.page).to_have_title(re.compile(rf"^\({unread}\) " if unread else r"^[^(]"))


def test_the_bell_rings_in_every_window_and_opens_the_task(desks: Seat, crew: Crew) -> None:  # noqa: F811
    bob = desks(crew.bob)
    bob.open("/p/OPS/board")
    other = Desk(bob.url, bob.context, bob.context.new_page(), bob.complaints).watch()
    other.open("/all")
    for desk in (bob, other):
        bell(desk, 0)
    task = crew.task("Mend the net", assignees=[crew.bob.id])
    toast = bob.page.locator(".tt-toast")
    expect(toast).to_contain_text("Ann Lee assigned OPS-1 to you: Mend the net")
    for desk in (bob, other):
        bell(desk, 1)
    toast.get_by_role("button", name="Open", exact=True).click()
    expect(bob.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    for desk in (bob, other):
        bell(desk, 0)
    # What is open on screen does not ring there.
    crew.ann.post(f"/api/tasks/{task['id']}/comments", {"body": "@bob two holes"})
    expect(other.page.locator(".tt-toast", has_text="Ann Lee mentioned you in OPS-1")).to_be_visible()
    bell(bob, 1)
    assert bob.page.locator(".tt-toast", has_text="mentioned").count() == 0
    other.page.locator(".tt-bell").click()
    told = other.page.locator(".tt-heard")
    expect(told).to_have_count(2)
    told.first.click()
    expect(other.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    bell(bob, 0)


def test_a_day_s_news_is_dealt_with_by_keyboard(desks: Seat, crew: Crew) -> None:  # noqa: F811
    for title in ("Mend the net", "Paint the hull", "Buy rope"):
        crew.task(title, assignees=[crew.bob.id])
    page = desks(crew.bob).open("/p/OPS/board")
    expect(page.locator(".tt-nav-count")).to_have_text("3")
    page.keyboard.press("g")
    page.keyboard.press("i")
    rows = page.locator(".tt-news")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Buy rope")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator(".tt-news.tt-unread")).to_have_count(2)
    expect(page.locator(".tt-nav-count")).to_have_text("2")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(rows).to_have_count(2)
    expect(page.locator(".tt-nav-count")).to_have_text("1")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    expect(page.locator(".tt-nav-count")).to_have_text("")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".tt-news.tt-unread")).to_have_count(0)


def test_everything_is_read_and_unread_again(desks: Seat, crew: Crew) -> None:  # noqa: F811
    page = desks(crew.bob, size=PHONE).open("/inbox")
    expect(page.get_by_role("heading", name="You are all caught up")).to_be_visible()
    task = crew.task("Mend the net", assignees=[crew.bob.id])
    crew.ann.patch(f"/api/tasks/{task['id']}", {"status": "Doing"})
    entries = page.locator(".tt-news-entry")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Ann Lee moved it to Doing")
    expect(page.locator(".tt-tabbar .tt-badge")).to_have_text("2")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".tt-tabbar .tt-badge")).to_have_count(0)
    page.locator(".tt-toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".tt-tabbar .tt-badge")).to_have_text("2")
    page.get_by_role("button", name="Archive (E)").click()
    expect(page.get_by_role("heading", name="You are all caught up")).to_be_visible()
    page.get_by_role("link", name="Archived").click()
    expect(page.locator(".tt-news")).to_contain_text("Mend the net")
    page.get_by_role("button", name="Back to the inbox (E)").click()
    page.get_by_role("link", name="All", exact=True).first.click()
    expect(page.locator(".tt-news")).to_contain_text("Mend the net")


def test_what_one_does_without_is_not_told(desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks(crew.bob)
    page = desk.open("/settings/notifications")
    switch = page.get_by_role("switch", name="Assigned to you: App")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    page.reload()
    desk.settle()
    expect(page.get_by_role("switch", name="Assigned to you: App")).to_have_attribute("aria-checked", "false")
    expect(page.get_by_role("switch", name="Assigned to you: E-mail")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("switch", name="A mail each morning")).to_have_attribute("aria-checked", "false")
    task = crew.task("Mend the net", assignees=[crew.bob.id])
    crew.ann.post(f"/api/tasks/{task['id']}/comments", {"body": "@bob two holes"})
    expect(page.locator(".tt-toast")).to_contain_text("mentioned you in OPS-1")
    bell(desk, 1)
