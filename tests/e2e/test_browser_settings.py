"""A new team sets itself up: people, labels, projects, statuses."""

import httpx
import pytest
from playwright.sync_api import Route

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
    page = ann.open("/settings/members")
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
    for name in ("New task", "New task in Todo", "Send (Ctrl Enter)", "Add a subtask"):
        expect(bob.page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    page = bob.open("/settings")
    expect(page.get_by_role("link", name="Members")).to_be_visible()
    for name in ("Invitations", "Labels", "Projects"):
        expect(page.locator(".tt-set-nav").get_by_role("link", name=name, exact=True)).to_have_count(0)
    page = bob.open("/settings/labels")
    expect(page.get_by_text("You look at this workspace as a viewer")).to_be_visible()
    # the role changes while one looks at the page
    crew.ann.patch(f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}", {"role": "member"})
    expect(page.get_by_label("Name of a new label")).to_be_visible()
    assert ann.complaints == []


def test_labels_are_made_renamed_coloured_merged_and_deleted(ann: Desk, crew: Crew) -> None:
    page = ann.open("/settings/labels")
    expect(page.get_by_role("heading", name="No labels yet")).to_be_visible()
    page.get_by_label("Name of a new label").fill("wet")
    page.get_by_label("Name of a new label").press("Enter")
    name = page.get_by_label("Name of wet", exact=True)
    expect(name).to_have_value("wet")
    name.fill("soaked")
    name.press("Enter")
    page.get_by_role("button", name="Colour of soaked").click()
    page.locator(".q-menu").get_by_role("button", name="Pink").click()
    expect(page.get_by_role("button", name="Colour of soaked").locator(".tt-dot")).to_have_css(
        "background-color", "rgb(194, 73, 154)"
    )
    # somebody else makes one, and marks a task with mine, while I type into another field
    page.get_by_label("Name of soaked").fill("half a wo")
    dry = crew.bob.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "dry"})
    soaked = next(one for one in crew.ann.get(f"/api/labels?workspace={crew.workspace['id']}")["items"] if one != dry)
    crew.task("Mend the net", labels=[soaked["id"]])
    expect(page.get_by_label("Name of dry")).to_be_visible()
    expect(page.get_by_label("Name of soaked")).to_have_value("half a wo")
    page.get_by_label("Name of soaked").press("Escape")
    row = page.locator(".tt-tr", has=page.get_by_label("Name of soaked"))
    row.get_by_role("button", name="Merge into another label").click()
    page.locator(".q-menu").get_by_role("option", name="dry").click()
    expect(page.locator(".tt-dialog")).to_contain_text("1 task will carry “dry” instead")
    page.locator(".tt-dialog").get_by_role("button", name="Merge").click()
    expect(page.get_by_label("Name of soaked")).to_have_count(0)
    page.get_by_role("button", name="Delete this label").click()
    expect(page.locator(".tt-dialog")).to_contain_text("It disappears from 1 task.")
    page.locator(".tt-dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="No labels yet")).to_be_visible()


def test_a_project_with_its_own_columns_fields_and_templates(ann: Desk) -> None:
    page = ann.open("/settings/projects")
    page.get_by_label("Name of a new project").fill("Harbour feast")
    page.get_by_role("button", name="Add project").click()
    page.wait_for_url("**/settings/projects/HF")
    expect(page.locator(".tt-side")).to_contain_text("Harbour feast")
    page.get_by_role("link", name="Columns").click()
    page.get_by_label("Name of a new column").fill("Waiting")
    page.get_by_label("Name of a new column").press("Enter")
    columns = page.locator(".tt-tr .tt-input input")
    expect(columns).to_have_count(6)
    page.get_by_role("button", name="Move Waiting").press("ArrowUp")
    expect(columns.nth(4)).to_have_value("Waiting")
    page.get_by_role("button", name="Delete Cancelled").click()
    expect(page.get_by_label("Name of Cancelled")).to_have_count(0)
    page.get_by_role("button", name="Hide Backlog").click()
    expect(page.get_by_role("button", name="Show Backlog")).to_be_visible()
    page.get_by_role("link", name="Fields", exact=True).click()
    page.get_by_label("Name of a new field").fill("Severity")
    page.get_by_role("button", name="Type of the new field").click()
    page.locator(".q-menu").get_by_role("option", name="One of several").click()
    page.get_by_label("Options of the new field").fill("Minor, Major")
    page.get_by_role("button", name="Add field").click()
    page.get_by_role("button", name="Options of Severity").click()
    page.get_by_role("button", name="Move Major up").click()
    expect(page.locator(".tt-set-option input").first).to_have_value("Major")
    page.get_by_role("link", name="Templates", exact=True).click()
    page.get_by_role("button", name="New template").click()
    page.get_by_label("Name of the template").fill("Stall")
    page.get_by_label("Title of the task").fill("Set up a stall")
    page.get_by_label("Subtasks").fill("Table\nLamp")
    page.get_by_role("button", name="Save the template").click()
    page.get_by_role("button", name="Make a task of Stall").click()
    expect(page.locator(".tt-toast", has_text="HF-1 created")).to_be_visible()
    page.get_by_role("link", name="General").last.click()
    page.get_by_role("button", name="Archive", exact=True).click()
    expect(page.locator(".tt-side")).not_to_contain_text("Harbour feast")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tt-side")).to_contain_text("Harbour feast")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".tt-dialog")).to_contain_text("3 tasks with comments and files go with it.")
    expect(page.get_by_role("button", name="Delete for good")).to_be_disabled()
    page.get_by_label("Type “HF” to confirm").fill("HF")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".tt-side")).not_to_contain_text("Harbour feast")


# What lies over somebody's initials.
PICTURE = """(id) => {
    const face = document.querySelector(`.tt-card [data-face="${id}"]`);
    return getComputedStyle(face, "::after").backgroundImage;
}"""


def test_ones_own_name_and_picture_change_everywhere(ann: Desk, crew: Crew) -> None:
    fetched: list[str] = []

    def answer(route: Route) -> None:
        fetched.append(route.request.url)
        route.fulfill(body='<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")

    ann.page.route("https://pictures.example.org/**", answer)
    crew.task("Paint the hull", assignees=[crew.bob.id])
    page = ann.open("/settings/profile")
    name = page.get_by_label("First name")
    name.fill("Annabel")
    name.press("Enter")
    expect(page.locator(".tt-set-saved")).to_be_visible()
    expect(page.locator(".tt-side")).to_contain_text("Annabel Lee")
    page.get_by_role("button", name="Time zone").click()
    page.locator(".q-menu").get_by_placeholder("Time zone").fill("lisbon")
    page.locator(".q-menu").get_by_role("option", name="Europe/Lisbon").click()
    eventually(lambda: crew.ann.get("/api/me")["timezone"] == "Europe/Lisbon")
    crew.ann.patch("/api/me", {"last_name": "Low"})
    expect(page.get_by_label("Last name")).to_have_value("Low")
    name.fill("x" * 20)
    name.press("Escape")
    expect(name).to_have_value("Annabel")
    page.get_by_role("button", name="Sunday").click()
    eventually(lambda: crew.ann.get("/api/me")["week_start"] == "sunday")
    ann.open("/p/OPS/calendar")
    expect(page.get_by_role("columnheader").first).to_have_text("Sun")
    ann.open("/p/OPS/board")
    face = ann.card("Paint the hull").locator(f'[data-face="{crew.bob.id}"]')
    expect(face).to_have_text("BM")
    crew.bob.patch("/api/me", {"avatar": 'https://pictures.example.org/bob.svg?a=")}*{display:none}'})
    eventually(lambda: page.evaluate(PICTURE, crew.bob.id).startswith('url("https://pictures.example.org/bob.svg'))
    eventually(lambda: len(fetched) == 1)
    expect(face).to_be_visible()


def test_a_token_is_shown_once_works_and_is_withdrawn(ann: Desk, crew: Crew, system: System) -> None:
    page = ann.open("/settings/tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("What it is for").fill("Nightly report")
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator(".tt-set-secret code").first.inner_text()
    expect(page.locator(".tt-set-secret code").last).to_contain_text(f"Bearer {secret}")
    headers = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(f"{system.url}/api/me", headers=headers).json()["id"] == crew.ann.id
    page.get_by_role("button", name="I have copied it").click()
    expect(page.locator(".tt-dialog")).to_have_count(0)
    assert secret not in page.content()
    page.get_by_role("button", name="Withdraw Nightly report").click()
    page.locator(".tt-dialog").get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="No tokens yet")).to_be_visible()
    assert httpx.get(f"{system.url}/api/me", headers=headers).status_code == 401


def test_the_log_is_narrowed_unfolded_and_undone(ann: Desk, crew: Crew) -> None:
    crew.task("Mend the net")
    page = ann.open("/settings/audit")
    page.get_by_role("button", name="Type: all").click()
    page.locator(".q-menu").get_by_role("option", name="Labels").click()
    expect(page.get_by_role("heading", name="Nothing like that happened")).to_be_visible()
    label = crew.bob.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "=wet"})
    crew.bob.patch(f"/api/labels/{label['id']}", {"name": "=soaked"})
    expect(page.locator(".tt-log-line")).to_have_count(2)
    page.locator(".tt-log-line").first.click()
    expect(page.locator(".tt-log-change")).to_have_text("Name=wet=soaked")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    assert "'=soaked" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tt-log-line")).to_have_count(3)
    assert crew.bob.get(f"/api/labels/{label['id']}")["name"] == "=wet"
