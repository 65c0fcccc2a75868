"""What hangs on a task: files, what is said of it, what it waits for, what was done; and who else is at it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew
from tests.files import picture

pytestmark = pytest.mark.e2e

MEBIBYTE = 1024 * 1024
# What a browser does when files are dropped on, or pasted into, an element.
DROP = """([element, type, bytes]) => {
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(bytes)], type === 'paste' ? 'image.png' : 'plan.txt'));
    const made = type === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true })
        : new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true });
    element.dispatchEvent(made);
}"""


@pytest.fixture
def ann(desks: Seat, crew: Crew) -> Desk:  # noqa: F811
    """Ann with a task on a page of its own."""
    crew.task("Mend the net", description="Two holes.\n\n- [ ] needle\n- [x] thread")
    desk = desks(crew.ann)
    desk.open(f"/t/OPS-1?w={crew.workspace['slug']}")
    expect(desk.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    return desk


def task_of(crew: Crew, key: str = "OPS-1") -> dict[str, object]:
    """The task as the API has it now."""
    found: dict[str, object] = crew.ann.get(f"/api/tasks/{key}?workspace={crew.workspace['id']}")
    return found


def take(page: Page, option: str, *, stays: bool = False) -> None:
    """Take an option of the open menu. Where it closes, the focus goes back to what opened it: type only then."""
    page.locator(".q-menu").get_by_role("option", name=option).click()
    if not stays:
        expect(page.locator(".q-menu")).to_have_count(0)


def test_files_come_by_button_drop_and_paste_and_everybody_sees_them(
    ann: Desk,
    crew: Crew,
    desks: Seat,  # noqa: F811
    tmp_path: Path,
) -> None:
    page, bob = ann.page, desks(crew.bob)
    bob.open("/t/OPS-1")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Attach files").click()
    chosen.value.set_files({"name": "gate.png", "mimeType": "image/png", "buffer": picture("PNG", 900, 600)})
    body = page.locator(".tt-d-body").element_handle()
    page.evaluate(DROP, [body, "drop", list(b"Tuesday")])
    page.evaluate(DROP, [body, "paste", list(picture("PNG", 40, 40))])
    for desk in (ann, bob):
        expect(desk.page.get_by_role("link", name="plan.txt")).to_be_visible()
        expect(desk.page.get_by_alt_text("gate.png")).to_have_js_property("complete", value=True)
        expect(desk.page.get_by_alt_text("image.png")).to_be_visible()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Attach files").click()
    film = tmp_path / "film.mp4"
    with film.open("wb") as empty:
        empty.truncate(26 * MEBIBYTE)
    chosen.value.set_files(film)
    expect(page.get_by_role("alert")).to_contain_text("too large: 26 MB, and 25 MB is the most")
    assert task_of(crew)["attachment_count"] == 3


def test_people_are_named_comments_answered_with_emoji_and_what_they_said_is_kept(
    ann: Desk,
    crew: Crew,
    desks: Seat,  # noqa: F811
) -> None:
    page, bob = ann.page, desks(crew.bob)
    bob.open("/t/OPS-1")
    page.get_by_label("Comment", exact=True).click()
    page.keyboard.type("Ask @bo")
    page.locator(".tt-mentions").get_by_role("option", name="Bob Mori").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("about it")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Ask @Bob Mori about it")
    page.keyboard.press("Control+Enter")
    mention = bob.page.locator(".tt-cmt").get_by_role("link", name="@Bob Mori")
    expect(mention).to_have_attribute("href", f"/people/{crew.bob.id}")
    (comment,) = crew.ann.get(f"/api/tasks/OPS-1/comments?workspace={crew.workspace['id']}")["items"]
    assert [person["id"] for person in comment["mentions"]] == [crew.bob.id]
    bob.page.get_by_role("button", name="React", exact=True).click()
    bob.page.get_by_role("button", name="React with 👍").click()
    expect(page.locator(".tt-reaction")).to_have_attribute("title", "Bob Mori")
    page.locator(".tt-reaction").click()
    expect(bob.page.locator(".tt-reaction")).to_have_text(re.compile("2"))
    page.get_by_role("button", name="Edit the comment").click()
    expect(page.locator(".tt-cmt textarea")).to_have_value("Ask @Bob Mori about it")
    page.locator(".tt-cmt textarea").fill("Ask @Bob Mori about the holes")
    page.get_by_role("button", name="Save").click()
    bob.page.get_by_role("button", name="What it said before").click()
    expect(bob.page.locator(".tt-former .tt-prose")).to_have_text(
        ["Ask @Bob Mori about it", "Ask @Bob Mori about the holes"]
    )


def test_what_a_task_waits_for_and_consists_of(ann: Desk, crew: Crew) -> None:
    page = ann.page
    other = crew.task("Buy twine")
    crew.task("Sew", parent_id=task_of(crew)["id"])
    crew.task("Wash", parent_id=task_of(crew)["id"])
    page.get_by_role("button", name="Add a relation").click()
    take(page, "Blocked by")
    page.locator(".q-dialog input").fill("twi")
    page.locator(".q-dialog").get_by_role("option", name="Buy twine").click()
    expect(page.locator(".tt-blocked")).to_contain_text("by OPS-2 Buy twine")
    crew.ann.patch(f"/api/tasks/{other['id']}", {"status": "Done"})
    expect(page.locator(".tt-blocked")).to_be_hidden()
    expect(page.locator(".tt-act", has_text="unblocked it")).to_be_visible()
    rows = page.locator(".tt-subs .tt-name")
    expect(rows).to_have_text(["Sew", "Wash"])
    rows.last.press("Alt+ArrowUp")
    expect(rows).to_have_text(["Wash", "Sew"])
    page.get_by_role("button", name="More about OPS-3").click()
    take(page, "Make it a task of its own")
    expect(rows).to_have_text(["Wash"])
    assert task_of(crew, "OPS-3")["parent_id"] is None
    rows.first.click()
    page.wait_for_url("**/t/OPS-4*")
    expect(page.locator(".tt-d-crumb")).to_have_text("OPS-1Mend the net")


def test_the_fields_of_a_task_and_of_its_project(ann: Desk, crew: Crew) -> None:
    page, project = ann.page, crew.project["id"]
    options = [{"name": "Minor"}, {"name": "Critical"}]
    crew.ann.post(f"/api/projects/{project}/fields", {"name": "Severity", "type": "select", "options": options})
    crew.ann.post(f"/api/projects/{project}/fields", {"name": "Mesh", "type": "number"})
    crew.ann.patch(f"/api/tasks/{task_of(crew)['id']}", {"due_at": "2031-12-16T11:00:00Z"})
    expect(page.locator("[data-property=due]")).to_contain_text("2031")
    page.locator("[data-property=repeats]").click()
    take(page, "Weekly on Tuesday")
    expect(page.locator("[data-property=repeats]")).to_contain_text("Weekly on Tuesday")
    page.locator("[data-property=reminders]").click()
    take(page, "1 day before")
    page.locator("[data-property=watchers]").click()
    take(page, "Watch this task", stays=True)
    page.keyboard.press("Escape")
    expect(page.locator("[data-property=watchers]")).to_contain_text("You")
    page.locator("[data-property=field-severity]").click()
    take(page, "Critical")
    page.get_by_label("Mesh").fill("2,5")
    page.get_by_label("Mesh").press("Enter")
    expect(page.locator(".tt-act", has_text="set Mesh to 2.5")).to_be_visible()
    page.evaluate("document.querySelectorAll('input[data-check]').forEach((box) => box.click())")  # as fast as can be
    expect(page.locator(".tt-act", has_text="edited the description")).to_have_count(2)
    task = task_of(crew)
    assert (task["recurrence"], task["fields"]) == ("FREQ=WEEKLY;BYDAY=TU", {"severity": "critical", "mesh": 2.5})
    assert task["description"] == "Two holes.\n\n- [x] needle\n- [ ] thread"


def test_a_change_is_taken_back_and_a_task_of_the_trash_is_only_read(ann: Desk, crew: Crew) -> None:
    page = ann.page
    crew.bob.patch(f"/api/tasks/{task_of(crew)['id']}", {"priority": "urgent"})
    entry = page.locator(".tt-act", has_text="set the priority to Urgent")
    entry.hover()
    entry.get_by_role("button", name="Take this back").click()
    expect(page.locator("[data-property=priority]")).to_contain_text("No priority")
    page.get_by_role("button", name="Comments", exact=True).click()
    expect(page.locator(".tt-act")).to_have_count(0)
    crew.bob.client.delete(f"/api/tasks/{task_of(crew)['id']}")
    expect(page.locator(".tt-banner")).to_contain_text("This task is in the trash.")
    expect(page.get_by_label("Title", exact=True)).to_have_attribute("readonly", "")
    expect(page.get_by_label("Comment", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".tt-banner")).to_have_count(0)
    expect(page.get_by_label("Comment", exact=True)).to_be_visible()


def test_one_person_at_a_time_edits_a_text_and_nobody_overwrites_the_other(ann: Desk, crew: Crew, desks: Seat) -> None:  # noqa: F811
    bob = desks(crew.bob)
    bob.open("/t/OPS-1")
    expect(ann.page.locator(".tt-d-head .tt-faces .tt-av")).to_have_attribute("title", "Bob Mori is here")
    bob.page.get_by_label("Title", exact=True).click()
    expect(ann.page.get_by_text("Bob Mori is editing the title")).to_be_visible()
    expect(ann.page.get_by_label("Title", exact=True)).to_have_attribute("readonly", "")
    bob.page.get_by_label("Title", exact=True).press("Enter")
    expect(ann.page.get_by_label("Title", exact=True)).not_to_have_attribute("readonly", "")
    title = ann.page.get_by_label("Title", exact=True)
    title.fill("Mend both nets")
    crew.bob.patch(f"/api/tasks/{task_of(crew)['id']}", {"title": "Mend the big net"})
    expect(ann.page.get_by_text("Bob Mori changed this while you were typing.")).to_be_visible()
    expect(title).to_have_value("Mend both nets")
    ann.page.reload()
    ann.settle()
    expect(title).to_have_value("Mend both nets")
    ann.page.get_by_role("button", name="Save").click()
    expect(bob.page.get_by_label("Title", exact=True)).to_have_value("Mend both nets")
