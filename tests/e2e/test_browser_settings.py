"""A new team sets itself up: people, labels, projects, statuses."""

import pytest

from tests.e2e.browser import Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.letters import link_of, mails_to
from tests.e2e.system import Crew, System
from tests.runtime.installation import eventually

pytestmark = pytest.mark.e2e


@pytest.fixture
def ann(desks: Seat, crew: Crew) -> Desk:  # noqa: F811
    """Ann, who owns the workspace."""
    return desks(crew.ann)


def test_people_come_in_get_a_role_and_leave_with_a_way_back(ann: Desk, crew: Crew, system: System) -> None:
    """Somebody with whom one works elsewhere already need not be asked."""
    dora = system.sign_up("Dora", "Hale")
    eventually(lambda: mails_to(system, dora.email) != [])
    token = link_of(mails_to(system, dora.email)[0]).partition("token=")[2]
    dora.post("/api/auth/verify-email", {"token": token})
    elsewhere = dora.post("/api/workspaces", {"name": f"Lighthouse {dora.email}"})
    invitation = dora.post(f"/api/workspaces/{elsewhere['id']}/invitations", {"email": crew.ann.email})
    crew.ann.post(f"/api/invitations/{invitation['token']}/accept")
    page = ann.open("/settings/workspace")
    page.get_by_label("E-mail of the new member").fill(dora.email)
    page.get_by_role("button", name="Add member").click()
    row = page.locator(".tt-tr", has_text="Dora Hale")
    expect(row).to_be_visible()
    page.get_by_role("button", name="Role of Dora Hale").click()
    page.locator(".q-menu").get_by_role("option", name="Viewer").click()
    expect(row).to_contain_text("Viewer")
    page.get_by_role("button", name="Remove Dora Hale").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Viewer")


def test_a_viewer_reads_and_is_offered_nothing_else(ann: Desk, crew: Crew, desks: Seat) -> None:  # noqa: F811
    crew.task("Mend the net")
    crew.ann.patch(f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}", {"role": "viewer"})
    bob = desks(crew.bob)
    bob.open("/p/OPS/board?task=OPS-1")
    expect(bob.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    for name in ("New task", "New task in Todo", "More", "Send (Ctrl Enter)", "Add a subtask"):
        expect(bob.page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    assert ann.complaints == []


def test_labels_are_made_renamed_coloured_and_deleted(ann: Desk) -> None:
    page = ann.open("/settings/labels")
    expect(page.get_by_role("heading", name="No labels yet")).to_be_visible()
    page.get_by_label("Name of a new label").fill("wet")
    page.get_by_label("Name of a new label").press("Enter")
    name = page.get_by_label("Name of wet", exact=True)
    expect(name).to_have_value("wet")
    name.fill("soaked")
    name.press("Enter")
    page.get_by_role("button", name="Colour of soaked").click()
    page.locator(".q-menu").get_by_role("option", name="Pink").click()
    expect(page.get_by_role("button", name="Colour of soaked").locator(".tt-dot")).to_have_css(
        "background-color", "rgb(194, 73, 154)"
    )
    page.get_by_role("button", name="Delete soaked").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="No labels yet")).to_be_visible()


def test_a_project_with_its_own_columns(ann: Desk, crew: Crew) -> None:
    page = ann.open("/settings/projects")
    page.get_by_label("Name of a new project").fill("Harbour feast")
    page.get_by_role("button", name="Add project").click()
    expect(page.locator(".tt-side")).to_contain_text("Harbour feast")
    page.get_by_label("Name of a new status").fill("Waiting")
    page.get_by_label("Name of a new status").press("Enter")
    expect(page.get_by_label("Name of Waiting")).to_be_visible()
    page.get_by_role("button", name="Move Waiting up").click()
    expect(page.locator(".tt-sub .tt-row input").nth(4)).to_have_value("Waiting")
    page.get_by_role("button", name="Delete Cancelled").click()
    expect(page.get_by_label("Name of Cancelled")).to_have_count(0)
    page.get_by_role("button", name="Hide Backlog").click()
    expect(page.get_by_role("button", name="Show Backlog")).to_be_visible()
    ann.open("/p/HF/board")
    expect(page.locator(".tt-col h2")).to_have_text(["Todo", "Doing", "Done", "Waiting"])
    page.locator(".tt-pill", has_text="Display").click()
    page.locator(".q-menu").get_by_role("option", name="Archived").click()
    expect(page.locator(".tt-col h2")).to_have_text(["Backlog", "Todo", "Doing", "Done", "Waiting"])
    ann.open("/settings/projects")
    page.get_by_role("button", name="Archive: Harbour feast").click()
    expect(page.locator(".tt-side")).not_to_contain_text("Harbour feast")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tt-side")).to_contain_text("Harbour feast")
    assert crew.project["key"] == "OPS"


def test_ones_own_name_changes_everywhere(ann: Desk, crew: Crew) -> None:
    crew.task("Mend the net", assignees=[crew.ann.id])
    page = ann.open("/settings/profile")
    page.get_by_label("First name").fill("Annabel")
    page.get_by_role("button", name="Time zone").click()
    page.locator(".q-menu").get_by_placeholder("Time zone").fill("lisbon")
    page.locator(".q-menu").get_by_role("option", name="Europe/Lisbon").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".tt-side")).to_contain_text("Annabel Lee")
    assert crew.ann.get("/api/me")["timezone"] == "Europe/Lisbon"
    ann.open("/p/OPS/board")
    expect(ann.card("Mend the net").get_by_role("img", name="Assigned to Annabel Lee")).to_be_visible()
