"""A person's page: two windows on one person, each with its own field."""

from tests.e2e.system import Account, Crew
from tests.flows.conftest import Settle
from tests.flows.desk import until


async def test_two_windows_on_one_person_each_write_their_own_field(settle: Settle, crew: Crew) -> None:
    first = await settle().sign_in(crew.ann)
    last = settle(beside=first)
    await first.open(f"/people/{crew.ann.id}?edit=first_name")
    await last.open(f"/people/{crew.ann.id}?edit=last_name")
    assert [name for name in first.fields() if "name" in name] == ["First name"]
    assert [name for name in last.fields() if "name" in name] == ["Last name"]
    await first.sees("Connected")
    await first.write("First name", "Anna")
    await until(lambda: last.field("First name").value == "Anna", lambda: "it does not come")
    await last.write("Last name", "Leeward")
    await until(lambda: first.field("Last name").value == "Leeward", lambda: "it does not come")
    me = crew.ann.get("/api/me")
    assert (me["first_name"], me["last_name"]) == ("Anna", "Leeward")


async def test_somebody_else_with_a_login_can_be_read_only(settle: Settle, crew: Crew) -> None:
    desk = await settle().sign_in(crew.ann)
    await desk.open(f"/people/{crew.bob.id}")
    await desk.sees("Only they themselves change this.")
    assert not {"First name", "Last name"} & set(desk.fields())
    crew.bob.patch("/api/me", {"first_name": "Robert"})
    await until(lambda: desk.field("First name").value == "Robert", lambda: "it does not come")


async def test_an_admin_creates_a_person_who_is_in_the_others_list_at_once(settle: Settle, crew: Crew) -> None:
    ann, bob = await settle().sign_in(crew.ann), await settle().sign_in(crew.bob)
    await bob.open("/people")
    await bob.sees("Live")
    assert "Create user" not in bob.buttons()
    await ann.open("/people")
    await ann.press("Create user")
    await ann.write("First name", "Dora")
    await ann.write("Last name", "Quay")
    await ann.press("Create user")
    await bob.sees("Dora Quay")


async def test_nobody_is_there_for_a_stranger(settle: Settle, crew: Crew, vic: Account) -> None:
    desk = await settle().sign_in(vic)
    await desk.open("/people/00000000-0000-7000-8000-000000000000")
    await desk.sees("There is nobody here")
    await desk.open(f"/people/{crew.ann.id}")
    await desk.sees("Only they themselves change this.")
