"""People: two windows on one person's record, cut off and back again, and a field that one of them has."""

import re

import pytest
from playwright.sync_api import Locator

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e
SOON = 3000  # ms in which a lost connection is back


@pytest.fixture
def dora(crew: Crew) -> str:
    """Somebody without log-in; Ann and Bob may both change her."""
    place = f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}"
    crew.ann.patch(place, {"role": "admin"})
    names = {"first_name": "Dora", "last_name": "Quay"}
    made = crew.ann.post("/api/users", {"workspace_id": crew.workspace["id"], **names})
    return str(made["id"])


def another_window(desk: Desk) -> Desk:
    """Of the same person in the same browser."""
    return Desk(desk.url, desk.context, desk.context.new_page()).watch()


def named(desk: Desk, label: str) -> Locator:
    """A field of the page."""
    return desk.page.get_by_label(label, exact=True)


def face(desk: Desk, label: str) -> Locator:
    """Who has a field."""
    return desk.page.locator(".tt-livefield", has=named(desk, label)).locator(".tt-face")


def mark(desk: Desk) -> Locator:
    """The word for the connection that is to be read."""
    return desk.page.locator(".tt-linkmark span:visible")


def cut(desk: Desk) -> None:
    """Pull the plug."""
    desk.context.set_offline(True)
    desk.page.evaluate("window.socket.io.engine.close()")
    expect(mark(desk)).to_have_text(re.compile("Reconnecting|Offline"))


def plug_in(desk: Desk) -> None:
    """Put it back."""
    desk.context.set_offline(False)
    expect(mark(desk)).to_have_text("Connected", timeout=SOON)
    desk.complaints.clear()  # of the attempts in between


def test_two_windows_edit_two_names_of_one_person(desks: Seat, crew: Crew, dora: str) -> None:  # noqa: F811
    ann, bob = desks(crew.ann), desks(crew.bob)
    lists = another_window(bob)
    ann.open(f"/people/{dora}?edit=first_name")
    bob.open(f"/people/{dora}?edit=last_name")
    lists.open("/people")
    for desk, theirs, others in ((ann, "First name", "Last name"), (bob, "Last name", "First name")):
        expect(named(desk, theirs)).to_be_editable()
        expect(named(desk, others)).not_to_be_editable()
        expect(mark(desk)).to_have_text("Connected")
    named(ann, "First name").press("End")
    named(ann, "First name").press_sequentially("thea", delay=30)
    expect(named(bob, "First name")).to_have_value("Dorathea")
    named(bob, "Last name").fill("Haven")
    expect(named(ann, "Last name")).to_have_value("Haven")
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Dorathea Haven")
    expect(lists.page.get_by_role("listitem").filter(has_text="Dorathea Haven")).to_be_visible()
    person = crew.ann.get(f"/api/users/{dora}")
    assert (person["first_name"], person["last_name"]) == ("Dorathea", "Haven")
    cut(ann)
    named(ann, "First name").fill("Thea")
    named(bob, "Last name").fill("Harbour")
    expect(named(bob, "First name")).to_have_value("Dorathea")
    plug_in(ann)
    expect(named(bob, "First name")).to_have_value("Thea")
    expect(named(ann, "Last name")).to_have_value("Harbour")
    expect(named(ann, "First name")).to_have_value("Thea")


def test_a_field_that_somebody_edits_shows_them_and_is_free_when_they_leave(
    desks: Seat,  # noqa: F811
    crew: Crew,
    dora: str,
) -> None:
    ann, bob = desks(crew.ann), desks(crew.bob)
    ann.open(f"/people/{dora}")
    bob.open(f"/people/{dora}")
    expect(ann.page.locator(".tt-faces .tt-here-now")).to_have_attribute("title", "Bob Mori is here")
    named(bob, "First name").focus()
    expect(face(ann, "First name")).to_have_text(re.compile("Bob Mori"))
    expect(named(ann, "First name")).not_to_be_editable()
    expect(named(ann, "Last name")).to_be_editable()
    named(bob, "First name").fill("Dorothy")
    expect(named(ann, "First name")).to_have_value("Dorothy")
    named(bob, "Last name").focus()
    expect(named(ann, "First name")).to_be_editable()
    expect(named(ann, "Last name")).not_to_be_editable()
    second = another_window(bob)
    second.open(f"/people/{dora}")
    expect(face(second, "Last name")).to_have_text(re.compile("You, in another window"))
    bob.page.close()
    for desk in (ann, second):
        expect(named(desk, "Last name")).to_be_editable()
    second.page.reload()
    second.settle()
    expect(ann.page.locator(".tt-faces .tt-here-now")).to_have_count(1)


def test_what_is_refused_goes_back_and_who_may_not_edit_reads(desks: Seat, crew: Crew) -> None:  # noqa: F811
    finn = crew.ann.post("/api/users", {"workspace_id": crew.workspace["id"], "first_name": "Finn"})
    ann, bob = desks(crew.ann), desks(crew.bob)
    ann.open(f"/people/{finn['id']}")
    named(ann, "First name").evaluate("field => field.removeAttribute('maxlength')")
    named(ann, "First name").fill("F" * 200)
    expect(ann.page.locator(".tt-toast.tt-bad")).to_contain_text("First name")
    expect(named(ann, "First name")).to_have_value("Finn")
    named(ann, "First name").fill("Fynn")
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Fynn")
    bob.open(f"/people/{crew.ann.id}")
    expect(named(bob, "First name")).not_to_be_editable()
    expect(bob.page.get_by_text("Only they themselves change this.")).to_be_visible()
    expect(bob.page.get_by_role("button", name="Create user")).to_have_count(0)


def test_somebody_is_made_found_and_has_tasks(desks: Seat, crew: Crew) -> None:  # noqa: F811
    ann = desks(crew.ann)
    ann.open("/people")
    ann.page.get_by_label("Search people").fill("bob mo")
    expect(ann.page.get_by_role("listitem")).to_have_count(1)
    ann.page.get_by_role("button", name="Create user").click()
    dialog = ann.page.get_by_role("dialog", name="Create user")
    dialog.get_by_role("button", name="Create user").click()
    expect(dialog.get_by_text("Please enter a first name.")).to_be_visible()
    dialog.get_by_label("First name").fill("Gus")
    dialog.get_by_label("E-mail").fill(crew.bob.email)
    dialog.get_by_role("button", name="Create user").click()
    expect(dialog.get_by_text("There is a person with this address already.")).to_be_visible()
    dialog.get_by_label("E-mail").fill("")
    dialog.get_by_role("button", name="Create user").click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Gus")
    gus = ann.page.url.split("/people/")[1].split("?")[0]
    crew.task("Mend the net", assignees=[gus])
    expect(ann.page.get_by_role("link", name=re.compile("Mend the net"))).to_be_visible()
    ann.page.get_by_role("link", name=re.compile("Mend the net")).click()
    expect(ann.page.get_by_role("dialog", name="Task")).to_contain_text("Mend the net")
