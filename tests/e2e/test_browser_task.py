"""One task in the drawer: every field where it stands, and what others do to it meanwhile."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew
from tests.files import picture

pytestmark = pytest.mark.e2e


@pytest.fixture
def ann(desks: Seat, crew: Crew) -> Desk:  # noqa: F811
    """Ann with a task open over the board."""
    crew.task("Mend the net", description="Two holes.")
    desk = desks(crew.ann)
    desk.open("/p/OPS/board?task=OPS-1")
    expect(desk.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    return desk


def choose(page: Page, field: str, option: str) -> None:
    """Open a property's picker and take an option."""
    page.locator(f"[data-property={field}]").click()
    page.locator(".q-menu").get_by_role("option", name=option).click()


def test_every_field_is_edited_where_it_stands(ann: Desk, crew: Crew) -> None:
    page = ann.page
    crew.ann.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "wet", "color": "#2f6fd0"})
    page.get_by_label("Title", exact=True).fill("Mend both nets")
    page.get_by_label("Title", exact=True).press("Enter")
    expect(ann.card("Mend both nets")).to_be_visible()
    choose(page, "status", "Doing")
    expect(ann.column("Doing").locator(".tt-card")).to_have_count(1)
    choose(page, "priority", "Urgent")
    choose(page, "assignee", "Bob Mori")
    page.keyboard.press("Escape")
    choose(page, "label", "wet")
    page.keyboard.press("Escape")
    choose_day(page, "due", "Tomorrow")
    page.get_by_label("Estimate", exact=True).fill("2.5")
    page.get_by_label("Estimate", exact=True).press("Enter")
    expect(ann.card("Mend both nets").locator(".tt-due")).to_have_text("Tomorrow")
    expect(page.locator(".tt-act").filter(has_text="set the estimate to 2.5")).to_be_visible()
    task = crew.ann.get(f"/api/tasks/OPS-1?workspace={crew.workspace['id']}")
    assert (task["title"], task["status"]["name"], task["priority"]) == ("Mend both nets", "Doing", "urgent")
    assert [person["name"] for person in task["assignees"]] == ["Bob Mori"]
    assert [label["name"] for label in task["labels"]] == ["wet"]
    assert task["estimate"] == 2.5
    assert task["due_at"] is not None


def choose_day(page: Page, field: str, option: str) -> None:
    """Open a date's menu and take one of the quick days."""
    page.locator(f"[data-property={field}]").click()
    page.locator(".q-menu").get_by_role("button", name=option).click()


def test_the_description_is_markdown_with_a_preview_and_nothing_in_it_runs(ann: Desk) -> None:
    page = ann.page
    page.get_by_role("button", name="Edit the description").click()
    field = page.get_by_label("Description", exact=True)
    field.fill("**Two** holes <img src=x onerror=\"document.title='run'\"> <style>body{display:none}</style>")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".tt-d-edit strong")).to_have_text("Two")
    page.get_by_role("button", name="Save").click()
    shown = page.locator(".tt-d-text")
    expect(shown.locator("strong")).to_have_text("Two")
    assert shown.locator("style").count() == 0
    assert shown.locator("img").get_attribute("onerror") is None
    assert page.title() != "run"
    ann.complaints.clear()  # the picture x does not exist


def test_comments_come_and_go_live(ann: Desk, crew: Crew, desks: Seat) -> None:  # noqa: F811
    bob = desks(crew.bob)
    bob.open("/t/OPS-1")
    ann.page.get_by_label("Comment", exact=True).fill("Who has the needle?")
    ann.page.get_by_label("Comment", exact=True).press("Control+Enter")
    expect(bob.page.locator(".tt-cmt")).to_contain_text("Who has the needle?")
    expect(ann.card("Mend the net").locator(".tt-count")).to_have_text("1")
    ann.page.get_by_role("button", name="Edit the comment").click()
    ann.page.locator(".tt-cmt textarea").fill("Who has the big needle?")
    ann.page.get_by_role("button", name="Save").click()
    expect(bob.page.locator(".tt-cmt")).to_contain_text("big needle")
    expect(bob.page.locator(".tt-cmt")).to_contain_text("edited")
    expect(bob.page.get_by_role("button", name="Edit the comment")).to_have_count(0)
    ann.page.get_by_role("button", name="Delete the comment").click()
    expect(bob.page.locator(".tt-cmt")).to_have_count(0)
    for desk in (ann, bob):
        expect(desk.page.get_by_text("wrote a comment that was deleted")).to_be_visible()
    ann.page.get_by_role("button", name="Undo").click()
    expect(bob.page.locator(".tt-cmt")).to_contain_text("big needle")


def test_subtasks_show_progress_and_links_can_be_opened(ann: Desk) -> None:
    page = ann.page
    page.get_by_role("button", name="Add a subtask").click()
    for title in ("Find the needle", "Sew"):
        page.get_by_label("Title of the subtask").fill(title)
        page.get_by_label("Title of the subtask").press("Enter")  # and on with the next, before this one has come
    expect(page.locator(".tt-sub-row .tt-name")).to_have_text(["Find the needle", "Sew"])
    page.locator(".tt-sub-row", has_text="Sew").get_by_role("button", name=re.compile("Status")).click()
    page.locator(".q-menu").get_by_role("option", name="Done").click()
    expect(page.locator(".tt-sec .tt-n").first).to_have_text("1/2")
    expect(ann.card("Mend the net").locator(".tt-count")).to_have_text("1/2")
    expect(ann.card("Sew")).to_have_count(0)
    page.get_by_role("button", name="Add a link").click()
    page.get_by_label("Address of the link").fill("example.org/nets")
    page.get_by_label("Address of the link").press("Enter")
    expect(page.get_by_role("link", name="example.org/nets")).to_have_attribute("href", "https://example.org/nets")


def test_a_file_is_opened_in_a_window_of_its_own(ann: Desk, crew: Crew) -> None:
    page = ann.page
    path = f"/api/tasks/OPS-1/files?workspace={crew.workspace['id']}"
    sent = crew.ann.client.post(path, files={"file": ("gate.png", picture("PNG", 2000, 1000))})
    assert sent.status_code == 201
    expect(page.get_by_alt_text("gate.png")).to_be_visible()  # the thumbnail, with which it gets another place
    with page.expect_popup() as opened:
        page.get_by_role("link", name="gate.png").click()
    shown = opened.value.locator("img")
    expect(shown).to_have_js_property("naturalWidth", 2000)
    opened.value.close()
    page.get_by_role("button", name="Remove the file").click()
    page.get_by_role("dialog", name="Remove gate.png?").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("link", name="gate.png")).to_have_count(0)
    assert crew.ann.client.get(f"/api/attachments/{sent.json()['id']}/content").status_code == 404


def test_deleting_and_archiving_can_be_undone(ann: Desk) -> None:
    page = ann.page
    page.get_by_role("button", name="More").click()
    page.locator(".q-menu").get_by_role("option", name="Delete").click()
    expect(ann.card("Mend the net")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(ann.card("Mend the net")).to_be_visible()
    ann.card("Mend the net").click()
    page.get_by_role("button", name="More").click()
    page.locator(".q-menu").get_by_role("option", name="Archive").click()
    expect(ann.card("Mend the net")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(ann.card("Mend the net")).to_be_visible()


def test_what_was_typed_survives_a_reload(ann: Desk) -> None:
    ann.page.get_by_label("Comment", exact=True).fill("Half a thou")
    ann.page.reload()
    ann.settle()
    expect(ann.page.get_by_label("Comment", exact=True)).to_have_value("Half a thou")


def test_a_task_that_is_not_there_says_so(ann: Desk) -> None:
    ann.open("/p/OPS/board?task=OPS-99")
    expect(ann.page.get_by_role("heading", name="OPS-99 is not here")).to_be_visible()
