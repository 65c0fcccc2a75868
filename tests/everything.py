"""Something empty and something full of every resource."""

from tests.backend.news import tell_since
from tests.files import picture, upload
from tests.world import Caller, World

UNICODE = 'مرحبا 🚢 "quoted" \\ back\nnext\u2028 日本 é'


def fill(world: World, ann: Caller) -> None:
    """Something empty and something full of each."""
    world.task("empty")
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": UNICODE[:100]}).json["id"]
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": UNICODE[:100], "visibility": "private"}
    project = ann.post("/api/projects", body | {"description": UNICODE}).json["id"]
    fields = _fields(ann, project)
    full = {
        "project_id": project,
        "fields": fields,
        "title": UNICODE.strip(),
        "description": UNICODE,
        "priority": "urgent",
        "assignees": [str(world.ann.id), str(world.cleo.id)],
        "labels": [label],
        "start_at": "2026-11-01T00:00:00Z",
        "due_at": "2026-12-01T10:00:00.123456+05:30",
        "estimate": 1.5,
        "recurrence": "FREQ=WEEKLY;BYDAY=MO",
        "recurrence_by": "date",
        "recurrence_zone": "Asia/Kolkata",
        "status": "Done",
    }
    task = ann.post("/api/tasks", full).json["id"]
    below = ann.post("/api/tasks", full | {"parent_id": task}).json["id"]
    for kind in ("blocks", "relates", "duplicated_by"):
        ann.post(f"/api/tasks/{task}/links", {"kind": kind, "task_id": below})
    said = ann.post(f"/api/tasks/{task}/comments", {"body": f"{UNICODE} @ann @cleo"}).json["id"]
    ann.patch(f"/api/tasks/{task}/comments/{said}", {"body": f"@cleo {UNICODE}"})
    ann.put(f"/api/tasks/{task}/comments/{said}/reactions/%F0%9F%91%8D")
    gone = ann.post(f"/api/tasks/{task}/comments", {"body": UNICODE}).json["id"]
    ann.delete(f"/api/tasks/{task}/comments/{gone}")
    upload(ann, f"/api/tasks/{task}/files", picture(), "gate.png", comment_id=said)
    ann.post(f"/api/tasks/{task}/attachments", {"name": UNICODE[:100], "url": "https://example.org/é"})
    ann.put(f"/api/tasks/{task}/watchers/me")
    ann.post(f"/api/tasks/{task}/reminders", {"remind_at": "2036-12-01T10:00:00.123456+05:30"})
    ann.post(f"/api/tasks/{world.task().id}/reminders", {"before_due": "P1DT30M"})
    told = ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "told", "assignees": [str(world.cleo.id)]})
    ann.patch(f"/api/tasks/{told.json['id']}", {"status": "Done"})
    ann.post(f"/api/tasks/{told.json['id']}/comments", {"body": f"{UNICODE} @cleo"})
    tell_since(world, 0)
    ann.post(f"/api/tasks/{task}/archive")
    _templates(ann, project, task)
    view = {"workspace_id": str(world.harbour.id), "name": UNICODE[:100]}
    ann.post("/api/views", view)
    options = {"group_by": "field.own_text", "columns": ["title", "field.own_text"]}
    ann.post("/api/views", view | {"project_id": project, "q": f'"{UNICODE[:10]}"', "options": options})
    ann.post(f"/api/projects/{project}/archive")
    ann.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": "gate@bücher.example"})
    ann.patch("/api/me", {"first_name": UNICODE[:100], "avatar": "https://example.org/ann.png"})


def _fields(ann: Caller, project: str) -> dict[str, object]:
    """A value for a custom field of each type."""
    person = ann.get("/api/me").json["id"]
    values: tuple[tuple[str, object], ...] = (
        ("text", UNICODE.strip()),
        ("number", -1.5),
        ("date", "2026-12-01"),
        ("select", "a"),
        ("multi_select", ["a"]),
        ("person", person),
        ("checkbox", False),
    )
    for kind, _ in values:
        options = [{"name": "A"}, {"name": UNICODE[:100]}] if "select" in kind else []
        ann.post(
            f"/api/projects/{project}/fields", {"key": f"own_{kind}", "name": UNICODE, "type": kind, "options": options}
        )
    return {f"own_{kind}": value for kind, value in values}


def _templates(ann: Caller, project: str, task: str) -> None:
    """An empty one, and one that is as a full task is."""
    path = f"/api/projects/{project}/templates"
    ann.post(path, {"name": "empty", "task": {"title": "x"}})
    ann.post(f"/api/tasks/{task}/template", {"name": UNICODE[:100]})
    ann.post("/api/project-templates", {"project_id": project, "name": "x", "description": UNICODE, "with_tasks": True})
