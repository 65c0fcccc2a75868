"""Ways into and around the dashboard: doors, filters, keys, themes, phones, restarts."""

import re
from uuid import uuid4

import pytest

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew, System

pytestmark = pytest.mark.e2e
FIELDS = "[...document.querySelectorAll('input, textarea')]"


@pytest.fixture
def ann(desks: Seat, crew: Crew) -> Desk:  # noqa: F811
    """Ann at a board of three."""
    crew.task("Paint the hull", priority="urgent", assignees=[crew.ann.id])
    crew.task("Mend the net", description="needs a **needle**", assignees=[crew.bob.id])
    crew.task("Sell the fish")
    desk = desks(crew.ann)
    desk.open("/p/OPS/board")
    expect(desk.page.locator(".tt-card")).to_have_count(3)
    return desk


def test_somebody_new_gets_from_sign_up_to_a_board(desks: Seat) -> None:  # noqa: F811
    desk = desks()
    page = desk.open("/signup")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Please enter your e-mail address.")).to_be_visible()
    page.get_by_label("First name").fill("Cleo")
    page.get_by_label("E-mail").fill(f"cleo-{uuid4().hex[:8]}@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Create account").click()
    expect(page.locator(".tt-complaint").filter(has_text=re.compile(r"\w"))).to_have_count(1)
    page.get_by_label("Password", exact=True).fill("a longer tide than before")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url("**/welcome")
    desk.settle()
    page.get_by_label("Workspace").fill("Cleo's crew")
    page.get_by_label("First project").fill("Spring cleaning")
    page.get_by_role("button", name="Create and open the board").click()
    page.wait_for_url("**/p/SC/board")
    expect(desk.column("Todo")).to_be_visible()


def test_a_wrong_password_says_so_and_a_deep_link_is_kept(desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks()
    page = desk.open("/p/OPS/list?priority=high")
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label("E-mail").fill(crew.ann.email)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text=re.compile(r"\w"))).to_be_visible()
    page.get_by_label("Password", exact=True).fill(crew.ann.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/p/OPS/list\?priority=high"))


def test_the_demo_can_be_looked_at_and_left(desks: Seat) -> None:  # noqa: F811
    desk = desks()
    page = desk.open("/login")
    page.get_by_role("button", name="Look around the demo").click()
    page.wait_for_url(lambda url: "/login" not in url)
    desk.settle()
    expect(page.locator(".tt-live")).to_have_text("Live")
    page.goto(f"{desk.url}/settings/profile")
    desk.settle()
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(re.compile("/login"))
    desk.open("/all")
    expect(page).to_have_url(re.compile("/login"))


def test_filters_stand_in_the_url_and_back_works(ann: Desk) -> None:
    page = ann.page
    page.locator(".tt-pill", has_text="Priority").click()
    page.locator(".q-menu").get_by_role("option", name="Urgent").click()
    expect(page.locator(".tt-card-t")).to_have_text(["Paint the hull"])
    expect(page).to_have_url(re.compile(r"\?q=priority:urgent$"))
    page.reload()
    ann.settle()
    expect(page.locator(".tt-card-t")).to_have_text(["Paint the hull"])
    page.get_by_role("button", name="Clear Priority", exact=True).click()
    expect(page.locator(".tt-card")).to_have_count(3)
    page.locator(".tt-pill", has_text="Assignee").click()
    page.locator(".q-menu").get_by_role("option", name="Unassigned").click()
    expect(page.locator(".tt-card-t")).to_have_text(["Sell the fish"])
    chosen = page.locator(".q-menu [role=option][aria-selected=true] .tt-name")
    expect(chosen).to_have_text(["Unassigned"])  # one may want more of them: the menu stays
    page.locator(".q-menu").get_by_role("option", name="Assigned to me").click()
    expect(chosen).to_have_text(["Assigned to me", "Unassigned"])
    page.locator(".q-menu").get_by_role("option", name="Assigned to me").click()
    expect(chosen).to_have_text(["Unassigned"])
    page.keyboard.press("Escape")
    expect(page.locator(".q-menu")).to_have_count(0)
    ann.card("Sell the fish").click()
    expect(page).to_have_url(re.compile(r"task=OPS-3"))
    expect(page.locator(".tt-drawer.tt-open")).to_be_visible()
    page.go_back()
    expect(page.locator(".tt-drawer.tt-open")).to_have_count(0)
    expect(page.locator(".tt-card")).to_have_count(1)


def test_the_filter_speaks_the_query_language(ann: Desk) -> None:
    page = ann.page
    page.keyboard.press("/")
    page.keyboard.type("HULL")
    expect(page.locator(".tt-card-t")).to_have_text(["Paint the hull"])
    field = page.locator(".tt-words input")
    field.fill("needle")
    expect(page.locator(".tt-card-t")).to_have_text(["Mend the net"])
    field.fill("")
    field.press_sequentially("prio")
    page.get_by_role("option", name="priority:").click()
    page.get_by_role("option", name="urgent").click()
    expect(page.locator(".tt-card-t")).to_have_text(["Paint the hull"])
    expect(page.locator(".tt-pill.tt-set")).to_contain_text("Urgent")
    field.fill("colour:red")
    expect(page.locator(".tt-fault")).to_contain_text("there is no field 'colour'")
    expect(page.locator(".tt-fault mark")).to_have_text("colour:red")
    field.fill("priority:urgent or assignee:none")
    expect(page.locator(".tt-card")).to_have_count(2)


def test_what_is_on_screen_can_be_kept_as_a_view(ann: Desk) -> None:
    page = ann.page
    ann.open("/all?q=priority:urgent&group=priority")
    expect(page.locator(".tt-lr")).to_have_count(1)
    page.get_by_role("button", name="Save view").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Burning")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/view/"))
    expect(page.get_by_role("link", name="Burning")).to_be_visible()
    expect(page.locator(".tt-lr-t")).to_contain_text(["Paint the hull"])
    page.get_by_role("button", name="Change this view").click()
    page.get_by_role("option", name="Delete view").click()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Burning")).to_be_visible()


def test_many_are_changed_at_once_and_back(ann: Desk) -> None:
    page = ann.page
    for title in ("Paint the hull", "Mend the net"):
        ann.card(title).focus()
        page.keyboard.press("x")
    expect(page.locator(".tt-bulk")).to_contain_text("2 selected")
    page.keyboard.press("p")
    page.get_by_role("option", name="High").click()
    expect(page.locator(".tt-card .tt-pr-high")).to_have_count(2)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator(".tt-card .tt-pr-high")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".tt-bulk")).to_be_hidden()


def test_a_line_is_a_whole_task(ann: Desk) -> None:
    page = ann.page
    page.keyboard.press("c")
    page.get_by_label("Task title").fill("Oil the winch @me !high due:tomorrow")
    page.keyboard.press("Enter")
    card = ann.card("Oil the winch")
    expect(card.locator(".tt-pr-high")).to_be_visible()
    expect(card.locator(".tt-due")).to_have_text("Tomorrow")
    expect(card.locator(".tt-avs")).to_have_attribute("title", "Ann Lee")


def test_the_keyboard_reaches_everything(ann: Desk) -> None:
    page = ann.page
    page.keyboard.press("j")
    expect(ann.card("Paint the hull")).to_be_focused()
    page.keyboard.press("j")
    expect(ann.card("Mend the net")).to_be_focused()
    page.keyboard.press("p")
    page.get_by_role("textbox", name="Priority").press_sequentially("high")
    page.keyboard.press("Enter")
    expect(ann.card("Mend the net").locator(".tt-pr-high")).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_placeholder("Type a command or search…").fill("sell")
    expect(page.get_by_role("option", name="Sell the fish")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Sell the fish")
    expect(page.get_by_role("dialog", name="Commands and search")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".tt-drawer.tt-open")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("/p/OPS/list"))
    expect(page.locator(".tt-lr")).to_have_count(3)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def test_lists_group_and_my_work_shows_what_is_mine(ann: Desk, crew: Crew) -> None:
    page = ann.open("/p/OPS/list")
    expect(page.locator(".tt-lr")).to_have_count(3)
    page = ann.open("/")
    expect(page.locator(".tt-lr-t")).to_have_text(["Paint the hull"])
    crew.ann.patch(f"/api/tasks/{crew.task('Ring the bell')['id']}", {"assignees": [crew.ann.id]})
    expect(page.locator(".tt-lr")).to_have_count(2)


def test_the_theme_is_the_systems_until_one_is_chosen(desks: Seat, crew: Crew) -> None:  # noqa: F811
    desk = desks(crew.ann, scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert desk.page.evaluate(theme) == "dark"
    desk.open("/settings/profile").get_by_role("button", name="Light", exact=True).click()
    desk.page.wait_for_function(f"{theme} === 'light'")
    desk.open("/p/OPS/board")
    assert desk.page.evaluate(theme) == "light"
    desk.page.keyboard.press("t")
    desk.page.wait_for_function(f"{theme} === 'dark'")


def test_a_phone_has_the_same_pages(desks: Seat, crew: Crew) -> None:  # noqa: F811
    crew.task("Paint the hull")
    desk = desks(crew.ann, size=PHONE)
    page = desk.open("/p/OPS/board")
    expect(page.locator(".tt-side")).to_be_hidden()
    desk.card("Paint the hull").tap()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Paint the hull")
    sheet = page.locator(".tt-drawer").bounding_box()
    assert sheet is not None
    assert sheet["width"] == PHONE[0]
    small = page.evaluate(f"{FIELDS}.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).length")
    assert small == 0
    page.get_by_role("button", name="Close (Esc)").tap()
    page.locator(".tt-tabbar").get_by_role("link", name="List").tap()
    expect(page.locator(".tt-lr")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    for name, sign in (("Insights", ".tt-insights"), ("People", ".tt-person-row"), ("Settings", ".tt-set-index")):
        page.get_by_role("button", name="More places").tap()
        page.locator(".tt-more").get_by_role("link", name=name).tap()
        expect(page.locator(sign).first).to_be_visible()
        expect(page.locator(".tt-more")).to_have_count(0)


def test_a_restart_of_the_web_process_signs_nobody_out(ann: Desk, crew: Crew, system: System) -> None:
    system.kill("runtime.web")
    ann.page.wait_for_timeout(500)
    ann.complaints.clear()  # connections refused meanwhile are the browser's to complain about
    expect(ann.page.locator(".tt-live")).to_have_text("Live", timeout=40_000)
    ann.page.wait_for_function("window.did_handshake", timeout=40_000)
    ann.complaints.clear()
    crew.task("After the storm")
    expect(ann.card("After the storm")).to_be_visible(timeout=20_000)


def test_what_is_not_there_has_a_page_of_ours(ann: Desk) -> None:
    answer = ann.page.goto(f"{ann.url}/nowhere/at/all")
    assert answer is not None
    assert answer.status == 404
    expect(ann.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    ann.complaints.clear()  # the browser notes the 404 itself
    ann.open("/p/NOPE/board")
    expect(ann.page.get_by_role("heading", name="There is no such project")).to_be_visible()


def test_pages_carry_a_content_policy(ann: Desk) -> None:
    answer = ann.page.goto(ann.url)
    assert answer is not None
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
