"""Settings: what is changed there holds at once, for the API and for the others."""

import pytest

from tests.e2e.system import Account, Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until


@pytest.fixture
async def ann(settle: Settle, crew: Crew) -> Desk:
    """Ann, signed in."""
    return await settle().sign_in(crew.ann)


def _labels(crew: Crew) -> list[str]:
    return sorted(label["name"] for label in crew.ann.get(f"/api/labels?workspace={crew.workspace['id']}")["items"])


async def test_a_label_is_made_renamed_and_deleted(ann: Desk, crew: Crew) -> None:
    await ann.open("/settings/labels")
    await ann.sees("No labels yet")
    await ann.write("Name of a new label", "wet")
    await ann.press("Add label")
    await until(lambda: "Name of wet" in ann.fields(), lambda: f"{ann.fields()}")
    assert _labels(crew) == ["wet"]
    await ann.write("Name of wet", "very wet")
    ann.leave("Name of wet")
    await until(lambda: "Name of very wet" in ann.fields(), lambda: f"{ann.fields()}")
    assert _labels(crew) == ["very wet"]
    await ann.press("Delete this label")
    await ann.sees("Delete “very wet”?")
    await ann.press("Delete")
    await ann.sees("very wet deleted")
    await ann.sees("No labels yet")
    assert _labels(crew) == []


async def test_a_name_that_is_taken_is_refused_beside_its_field(ann: Desk, crew: Crew) -> None:
    for name in ("dry", "wet"):
        crew.bob.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": name, "color": "#2f6fd0"})
    await ann.open("/settings/labels")
    await ann.write("Name of wet", "dry")
    ann.leave("Name of wet")
    await until(lambda: ann.complaint("Name of wet") != "", lambda: f"{ann.texts()}")
    assert _labels(crew) == ["dry", "wet"]


async def test_a_token_is_shown_once_and_opens_the_api_until_it_is_withdrawn(ann: Desk, crew: Crew) -> None:
    await ann.open("/settings/tokens")
    await ann.press("New token")
    await ann.write("What it is for", "lighthouse")
    await ann.press("Make the token")
    await ann.sees("lighthouse is ready")
    secret = ann.in_tag("code")[0]
    headers = {"Authorization": f"Bearer {secret}"}
    assert crew.ann.client.get("/api/me", headers=headers).json()["id"] == crew.ann.id
    await ann.press("I have copied it")
    await ann.open("/settings/tokens")
    await ann.sees("lighthouse")
    assert not any(secret in words for words in ann.texts())
    await ann.press("Withdraw lighthouse")
    await ann.press("Withdraw")
    await ann.sees("lighthouse is withdrawn")
    assert crew.ann.client.get("/api/me", headers=headers).status_code == 401


async def test_another_device_is_signed_out_from_here(ann: Desk, crew: Crew, settle: Settle) -> None:
    phone = await settle().sign_in(crew.ann)
    await phone.open("/p/OPS/board")
    await ann.open("/settings/sessions")
    await ann.sees("This device")
    assert [words for words in ann.texts() if words.startswith("Last used")] != []
    await ann.press("Sign out all other devices")
    await ann.press("Sign them out")
    await until(lambda: "Sign out all other devices" not in ann.buttons(), lambda: f"{ann.buttons()}")
    await phone.is_at("/login")
    await phone.sees("You were signed out")
    await ann.open("/settings/sessions")
    await ann.sees("This device")


async def test_a_switch_of_the_notifications_is_kept(ann: Desk) -> None:
    await ann.open("/settings/notifications")
    assert ann.is_on("Mentions: E-mail")
    await ann.press("Mentions: E-mail")
    await until(lambda: not ann.is_on("Mentions: E-mail"), lambda: "it is on")
    await ann.open("/settings/notifications")
    await until(lambda: not ann.is_on("Mentions: E-mail"), lambda: "it is on again")


async def test_ones_name_is_saved_on_leaving_the_field(ann: Desk, crew: Crew) -> None:
    await ann.open("/settings/profile")
    await ann.write("First name", "Annabel")
    ann.leave("First name")
    await ann.sees("Saved")
    assert crew.ann.get("/api/me")["first_name"] == "Annabel"
    await ann.write("First name", " ")
    ann.leave("First name")
    await until(lambda: ann.field("First name").value == "Annabel", lambda: str(ann.field("First name").value))


async def test_a_viewer_is_told_whose_a_section_is(settle: Settle, vic: Account) -> None:
    desk = await settle().sign_in(vic)
    for section in ("labels", "projects", "invitations", "projects/OPS", "projects/OPS/statuses"):
        await desk.open(f"/settings/{section}")
        await desk.sees("This is not for your role")
    assert {"Labels", "Projects", "Invitations"}.isdisjoint(desk.links())


async def test_what_is_wrong_with_a_new_thing_is_said_beneath_its_field_and_in_no_toast(ann: Desk, crew: Crew) -> None:
    crew.ann.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "rigging", "color": "#5350d4"})
    await ann.open("/settings/labels")
    await ann.write("Name of a new label", "Rigging")
    await ann.press("Add label")
    await ann.sees("exists already")
    assert ann.field("Name of a new label").props["aria-invalid"] == "true"
    await ann.write("Name of a new label", "Rigging 2")
    await ann.misses("exists already")
    await ann.open("/settings/projects")
    await ann.write("Name of a new project", "Harbour feast")
    await ann.write("Key of the new project", "1st")
    await ann.press("Add project")
    await ann.sees("A letter first, then letters and digits")
    assert ann.field("Key of the new project").props["aria-invalid"] == "true"
    await ann.open("/settings/password")
    await ann.write("Present password", "what-was-it-again")
    await ann.write("New password", "tide-falls-at-midnight")
    ann.submit()
    await until(lambda: ann.complaint("Present password") != "", lambda: f"{ann.texts()}")
    assert (ann.complaint("Present password"), ann.complaint("New password")) == ("Is not your password", "")
    assert ann.complaints() == []
