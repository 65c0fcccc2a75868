"""Nothing typed is lost, nothing is done twice, and a page follows what its person may still do."""

import re

import pytest

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e


@pytest.fixture
def ann(desks: Seat, crew: Crew) -> Desk:  # noqa: F811
    """Ann with a task open over the board."""
    crew.task("Mend the net", description="Two holes.")
    desk = desks(crew.ann)
    desk.open("/p/OPS/board?task=OPS-1")
    expect(desk.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    return desk


def test_impatient_hands_do_everything_once(ann: Desk) -> None:
    page = ann.page
    comment = page.get_by_label("Comment", exact=True)
    comment.fill("Who has the needle?")
    comment.press("Control+Enter")
    comment.press("Control+Enter")
    expect(comment).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "task=" not in url)
    page.keyboard.press("c")
    page.keyboard.press("c")
    title = page.get_by_label("Task title")
    title.fill("Sew")
    expect(page.locator(".tt-dialog")).to_have_count(1)
    page.get_by_role("button", name="Create task").dblclick()
    expect(page.locator(".q-dialog")).to_have_count(0)
    page.wait_for_timeout(500)
    page.keyboard.press("c")
    title.fill("Dry")
    title.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".tt-dialog")).to_have_count(0)
    expect(ann.card("Dry")).to_have_count(1)
    page.reload()
    ann.settle()
    expect(ann.card("Mend the net").locator(".tt-count")).to_have_text("1")
    assert ann.titles("Todo") == ["Mend the net", "Sew", "Dry"]


def test_what_is_being_typed_stays_when_others_change_the_same_field(ann: Desk, crew: Crew) -> None:
    page = ann.page
    title, estimate = page.get_by_label("Title", exact=True), page.get_by_label("Estimate", exact=True)
    title.fill("Mend both nets")
    page.locator(".tt-live").hover()  # what it says comes after the server has heard of what was typed
    expect(page.locator(".tt-live")).to_have_attribute("title", re.compile("change"))
    crew.bob.patch(f"/api/tasks/{crew_task(crew)['id']}", {"title": "Mend a net", "estimate": 8})
    expect(ann.card("Mend a net")).to_be_visible()
    expect(title).to_have_value("Mend both nets")
    title.press("Enter")
    notice = page.get_by_role("status").filter(has_text="changed this while you were typing")
    notice.get_by_role("button", name="See theirs").click()
    expect(page.locator(".tt-theirs").first).to_have_text("Mend a net")
    page.get_by_role("button", name="Keep mine").first.click()
    expect(ann.card("Mend both nets")).to_be_visible()
    expect(estimate).to_have_value("8")
    estimate.fill("nan")
    estimate.press("Enter")
    expect(page.locator(".tt-bad")).to_contain_text("must be a number")
    expect(estimate).to_have_value("8")


def test_a_text_that_changed_meanwhile_is_not_overwritten_unasked(ann: Desk, crew: Crew) -> None:
    page = ann.page
    page.get_by_role("button", name="Edit the description").click()
    field = page.get_by_label("Description", exact=True)
    field.fill("Three holes.")
    crew.bob.patch(f"/api/tasks/{crew_task(crew)['id']}", {"description": "Four holes.", "title": "Bob was here"})
    expect(ann.card("Bob was here")).to_be_visible()
    field.press("Control+Enter")
    expect(page.locator(".tt-bad")).to_contain_text("Somebody else changed this text")
    page.get_by_role("button", name="Keep mine").first.click()
    assert crew_task(crew)["description"] == "Four holes."
    expect(field).to_have_value("Three holes.")
    field.press("Control+Enter")
    expect(page.locator(".tt-d-text")).to_have_text("Three holes.")


def test_a_begun_text_is_there_again_after_a_reload(ann: Desk) -> None:
    page = ann.page
    page.get_by_role("button", name="Edit the description").click()
    page.get_by_label("Description", exact=True).fill("Half a sen")
    page.reload()
    ann.settle()
    expect(page.get_by_label("Description", exact=True)).to_have_value("Half a sen")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.locator(".tt-d-text")).to_have_text("Two holes.")


def test_comments_are_edited_by_keys_and_apart(ann: Desk) -> None:
    page = ann.page
    for body in ("One", "Two"):
        page.get_by_label("Comment", exact=True).fill(body)
        page.get_by_label("Comment", exact=True).press("Control+Enter")
        expect(page.locator(".tt-cmt", has_text=body)).to_be_visible()
    first, second = (page.locator(".tt-cmt").nth(number) for number in (0, 1))
    first.get_by_role("button", name="Edit the comment").click()
    first.locator("textarea").fill("Uno")
    second.get_by_role("button", name="Edit the comment").click()
    second.locator("textarea").press("Escape")
    expect(page.locator(".tt-cmt textarea")).to_have_count(1)
    expect(first.locator("textarea")).to_have_value("Uno")
    first.locator("textarea").press("Control+Enter")
    expect(page.locator(".tt-cmt", has_text="Uno")).to_contain_text("edited")
    expect(page.locator(".tt-cmt textarea")).to_have_count(0)
    expect(page.get_by_label("Title", exact=True)).to_be_visible()


def test_a_deleted_task_can_be_restored_where_it_is_open(ann: Desk, crew: Crew) -> None:
    page = ann.page
    crew.bob.client.delete(f"/api/tasks/{crew_task(crew)['id']}").raise_for_status()
    told = page.locator(".tt-drawer").get_by_text("This task is in the trash.")
    expect(told).to_be_visible()
    page.locator(".tt-drawer").get_by_role("button", name="Restore").click()
    expect(ann.card("Mend the net")).to_be_visible()
    expect(told).to_be_hidden()


def test_the_page_follows_what_one_may_do(crew: Crew, desks: Seat) -> None:  # noqa: F811
    task = crew.task("Mend the net")
    bob = desks(crew.bob)
    bob.open("/p/OPS/board?task=OPS-1")
    comment, plus = (
        bob.page.get_by_label("Comment", exact=True),
        bob.page.get_by_role("button", name="New task in Todo"),
    )
    expect(comment).to_be_visible()
    role = f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}"
    crew.ann.patch(role, {"role": "viewer"})
    expect(plus).to_have_count(0)
    expect(comment).to_have_count(0)
    crew.ann.patch(role, {"role": "member"})
    expect(plus).to_be_visible()
    expect(comment).to_be_visible()
    crew.ann.patch(f"/api/projects/{task['project_id']}", {"visibility": "private"})
    expect(bob.page.get_by_text("There is no such project")).to_be_visible()
    crew.ann.patch(f"/api/projects/{task['project_id']}", {"visibility": "workspace"})
    expect(bob.card("Mend the net")).to_be_visible()
    crew.ann.client.delete(f"/api/projects/{task['project_id']}").raise_for_status()
    expect(bob.page.get_by_text("There is no such project")).to_be_visible()


def test_a_mistyped_address_is_said_to_be_one(ann: Desk) -> None:
    for path in ("/p/OPS/bord", "/settings/labls"):
        ann.page.goto(ann.url + path)
        expect(ann.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    ann.complaints.clear()  # the browser notes each 404


def crew_task(crew: Crew) -> dict[str, object]:
    """The task as the API has it."""
    task: dict[str, object] = crew.ann.get(f"/api/tasks/OPS-1?workspace={crew.workspace['id']}")
    return task
