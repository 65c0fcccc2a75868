"""People as others see them, and what they do."""

from dashboard.client import Api, Body
from dashboard.documents import Event, Task, User

RECENT = 12  # events that a person's page shows at first
MOST_OPEN = 50  # tasks that it shows


class PersonDocument(User):
    """A person; without log-in: known by name only. `last_seen_at` is no part of events."""

    avatar: str | None
    has_login: bool
    is_active: bool
    is_admin: bool
    last_seen_at: str | None


async def person(api: Api, person_id: str) -> PersonDocument:
    """One person."""
    return await api.document(PersonDocument, "GET", f"/api/users/{person_id}")


async def people(api: Api, workspace: str) -> list[PersonDocument]:
    """Everybody in a workspace."""
    return await api.listing(PersonDocument, "/api/users", {"workspace": workspace})


async def change_person(api: Api, person_id: str, changes: Body) -> PersonDocument:
    """Change some fields of a person."""
    return await api.document(PersonDocument, "PATCH", f"/api/users/{person_id}", changes)


async def make_person(api: Api, workspace: str, fields: Body) -> PersonDocument:
    """A person without log-in, a member of the workspace."""
    return await api.document(PersonDocument, "POST", "/api/users", {"workspace_id": workspace, **fields})


async def open_tasks(api: Api, workspace: str, person_id: str) -> list[Task]:
    """The first of a person's open tasks, what is due next before all others."""
    query = {"workspace": workspace, "assignee": person_id, "completed": "false", "sort": "due_at"}
    answer = await api.call("GET", "/api/tasks", query={**query, "limit": MOST_OPEN})
    tasks: list[Task] = answer.json()["items"]
    return tasks


async def recent_events(api: Api, workspace: str, person_id: str) -> list[Event]:
    """What a person did last to tasks, newest first."""
    query = {"workspace": workspace, "actor": person_id, "type": "task.*", "sort": "-seq"}
    answer = await api.call("GET", "/api/events", query={**query, "limit": RECENT})
    events: list[Event] = answer.json()["items"]
    return events
