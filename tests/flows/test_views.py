"""Views that are kept, shared, deleted and brought back."""

import pytest

from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until


@pytest.fixture
async def ann(settle: Settle, crew: Crew) -> Desk:
    """Ann at a list that a filter narrows."""
    crew.task("Paint the hull", priority="urgent")
    crew.task("Mend the net")
    desk = await settle().sign_in(crew.ann)
    await desk.open("/p/OPS/list?q=priority:urgent")
    await desk.sees("Live")
    return desk


async def _keep(desk: Desk, name: str) -> None:
    await desk.press("Save view")
    await desk.write("Name", name)
    await desk.press("Save")
    await until(lambda: desk.address.startswith("/view/"), lambda: desk.address)


async def test_what_is_on_screen_is_kept_as_a_view_and_opened_again(ann: Desk, crew: Crew) -> None:
    await _keep(ann, "Burning")
    assert (await ann.deck()).titles == {"Paint the hull"}
    kept = crew.ann.get(f"/api/views?workspace={crew.workspace['id']}")["items"]
    assert [(view["name"], view["q"], view["is_shared"]) for view in kept] == [("Burning", "priority:urgent", False)]
    await ann.open("/")
    await ann.follow("Burning")
    await until(lambda: ann.address == f"/view/{kept[0]['id']}", lambda: ann.address)
    assert (await ann.deck()).titles == {"Paint the hull"}


async def test_what_is_half_typed_into_the_filter_stays_when_somebody_renames_something(ann: Desk, crew: Crew) -> None:
    await ann.write("Filter", "priority:urgent assignee:")
    crew.bob.patch("/api/me", {"first_name": "Robert"})
    renamed = crew.ann.patch(f"/api/projects/{crew.project['id']}", {"name": "Harbour works"})
    await ann.sees(renamed["name"])
    assert ann.field("Filter").value == "priority:urgent assignee:"


async def test_a_view_is_deleted_and_brought_back(ann: Desk, crew: Crew) -> None:
    await _keep(ann, "Burning")
    await ann.press("Change this view")
    await ann.press("Delete view")
    await ann.sees("“Burning” is deleted")
    await ann.is_at("/all")
    assert "Burning" not in ann.links()
    await ann.press("Undo")
    await until(lambda: ann.address.startswith("/view/"), lambda: ann.address)
    await until(lambda: "Burning" in ann.links(), lambda: f"{ann.links()}")
    kept = crew.ann.get(f"/api/views?workspace={crew.workspace['id']}")["items"]
    assert [(view["name"], view["q"]) for view in kept] == [("Burning", "priority:urgent")]


async def test_a_shared_view_is_in_the_others_sidebar_at_once(ann: Desk, crew: Crew, settle: Settle) -> None:
    bob = await settle().sign_in(crew.bob)
    await bob.sees("Live")
    await _keep(ann, "Burning")
    await ann.press("Change this view")
    await ann.press("Share with everybody")
    await ann.sees("Everybody sees it now")
    await until(lambda: "Burning" in bob.links(), lambda: f"{bob.links()}")
    await bob.follow("Burning")
    await until(lambda: bob.address.startswith("/view/"), lambda: bob.address)
    assert (await bob.deck()).titles == {"Paint the hull"}
    assert "Change this view" not in bob.buttons()


async def test_a_view_needs_a_name(ann: Desk, crew: Crew) -> None:
    await ann.press("Save view")
    await ann.press("Save")
    await until(lambda: ann.field("Name").props.get("aria-invalid") == "true", lambda: f"{ann.texts()}")
    assert crew.ann.get(f"/api/views?workspace={crew.workspace['id']}")["items"] == []
