"""Which fields a role may write."""

import pytest

from backend.core.errors import Forbidden
from backend.workspaces.access import require_fields
from backend.workspaces.roles import FIELDS, Role
from tests.world import Caller, World


def test_a_member_changes_a_project_but_not_its_key_nor_who_sees_it(world: World, cleo: Caller) -> None:
    path = f"/api/projects/{world.ops.id}"
    before = world.last
    refused = cleo.patch(path, {"name": "Dock", "key": "DCK", "visibility": "private"})
    assert refused.status == 403
    assert refused.json["detail"] == "As member of this workspace you may not change key, visibility of a project."
    assert refused.faults == {
        "body.key": "cannot be changed by a member",
        "body.visibility": "cannot be changed by a member",
    }
    assert world.last == before
    assert cleo.patch(path, {"name": "Dock", "key": "ops", "visibility": "workspace"}).json["name"] == "Dock"
    body = {"workspace_id": str(world.harbour.id), "key": "OPS", "name": "Yard"}
    assert cleo.put(path, body).json["name"] == "Yard"
    assert cleo.put(path, body | {"key": "YRD"}).status == 403


@pytest.mark.parametrize(
    ("path", "body", "resource"),
    [
        ("/api/workspaces/{workspace}", {"name": "x"}, "workspace"),
        ("/api/projects/{project}", {"name": "x"}, "project"),
        ("/api/projects/{project}/statuses/{status}", {"name": "x"}, "status"),
        ("/api/labels/{label}", {"name": "x"}, "label"),
        ("/api/tasks/{task}", {"title": "x"}, "task"),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" not in value else "",
)
def test_each_resource_asks_the_table(
    world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, str], resource: str
) -> None:
    """A role of later days that may write a task's status alone: here it is the owner's."""
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    ids = {"workspace": world.harbour.id, "project": world.ops.id, "label": label, "task": world.task().id}
    monkeypatch.setitem(FIELDS, Role.OWNER, {"task": frozenset({"status"})})
    before = world.last
    refused = ann.patch(path.format(**ids, status=world.status("Todo").id), body)
    assert (refused.status, list(refused.faults)) == (403, [f"body.{next(iter(body))}"])
    assert refused.json["detail"].endswith(f"of a {resource}.")
    assert world.last == before
    assert ann.patch(f"/api/tasks/{ids['task']}", {"status": "Doing"}).status == 200


def test_the_table_holds_for_many_tasks_at_once_too(world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FIELDS, Role.OWNER, {"task": frozenset({"status"})})
    ids = [str(world.task(title).id) for title in ("One", "Two")]
    refused = ann.post("/api/tasks/bulk", {"ids": ids, "changes": {"status": "Doing", "priority": "high"}})
    assert (refused.status, list(refused.faults)) == (403, ["body.priority"])
    assert ann.post("/api/tasks/bulk", {"ids": ids, "changes": {"status": "Doing"}}).status == 200


def test_what_a_table_does_not_name_is_closed() -> None:
    require_fields(Role.MEMBER, "task", ["title", "a field of later days"])
    with pytest.raises(Forbidden):
        require_fields(Role.MEMBER, "a resource of later days", ["title"])
    with pytest.raises(Forbidden):
        require_fields(Role.VIEWER, "task", ["status"])
