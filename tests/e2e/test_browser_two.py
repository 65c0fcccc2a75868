"""Two people at the same things, for a long time, and with a bad connection."""

import random
import re
import threading

import pytest
from playwright.sync_api import Page

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Account, Crew

pytestmark = pytest.mark.e2e
BOARD = "/p/OPS/board"
COLUMNS = ("Backlog", "Todo", "Doing", "Done")
MOVES = 50  # of each


def board(page: Page) -> dict[str, list[str]]:
    """Column → titles, as they stand there."""
    return {
        name: page.get_by_role("region", name=name, exact=True).locator(".tt-card-t").all_inner_texts()
        for name in COLUMNS
    }


def _shuffle(who: Account, tasks: list[str], statuses: list[str], seed: int) -> None:
    """Move cards about as a board does: into a column, behind or before another card."""
    chance = random.Random(seed)
    for _ in range(MOVES):
        task, other = chance.sample(tasks, 2)
        body = {"status": chance.choice(statuses), chance.choice(("after", "before")): other}
        who.client.patch(f"/api/tasks/{task}", json=body)


def test_after_a_hundred_moves_both_see_the_same_order(desks: Seat, crew: Crew) -> None:  # noqa: F811
    tasks = [crew.task(f"Barrel {number}", status="Todo")["id"] for number in range(12)]
    statuses = [one["id"] for one in crew.ann.get(f"/api/projects/{crew.project['id']}/statuses")["items"]][:4]
    both = [desks(crew.ann), desks(crew.bob)]
    for desk in both:
        desk.open(BOARD)
        expect(desk.page.locator(".tt-card")).to_have_count(12)
    hands = [
        threading.Thread(target=_shuffle, args=(who, tasks, statuses, seed))
        for seed, who in enumerate((crew.ann, crew.bob))
    ]
    for hand in hands:
        hand.start()
    chance = random.Random(7)
    while any(hand.is_alive() for hand in hands):  # meanwhile both move cards by hand, too
        desk = chance.choice(both)
        desk.page.locator(".tt-card").nth(chance.randrange(12)).focus()
        desk.page.keyboard.press(f"Alt+Arrow{chance.choice(('Up', 'Down', 'Left', 'Right'))}")
    for hand in hands:
        hand.join()
    listed = crew.ann.get(f"/api/tasks?project={crew.project['id']}&sort=position&limit=50")["items"]
    expect(both[0].page.locator(".tt-card")).to_have_count(12)
    for desk in both:
        desk.page.wait_for_function("document.querySelectorAll('.tt-card').length === 12")
        desk.page.wait_for_timeout(700)
    listed = crew.ann.get(f"/api/tasks?project={crew.project['id']}&sort=position&limit=50")["items"]
    true = {name: [t["title"] for t in listed if t["status"]["name"] == name] for name in COLUMNS}
    assert [board(desk.page) for desk in both] == [true, true]


def test_a_lost_connection_comes_back_with_what_was_missed_and_with_what_was_typed(
    desks: Seat,  # noqa: F811
    crew: Crew,
) -> None:
    task = crew.task("Mend the net")
    desk = desks(crew.ann)
    page = desk.open(f"{BOARD}?task=OPS-1")
    field = page.get_by_label("Comment", exact=True)
    field.fill("I shall do it on")
    desk.context.set_offline(offline=True)
    crew.bob.patch(f"/api/tasks/{task['id']}", {"title": "Mend both nets", "priority": "urgent"})
    crew.task("Came meanwhile", status="Todo")
    page.wait_for_timeout(1500)
    field.press_sequentially(" Friday")
    desk.context.set_offline(offline=False)
    expect(desk.card("Came meanwhile")).to_be_visible(timeout=40_000)
    expect(desk.card("Mend both nets").locator(".tt-pr-urgent")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mend both nets")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("I shall do it on Friday")
    desk.complaints.clear()  # what the browser says of being offline


def test_a_day_without_a_mouse(desks: Seat, crew: Crew) -> None:  # noqa: F811
    for title in ("Paint the hull", "Mend the net", "Sell the fish"):
        crew.task(title, status="Todo")
    desk = desks(crew.ann)
    page, press = desk.open(BOARD), desk.page.keyboard.press
    expect(page.locator(".tt-card")).to_have_count(3)
    press("c")
    expect(page.get_by_label("Task title")).to_be_focused()
    page.keyboard.type("Oil the winch @bob !high")
    press("Enter")
    expect(desk.card("Oil the winch")).to_be_visible()
    expect(page.locator(".q-dialog")).to_have_count(0)
    press("j")
    press("Alt+ArrowRight")
    expect(desk.column("Doing").locator(".tt-card")).to_have_count(1)
    press("Enter")
    expect(page.locator(".tt-drawer.tt-open")).to_be_visible()
    page.get_by_label("Comment", exact=True).focus()
    page.keyboard.type("Begun.")
    press("Control+Enter")
    expect(page.locator(".tt-drawer")).to_contain_text("Begun.")
    press("Escape")
    press("Escape")
    expect(page.locator(".tt-drawer.tt-open")).to_have_count(0)
    for letter, place in (("i", "/inbox"), ("m", "/"), ("l", "/p/OPS/list"), ("c", "/p/OPS/calendar")):
        press("g")
        press(letter)
        expect(page).to_have_url(re.compile(f"{re.escape(place)}$"))
    press("g")
    press("l")
    press("/")
    page.keyboard.type("assignee:bob")
    expect(page.locator(".tt-lr")).to_have_count(1)
    press("Escape")
    press("Escape")
    press("j")
    press("x")
    expect(page.locator(".tt-bulk")).to_contain_text("1 selected")
    press("d")
    page.get_by_role("button", name=re.compile("Tomorrow")).focus()
    press("Enter")
    expect(page.locator(".tt-lr .tt-due")).to_have_text("Tomorrow")
    press("Control+k")
    page.keyboard.type("sell the")
    expect(page.get_by_role("option", name=re.compile("Sell the fish"))).to_be_visible()
    press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Sell the fish")


def test_a_phone_by_touch(desks: Seat, crew: Crew) -> None:  # noqa: F811
    crew.task("Mend the net", status="Todo", due_at="2026-11-21T12:00:00Z")
    desk = desks(crew.ann, size=PHONE)
    page = desk.open(BOARD)
    desk.card("Mend the net").tap()
    expect(page.locator(".tt-drawer.tt-open")).to_be_visible()
    page.locator("[data-property=priority]").tap()
    page.get_by_role("option", name="High").tap()
    page.get_by_role("button", name=re.compile("^Close")).first.tap()
    expect(desk.card("Mend the net").locator(".tt-pr-high")).to_be_visible()
    page.get_by_role("navigation", name="Places").get_by_role("link", name="My work").tap()
    expect(page).to_have_url(re.compile("/$"))
    small = page.evaluate(
        "[...document.querySelectorAll('.tt-tabbar a, .tt-top button')].filter(e => e.offsetParent)"
        ".map(e => [e.ariaLabel || e.textContent, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.width && (r.height < 34 || r.width < 34)).map(([name]) => name)"
    )
    assert small == []
