"""Documents and events as the API would send them, for the dashboard's own logic."""

from typing import Any, cast
from uuid import uuid4

from dashboard.documents import Event, Label, Member, Project, Status, Task, User, Workspace

AT = "2026-11-21T09:00:00Z"
WORKSPACE_ID = "01a1fddc-0c66-72ca-991a-84c7aeda5c3f"
PROJECT_ID = "01a1fddc-11c7-7e7c-85f1-e08f1c0f30a4"
ANN = {"id": "01a1fddc-0bf7-7a2f-9ad6-ff046a34dd83", "name": "Ann Lee"}
BOB = {"id": "01a1fddc-0bf7-7a2f-9ad6-ff046a34dd84", "name": "Bob Mori"}


def base(document_id: str = "", version: int = 1) -> dict[str, Any]:
    """What every document has."""
    return {"id": document_id or str(uuid4()), "version": version, "created_at": AT, "updated_at": AT}


def workspace() -> Workspace:
    """The workspace of these stories."""
    return cast("Workspace", base(WORKSPACE_ID) | {"name": "Harbour crew", "slug": "harbour-crew"})


def user(person: dict[str, str] | None = None, version: int = 1) -> User:
    """An account; Ann's unless said otherwise."""
    shown = person or ANN
    names = {"first_name": shown["name"].split()[0], "last_name": shown["name"].split()[-1], "name": shown["name"]}
    return cast(
        "User",
        base(shown["id"], version) | names | {"email": "ann@example.org", "timezone": "UTC", "week_start": "monday"},
    )


def member(person: dict[str, str], role: str = "member", address: str = "x@example.org") -> Member:
    """A person's place in the workspace. All words of the name but the last are the first name."""
    facts = {"email": address, "avatar": None, "has_login": True, "is_active": True}
    shown = {**person, "first_name": person["name"].rpartition(" ")[0] or person["name"], **facts}
    return cast("Member", base() | {"workspace_id": WORKSPACE_ID, "user": shown, "role": role})


def project(key: str = "OPS", document_id: str = PROJECT_ID, version: int = 1) -> Project:
    """A project."""
    fields = {"workspace_id": WORKSPACE_ID, "key": key, "name": "Operations", "color": "#5350d4", "archived_at": None}
    return cast("Project", base(document_id, version) | fields)


def status(name: str, position: str, category: str = "todo", document_id: str = "", version: int = 1) -> Status:
    """A column."""
    fields = {"workspace_id": WORKSPACE_ID, "project_id": PROJECT_ID, "name": name, "category": category}
    return cast("Status", base(document_id, version) | fields | {"position": position, "archived_at": None})


def label(name: str, document_id: str = "", version: int = 1) -> Label:
    """A label."""
    fields = {"workspace_id": WORKSPACE_ID, "name": name, "color": "#2f6fd0"}
    return cast("Label", base(document_id, version) | fields)


def task(number: int = 1, *, document_id: str = "", version: int = 1, **fields: object) -> Task:
    """A task; give the fields that matter."""
    usual: dict[str, object] = {
        "workspace_id": WORKSPACE_ID,
        "project_id": PROJECT_ID,
        "number": number,
        "key": f"OPS-{number}",
        "title": "Mend the net",
        "description": "",
        "status": {"id": "todo", "name": "Todo", "category": "todo"},
        "priority": "none",
        "assignees": [],
        "labels": [],
        **dict.fromkeys(("start_at", "due_at", "completed_at", "estimate", "parent_id", "archived_at", "deleted_at")),
        "is_blocked": False,
        **{name: [] for name in ("blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by")},
        "recurrence": None,
        "fields": {},
        "position": "a0",
        **dict.fromkeys(("comment_count", "attachment_count", "subtask_done", "subtask_count"), 0),
        "created_by": None,
    }
    return cast("Task", base(document_id, version) | usual | fields)


def event(kind: str, document: object, *, seq: int = 1, changes: dict[str, list[object]] | None = None) -> Event:
    """An event about a document."""
    data = cast("dict[str, Any]", document)
    about = {"type": kind.split(".", maxsplit=1)[0], "id": data["id"], "key": data.get("key")}
    told = {"seq": seq, "type": kind, "at": AT, "workspace_id": WORKSPACE_ID, "project_id": None, "actor": ANN}
    return cast("Event", told | {"object": about, "changes": changes or {}, "data": data})
