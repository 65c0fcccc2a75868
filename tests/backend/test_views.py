"""Saved views: whose they are, who sees them, and what is told to whom."""

from typing import Any

import pytest

from tests.world import Answer, Caller, World


def _view(who: Caller, world: World, **fields: object) -> dict[str, Any]:
    made = who.post("/api/views", {"workspace_id": str(world.harbour.id), "name": "This week"} | fields)
    assert made.status == 201, made.text
    view: dict[str, Any] = made.json
    return view


def _secret(who: Caller, world: World, key: str = "SEC") -> str:
    body = {"workspace_id": str(world.harbour.id), "key": key, "name": "Secret", "visibility": "private"}
    return str(who.post("/api/projects", body).json["id"])


def _heard(who: Caller, world: World, after: int) -> list[str]:
    events = who.get(f"/api/events?workspace={world.harbour.id}&after={after}").items
    return [event["type"] for event in events]


def _names(who: Caller, world: World, query: str = "") -> list[str]:
    return [one["name"] for one in who.get(f"/api/views?workspace={world.harbour.id}{query}").items]


def test_a_view_is_ones_own_until_it_is_shared(world: World, ann: Caller, cleo: Caller, vic: Caller) -> None:
    view = _view(cleo, world, q="is:open sort:due", layout="board", options={"group_by": "status"})
    assert (view["owner"]["name"], view["options"]) == ("Cleo", {"group_by": "status", "columns": []})
    assert [who.get(f"/api/views/{view['id']}").status for who in (cleo, ann, vic)] == [200, 404, 404]
    assert (_names(cleo, world), _names(ann, world)) == (["This week"], [])
    cleo.patch(f"/api/views/{view['id']}", {"is_shared": True})
    assert [who.get(f"/api/views/{view['id']}").status for who in (cleo, ann, vic)] == [200, 200, 200]
    assert _names(vic, world, "&shared=true") == ["This week"]
    assert _names(vic, world, "&shared=false") == []


def test_what_is_ones_own_is_told_to_oneself_alone(world: World, ann: Caller, cleo: Caller) -> None:
    before = world.last
    view = _view(cleo, world)
    cleo.patch(f"/api/views/{view['id']}", {"name": "Next week"})
    cleo.delete(f"/api/views/{view['id']}")
    assert _heard(cleo, world, before) == ["view.created", "view.updated", "view.deleted"]
    assert _heard(ann, world, before) == []


def test_who_loses_sight_of_a_view_is_told_that_and_nothing_else(world: World, ann: Caller, cleo: Caller) -> None:
    view = _view(cleo, world, is_shared=True)
    before = world.last
    cleo.patch(f"/api/views/{view['id']}", {"is_shared": False, "name": "Mine alone"})
    assert (_heard(ann, world, before), _heard(cleo, world, before)) == (
        ["view.left"],
        ["view.left", "view.updated"],
    )
    [left] = ann.get(f"/api/events?workspace={world.harbour.id}&after={before}").items
    assert (left["data"], left["changes"]) == ({"id": view["id"], "project_id": None}, {})


def test_a_view_that_goes_into_a_private_project_leaves_the_others(world: World, ann: Caller, cleo: Caller) -> None:
    secret = _secret(ann, world)
    view = _view(ann, world, is_shared=True, project_id=str(world.ops.id))
    before = world.last
    ann.patch(f"/api/views/{view['id']}", {"project_id": secret})
    assert (_heard(cleo, world, before), _heard(ann, world, before)) == (["view.left"], ["view.left", "view.updated"])
    assert cleo.get(f"/api/views/{view['id']}").status == 404
    before = world.last
    ann.patch(f"/api/views/{view['id']}", {"project_id": None})
    assert _heard(cleo, world, before) == ["view.updated"]


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_a_shared_view_is_changed_by_its_owner_and_by_admins(
    world: World, ann: Caller, bob: Caller, cleo: Caller, vic: Caller, method: str
) -> None:
    def change(who: Caller, view: dict[str, Any]) -> Answer:
        path = f"/api/views/{view['id']}"
        body = {"workspace_id": view["workspace_id"], "name": "New", "is_shared": True}
        return {
            "patch": lambda: who.patch(path, {"name": "New"}),
            "put": lambda: who.put(path, body),
            "delete": lambda: who.delete(path),
        }[method]()

    of_vic = _view(vic, world)
    ann.patch(f"/api/workspaces/{world.harbour.id}/members/{world.vic.id}", {"role": "member"})
    vic.patch(f"/api/views/{of_vic['id']}", {"is_shared": True})
    assert change(cleo, of_vic).status == 403
    assert cleo.get(f"/api/views/{of_vic['id']}").json["name"] == "This week"
    assert change(bob, of_vic).status < 300
    assert change(cleo, _view(cleo, world, is_shared=True)).status < 300


def test_an_admin_does_not_take_a_view_from_everybody_else(world: World, bob: Caller, cleo: Caller) -> None:
    view = _view(cleo, world, is_shared=True)
    refused = bob.patch(f"/api/views/{view['id']}", {"is_shared": False})
    assert (refused.status, refused.json["detail"]) == (
        403,
        "Only its owner may take a view back for himself; you may delete it.",
    )


def test_a_viewer_has_views_and_shares_none(world: World, vic: Caller) -> None:
    view = _view(vic, world, q="is:open")
    assert vic.patch(f"/api/views/{view['id']}", {"q": "is:overdue", "layout": "calendar"}).status == 200
    body = {"workspace_id": str(world.harbour.id), "name": "For all", "is_shared": True}
    for refused in (vic.patch(f"/api/views/{view['id']}", {"is_shared": True}), vic.post("/api/views", body)):
        assert (refused.status, refused.json["errors"][0]["loc"]) == (403, ["body", "is_shared"])
    assert _names(vic, world) == ["This week"]


def test_a_query_that_says_nothing_is_refused_with_its_place(world: World, ann: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "name": "x", "q": "crash statsu:done"}
    refused = ann.post("/api/views", body)
    assert (refused.status, list(refused.faults)) == (422, ["body.q.6"])
    assert "status" in refused.faults["body.q.6"]
    view = _view(ann, world)
    assert list(ann.patch(f"/api/views/{view['id']}", {"q": "(a"}).faults) == ["body.q.2"]
    assert ann.get(f"/api/views/{view['id']}").json["version"] == 1


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": " "}, "body.name"),
        ({"name": "a\0b"}, "body.name"),
        ({"layout": "wall"}, "body.layout"),
        ({"options": {"group_by": "colour"}}, "body.options.group_by"),
        ({"options": {"columns": ["title", "title"]}}, "body.options.columns"),
        ({"options": {"zoom": 3}}, "body.options.zoom"),
        ({"is_shared": "yes"}, "body.is_shared"),
        ({"q": "x" * 2001}, "body.q"),
        ({"owner": "me"}, "body.owner"),
        ({"project_id": "0192f0c4-1111-7111-8111-111111111111"}, "body.project_id"),
    ],
)
def test_bad_input_is_named(world: World, ann: Caller, fields: dict[str, object], place: str) -> None:
    before = world.last
    body = {"workspace_id": str(world.harbour.id), "name": "x"} | fields
    refused = ann.post("/api/views", body)
    assert (refused.status, list(refused.faults)) == (422, [place])
    assert world.last == before


def test_a_project_of_others_or_of_elsewhere_is_not_there(world: World, ann: Caller, cleo: Caller, eve: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "name": "x"}
    assert list(cleo.post("/api/views", body | {"project_id": _secret(ann, world)}).faults) == ["body.project_id"]
    elsewhere = eve.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    refused = eve.post("/api/views", {"workspace_id": elsewhere, "name": "x", "project_id": str(world.ops.id)})
    assert list(refused.faults) == ["body.project_id"]
    assert eve.post("/api/views", body).status == 404


def test_views_of_a_private_project_are_seen_by_its_members(world: World, ann: Caller, cleo: Caller) -> None:
    secret = _secret(ann, world)
    _view(ann, world, name="Hidden", is_shared=True, project_id=secret)
    _view(ann, world, name="Open", is_shared=True)
    assert (_names(ann, world), _names(cleo, world)) == (["Hidden", "Open"], ["Open"])
    ann.put(f"/api/projects/{secret}/members/{world.cleo.id}")
    assert _names(cleo, world, f"&project={secret}") == ["Hidden", "Open"]
    ann.delete(f"/api/projects/{secret}")
    assert _names(ann, world) == ["Open"]


def test_its_tasks_are_those_of_the_query_in_its_order_for_whoever_asks(
    world: World, ann: Caller, cleo: Caller
) -> None:
    world.task("b", assignees=[world.ann.id])
    world.task("a", assignees=[world.ann.id, world.cleo.id])
    world.task("c")
    view = _view(ann, world, q="assignee:me sort:title", is_shared=True)

    def titles(who: Caller, more: str = "") -> list[str]:
        return [one["title"] for one in who.get(f"/api/tasks?view={view['id']}{more}").items]

    assert (titles(ann), titles(cleo)) == (["a", "b"], ["a"])
    assert titles(ann, "&q=b") == ["b"]
    assert titles(ann, "&sort=-title") == ["b", "a"]
    assert titles(ann, "&q=sort:-title") == ["b", "a"]
    answer = ann.get(f"/api/tasks?view={view['id']}")
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")


def test_a_view_of_a_project_has_the_tasks_of_that_alone(world: World, ann: Caller) -> None:
    other = ann.post("/api/projects", {"workspace_id": str(world.harbour.id), "key": "DEV", "name": "x"}).json["id"]
    ann.post("/api/tasks", {"project_id": other, "title": "there"})
    world.task("here")
    view = _view(ann, world, project_id=other)
    assert [one["title"] for one in ann.get(f"/api/tasks?view={view['id']}").items] == ["there"]


def test_names_are_looked_up_when_it_is_used(world: World, ann: Caller) -> None:
    view = _view(ann, world, q="label:bug")
    refused = ann.get(f"/api/tasks?view={view['id']}")
    assert (refused.status, list(refused.faults)) == (422, ["query.view.6"])
    ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"})
    assert ann.get(f"/api/tasks?view={view['id']}").items == []


def test_a_view_that_one_may_not_see_has_no_tasks(world: World, ann: Caller, cleo: Caller, eve: Caller) -> None:
    view = _view(ann, world)
    for who in (cleo, eve):
        assert list(who.get(f"/api/tasks?view={view['id']}").faults) == ["query.view"]
    elsewhere = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    assert list(ann.get(f"/api/tasks?view={view['id']}&workspace={elsewhere}").faults) == ["query.view"]


def test_the_same_id_twice_is_one_view_and_an_old_version_is_refused(world: World, ann: Caller) -> None:
    body = {"id": "0192f0c4-1111-7111-8111-111111111111", "workspace_id": str(world.harbour.id), "name": "x"}
    assert [ann.post("/api/views", body).status for _ in range(2)] == [201, 200]
    assert ann.post("/api/views", body | {"name": "y"}).status == 409
    path = f"/api/views/{body['id']}"
    ann.patch(path, {"name": "y"}, If_Match='"1"')
    stale = ann.patch(path, {"name": "z"}, If_Match='"1"')
    assert (stale.status, stale.json["current"]["name"]) == (412, "y")
    assert ann.put(path, body | {"workspace_id": str(world.ops.id)}).status == 422
    before = world.last
    assert ann.patch(path, {"name": "y"}).json["version"] == 2
    assert world.last == before


def test_a_view_is_undone(world: World, ann: Caller) -> None:
    view = _view(ann, world, q="is:open", project_id=str(world.ops.id), options={"columns": ["title"]})
    ann.patch(f"/api/views/{view['id']}", {"q": "", "project_id": None, "options": {}, "is_shared": True})
    assert ann.post(f"/api/events/{world.last}/undo?workspace={world.harbour.id}").status == 200
    after = ann.get(f"/api/views/{view['id']}").json
    assert after == view | {"version": 3, "updated_at": after["updated_at"]}
    other = _view(ann, world)
    assert ann.post(f"/api/events/{world.last}/undo?workspace={world.harbour.id}").status == 200
    assert ann.get(f"/api/views/{other['id']}").status == 404
