"""Workspaces and their members."""

from backend.accounts.actions import create_person, set_admin
from backend.accounts.models import User
from backend.core.clock import now
from backend.projects.models import ProjectMember
from backend.workspaces.actions import add_member, create_workspace
from tests.world import Caller, World

TO_BE_INVITED = {"body.email": "nobody whom you know has verified this address; invite it instead"}


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


def meet(one: User, *others: User) -> None:
    """Let them share another workspace, and so know each other."""
    elsewhere = create_workspace(actor=one, name="Elsewhere")
    for other in others:
        add_member(elsewhere.id, actor=one, user=other)


def test_an_admin_takes_people_in_by_address(world: World, bob: Caller, eve: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members"
    meet(world.bob, world.eve)
    added = bob.post(path, {"email": "EVE@example.org", "role": "viewer"})
    assert (added.status, added.json["role"]) == (201, "viewer")
    assert eve.get(f"/api/workspaces/{world.harbour.id}").status == 200
    again = bob.post(path, {"user_id": str(world.eve.id)})
    assert (again.status, again.json["detail"]) == (409, "Eve is a member already, as viewer.")
    assert bob.post(path, {"email": "nobody@example.org"}).faults == TO_BE_INVITED
    assert bob.post(path, {}).faults == {"body.email": "give either email or user_id"}


def test_a_stranger_is_asked_before_he_is_a_member(world: World, bob: Caller, eve: Caller) -> None:
    path, last = f"/api/workspaces/{world.harbour.id}", world.last
    known, unknown = (bob.post(f"{path}/members", {"email": f"{name}@example.org"}) for name in ("eve", "nobody"))
    assert known.faults == unknown.faults == TO_BE_INVITED
    assert eve.get(path).status == 404
    assert world.events(last) == []
    token = bob.post(f"{path}/invitations", {"email": "eve@example.org"}).json["token"]
    assert eve.post(f"/api/invitations/{token}/accept").status == 200
    assert eve.get(path).status == 200


def test_an_administrator_of_the_installation_takes_in_whom_he_wants(world: World, bob: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/members"
    set_admin(world.bob.id, actor=None, is_admin=True)
    assert bob.post(path, {"email": "eve@example.org"}).status == 201


def test_whoever_has_not_verified_an_address_is_invited_instead(world: World, bob: Caller) -> None:
    """Anybody can sign up with an address that somebody else is about to be taken in by."""
    path, last = f"/api/workspaces/{world.harbour.id}/members", world.last
    gus = User.objects.create(email="gus@example.org", first_name="Gus", password="!")
    meet(world.bob, gus)
    claimable = create_person(first_name="Ida", email="ida@example.org")
    for person in (gus, claimable):
        assert bob.post(path, {"email": person.email}).faults == TO_BE_INVITED
    assert world.events(last) == []
    assert bob.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": gus.email}).status == 201
    User.objects.filter(id=gus.id).update(email_verified_at=now())
    assert bob.post(path, {"email": gus.email}).status == 201


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


def test_who_leaves_leaves_the_private_projects_too(world: World, ann: Caller, cleo: Caller) -> None:
    shared, own = _private(cleo, world, "SHR"), _private(cleo, world, "OWN")
    cleo.put(f"/api/projects/{shared}/members/{world.bob.id}")
    task = cleo.post("/api/tasks", {"project_id": own, "title": "Hers", "assignees": [str(world.cleo.id)]}).json
    before = world.last
    assert cleo.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}").status == 204
    assert world.events(before) == ["member.removed", *["project.member_removed"] * 2]
    bob = Caller(world.bob)
    assert [one["name"] for one in bob.get(f"/api/projects/{shared}").json["members"]] == ["Bob"]
    assert [one["name"] for one in ann.get(f"/api/projects/{own}").json["members"]] == ["Ann"]
    assert [one["name"] for one in ann.get(f"/api/tasks/{task['id']}").json["assignees"]] == ["Cleo"]
    meet(world.ann, world.cleo)
    assert ann.post(f"/api/workspaces/{world.harbour.id}/members", {"email": "cleo@example.org"}).status == 201
    assert [cleo.get(f"/api/projects/{one}").status for one in (shared, own)] == [404, 404]


def test_a_private_project_goes_to_the_owner_who_has_been_here_longest(world: World, ann: Caller, bob: Caller) -> None:
    ann.patch(f"/api/workspaces/{world.harbour.id}/members/{world.bob.id}", {"role": "owner"})
    own = _private(ann, world, "OWN")
    assert ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.ann.id}").status == 204
    assert [one["name"] for one in bob.get(f"/api/projects/{own}").json["members"]] == ["Bob"]


def test_places_in_deleted_and_once_private_projects_end_as_well(world: World, ann: Caller, cleo: Caller) -> None:
    gone, opened = _private(cleo, world, "GON"), _private(cleo, world, "OPN")
    for one in (gone, opened):
        cleo.put(f"/api/projects/{one}/members/{world.ann.id}")
    ann.delete(f"/api/projects/{gone}")
    ann.patch(f"/api/projects/{opened}", {"visibility": "workspace"})
    before = world.last
    assert ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}").status == 204
    assert world.events(before) == ["member.removed", "project.member_removed"]
    assert not ProjectMember.objects.filter(user=world.cleo).exists()


def test_a_new_role_counts_at_once(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}"
    ann.patch(f"{path}/members/{world.bob.id}", {"role": "viewer"})
    ann.patch(f"{path}/members/{world.cleo.id}", {"role": "admin"})
    assert bob.post("/api/tasks", {"project_id": str(world.ops.id), "title": "x"}).status == 403
    assert [bob.get(f"{path}/invitations").status, cleo.get(f"{path}/invitations").status] == [403, 200]


def _private(caller: Caller, world: World, key: str) -> str:
    """The id of a private project."""
    body = {"workspace_id": str(world.harbour.id), "key": key, "name": key, "visibility": "private"}
    return str(caller.post("/api/projects", body).json["id"])
