"""Workspaces and their members."""

from tests.world import Caller, World


def test_who_creates_a_workspace_owns_it(eve: Caller, world: World) -> None:
    created = eve.post("/api/workspaces", {"name": "Éve & Söhne"})
    assert (created.status, created.json["slug"]) == (201, "eve-sohne")
    members = eve.get(f"/api/workspaces/{created.json['id']}/members").items
    assert [(member["user"]["name"], member["role"]) for member in members] == [("Eve", "owner")]
    assert [item["name"] for item in eve.get("/api/workspaces").items] == ["Éve & Söhne"]
    assert eve.get(f"/api/workspaces/{world.harbour.id}").status == 404


def test_a_name_without_latin_letters_and_a_taken_one_get_slugs_too(eve: Caller) -> None:
    assert eve.post("/api/workspaces", {"name": "港"}).json["slug"].startswith("workspace-")
    first, second = (eve.post("/api/workspaces", {"name": "Crew"}).json["slug"] for _ in range(2))
    assert first == "crew"
    assert second.startswith("crew-")
    taken = eve.post("/api/workspaces", {"name": "Crew", "slug": "crew"})
    assert (taken.status, taken.json["detail"]) == (409, "The slug 'crew' is taken.")


def test_admins_rename_and_members_do_not(world: World, bob: Caller, cleo: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}"
    assert cleo.patch(path, {"name": "Cleo's"}).status == 403
    assert bob.patch(path, {"name": "Harbour"}).json["name"] == "Harbour"
    before = world.last
    assert bob.patch(path, {"name": "Harbour"}, If_Match='"1"').status == 412
    assert world.last == before
    replaced = bob.put(path, {"name": "Harbour crew", "slug": "crew"}, If_Match='"2"')
    assert (replaced.json["slug"], replaced.json["version"]) == ("crew", 3)


def test_only_an_owner_deletes_a_workspace_and_then_it_is_gone(world: World, ann: Caller, bob: Caller) -> None:
    task = world.task()
    path = f"/api/workspaces/{world.harbour.id}"
    assert bob.delete(path).status == 403
    assert ann.delete(path).status == 204
    for gone in (path, world.url(task), f"/api/projects/{world.ops.id}", f"{path}/members"):
        assert ann.get(gone).status == 404
    assert ann.post("/api/workspaces", {"name": "x", "slug": "harbour-crew"}).status == 201


def test_an_admin_takes_people_in_by_address(world: World, bob: Caller, eve: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members"
    added = bob.post(path, {"email": "EVE@example.org", "role": "viewer"})
    assert (added.status, added.json["role"]) == (201, "viewer")
    assert eve.get(f"/api/workspaces/{world.harbour.id}").status == 200
    again = bob.post(path, {"user_id": str(world.eve.id)})
    assert (again.status, again.json["detail"]) == (409, "Eve is a member already, as viewer.")
    assert bob.post(path, {"email": "nobody@example.org"}).faults == {
        "body.email": "nobody has signed up with this address"
    }
    assert bob.post(path, {}).faults == {"body.email": "give either email or user_id"}


def test_a_stranger_cannot_be_fished_out_by_id(world: World, bob: Caller) -> None:
    answer = bob.post(f"/api/workspaces/{world.harbour.id}/members", {"user_id": str(world.eve.id)})
    assert answer.faults == {"body.user_id": "no person that you know has this id"}


def test_roles_are_changed_by_those_who_may(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members"
    assert cleo.patch(f"{path}/{world.vic.id}", {"role": "member"}).status == 403
    changed = bob.patch(f"{path}/{world.vic.id}", {"role": "member"})
    assert (changed.json["role"], changed.json["version"]) == ("member", 2)
    assert bob.get(f"{path}/{world.vic.id}").json == changed.json
    assert bob.patch(f"{path}/{world.vic.id}", {"role": "owner"}).status == 403
    assert bob.patch(f"{path}/{world.ann.id}", {"role": "member"}).status == 403
    assert ann.patch(f"{path}/{world.bob.id}", {"role": "owner"}).status == 200
    assert bob.patch(f"{path}/{world.ann.id}", {"role": "member"}).status == 200


def test_the_last_owner_stays(world: World, ann: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members/{world.ann.id}"
    before = world.last
    assert ann.delete(path).status == 409
    assert ann.patch(path, {"role": "admin"}).status == 409
    assert world.last == before


def test_a_member_leaves_or_is_removed(world: World, bob: Caller, cleo: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members"
    assert cleo.delete(f"{path}/{world.vic.id}").status == 403
    assert cleo.delete(f"{path}/{world.cleo.id}").status == 204
    assert cleo.get(f"/api/workspaces/{world.harbour.id}").status == 404
    assert bob.delete(f"{path}/{world.ann.id}").status == 403
    assert bob.delete(f"{path}/{world.vic.id}").status == 204
    assert bob.delete(f"{path}/{world.eve.id}").status == 404
