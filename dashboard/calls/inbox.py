"""What one is told, and what one wants to be told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Document, Person

Kind = Literal["assigned", "mentioned", "commented", "changed", "reminder", "due_soon", "overdue"]
State = Literal["inbox", "unread", "archived"]
Mark = Literal["read", "unread", "archive", "unarchive"]
Channel = Literal["app", "email"]
AT_ONCE = 500  # the most that one call marks


class TaskRef(TypedDict):
    """A task as it is called now."""

    id: str
    key: str
    title: str


class Notification(Document):
    """What one was told of one event, or of several changes of a task by somebody."""

    kind: Kind
    project_id: str
    task_id: str
    actor: Person | None
    count: int
    excerpt: str
    changes: dict[str, list[object]]
    due_at: str | None
    happened_at: str
    read_at: str | None
    archived_at: str | None
    task: TaskRef


Switches = dict[Kind, dict[Channel, bool]]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of one's notifications, and the cursor of the next ones."""

    items: list[Notification]
    following: str | None


async def notifications(api: Api, workspace: str, state: State, *, limit: int, cursor: str = "") -> Page:
    """One's notifications: unread ones first, then the newest."""
    query: dict[str, str | int] = {"workspace": workspace, "state": state, "limit": limit}
    if cursor:
        query["cursor"] = cursor
    body = (await api.call("GET", "/api/notifications", query=query)).json()
    return Page(cast("list[Notification]", body["items"]), body["next"])


async def unread(api: Api, workspace: str) -> int:
    """How many are unread."""
    return int((await api.call("GET", "/api/notifications/count", query={"workspace": workspace})).json()["unread"])


async def mark(api: Api, how: Mark, ids: list[str]) -> None:
    """Mark these as read or unread, put them away or take them back."""
    for begin in range(0, len(ids), AT_ONCE):
        await api.call("POST", f"/api/notifications/{how}", body={"ids": ids[begin : begin + AT_ONCE]})


async def read_all(api: Api, workspace: str) -> list[str]:
    """Mark everything as read; what that has changed."""
    answer = await api.call("POST", "/api/notifications/read", body={"workspace_id": workspace})
    return cast("list[str]", answer.json()["ids"])


async def read_task(api: Api, task: str) -> None:
    """Mark as read what one was told of a task."""
    await api.call("POST", "/api/notifications/read", body={"task_id": task})


async def preferences(api: Api) -> Switches:
    """Kind → channel → whether one is told."""
    return _switches((await api.call("GET", "/api/me/preferences")).json())


async def change_preference(api: Api, kind: Kind, channel: Channel, *, is_on: bool) -> Switches:
    """Turn one switch; all of them as they are then."""
    body = {"notifications": {kind: {channel: is_on}}}
    return _switches((await api.call("PATCH", "/api/me/preferences", body=body)).json())


async def has_digest(api: Api) -> bool:
    """Whether a mail comes each morning."""
    return bool((await api.call("GET", "/api/me/preferences")).json()["digest"])


async def set_digest(api: Api, *, is_on: bool) -> bool:
    """Have it, or have it no more."""
    answer = await api.call("PATCH", "/api/me/preferences", body={"digest": is_on})
    return bool(answer.json()["digest"] is is_on)


def _switches(body: Mapping[str, object]) -> Switches:
    return cast("Switches", body["notifications"])
