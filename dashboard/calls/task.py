"""One task in full, and everything that hangs on it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict, TypeVar, cast
from urllib.parse import quote

from dashboard.client import Api, Query
from dashboard.documents import Attachment, Comment, Document, Event, Person, Task
from dashboard.errors import Missing, Refused
from dashboard.language import _

NEWEST = 60  # events that are read at first
Side = Literal["blocks", "blocked_by", "relates", "duplicates", "duplicated_by"]
FieldValue = str | float | bool | list[str]
T = TypeVar("T")


class FullTask(Task):
    """A task with what boards do not show."""

    is_blocked: bool
    recurrence: str | None
    recurrence_by: Literal["completion", "date"]
    recurrence_zone: str | None
    blocked_by: list[str]
    blocks: list[str]
    relates_to: list[str]
    duplicates: list[str]
    duplicated_by: list[str]
    fields: dict[str, FieldValue]


class Reaction(TypedDict):
    """An emoji under a comment, and whose it is."""

    emoji: str
    users: list[Person]


class FullComment(Comment):
    """A comment with whom it names and how people took it."""

    mentions: list[Person]
    reactions: list[Reaction]


class FormerBody(TypedDict):
    """What a comment said before."""

    id: str
    body: str
    written_at: str
    replaced_at: str


class FullAttachment(Attachment):
    """A link, or a file with what the server found out about it."""

    content_type: str | None
    size: int | None
    width: int | None
    height: int | None
    has_thumbnail: bool


class Relation(Document):
    """A link between two tasks: the source blocks, relates to or duplicates the target."""

    kind: Literal["blocks", "relates", "duplicates"]
    source_id: str
    target_id: str


class Watcher(Document):
    """Somebody who watches a task or, muted, hears nothing of it."""

    task_id: str
    user: Person
    is_muted: bool


class Reminder(Document):
    """One's own reminder of a task."""

    task_id: str
    remind_at: str | None
    before_due: str | None
    sent_at: str | None


class ReminderTime(TypedDict):
    """When to remind: one of the two."""

    remind_at: NotRequired[str]
    before_due: NotRequired[str]


@dataclass
class Found:
    """A task and all that hangs on it; `related`: the tasks that it is linked to; `activity`: newest first."""

    task: FullTask
    comments: list[FullComment] = field(default_factory=list)
    attachments: list[FullAttachment] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    related: list[Task] = field(default_factory=list)
    subtasks: list[Task] = field(default_factory=list)
    watchers: list[Watcher] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    activity: list[Event] = field(default_factory=list)


async def read_task(api: Api, workspace: str, ref: str) -> Found:
    """All of it, asked for at once; of a task in the trash what the log remembers. Raises `Missing`."""
    path, where = f"/api/tasks/{ref}", {"workspace": workspace}
    said = asyncio.gather(
        _list(_one(api.document(FullTask, "GET", path, query=where))),
        _list(api.listing(FullComment, f"{path}/comments", where)),
        _list(api.listing(FullAttachment, f"{path}/attachments", where)),
        read_activity(api, workspace, ref),
    )
    around = asyncio.gather(
        _list(api.listing(Relation, f"{path}/links", where)),
        _list(related_tasks(api, workspace, ref)),
        _list(api.listing(Task, "/api/tasks", {**where, "parent": ref, "archived": "any"})),
        _list(api.listing(Watcher, f"{path}/watchers", where)),
        _list(api.listing(Reminder, f"{path}/reminders", where)),
    )
    (tasks, comments, attachments, activity), hanging = await asyncio.gather(said, around)
    if not tasks:
        return Found(_in_trash(activity), activity=activity)
    found = Found(tasks[0], comments, attachments, *hanging, activity)
    found.related += await _not_found(api, workspace, found)
    return found


async def _not_found(api: Api, workspace: str, found: Found) -> list[Task]:
    """The other ends of links that the query did not give: those of a task that is asked for by a former key."""
    known = {found.task["id"], *(one["id"] for one in found.related)}
    ends = {end for one in found.relations for end in (one["source_id"], one["target_id"])} - known
    tasks = await asyncio.gather(*(_list(_one(api.task(end, workspace))) for end in sorted(ends)))
    return [task for one in tasks for task in one]


def _in_trash(activity: list[Event]) -> FullTask:
    """The API hides a task of the trash, but the event that put it there holds it."""
    last = next((event for event in activity if event["object"]["type"] == "task"), None)
    if last is None or last["type"] != "task.deleted":
        raise Missing(404, _("Not found"), _("There is no such thing here."))
    return cast("FullTask", last["data"])


async def related_tasks(api: Api, workspace: str, key: str) -> list[Task]:
    """The tasks that a task is linked to, either way."""
    sides = ("blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by")
    asked = f"is:any ({' or '.join(f'{side}:{key}' for side in sides)})"
    return await api.listing(Task, "/api/tasks", {"workspace": workspace, "q": asked})


async def read_activity(api: Api, workspace: str, ref: str, *, whole: bool = False) -> list[Event]:
    """What happened to a task and what hangs on it, newest first; the latest of it, unless all is wanted."""
    path, where = f"/api/tasks/{ref}/activity", {"workspace": workspace}
    if whole:
        return cast("list[Event]", await api.listing(Document, path, where))
    return cast("list[Event]", await _first(api, path, {**where, "limit": NEWEST}))


async def find_by_words(api: Api, workspace: str, words: str) -> list[Task]:
    """Tasks that match what somebody types into a picker: a key, letters of a title; the newest where nothing is."""
    query: dict[str, str | int] = {"workspace": workspace, "limit": 12, "sort": "-updated_at"}
    if words.strip():
        query["q"] = " ".join(map(_literally, words[:200].split()))
    return cast("list[Task]", await _first(api, "/api/tasks", query))


def _literally(word: str) -> str:
    """A word that the query language takes as nothing but letters."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


async def link_tasks(api: Api, task: str, side: Side, other: str) -> Relation:
    """Link two tasks, told from the side of the first."""
    return await api.document(Relation, "POST", f"/api/tasks/{task}/links", {"kind": side, "task_id": other})


async def unlink_tasks(api: Api, task: str, relation: str) -> None:
    """Take a link between two tasks away."""
    await api.call("DELETE", f"/api/tasks/{task}/links/{relation}")


async def react(api: Api, task: str, comment: str, emoji: str, *, back: bool) -> None:
    """Put one's emoji under a comment, or take it back."""
    path = f"/api/tasks/{task}/comments/{comment}/reactions/{quote(emoji, safe='')}"
    await api.call("DELETE" if back else "PUT", path)


async def comment_history(api: Api, task: str, comment: str) -> list[FormerBody]:
    """What a comment said before, oldest first."""
    found = await api.listing(Document, f"/api/tasks/{task}/comments/{comment}/history")
    return sorted(cast("list[FormerBody]", found), key=lambda former: former["written_at"])


async def watch(api: Api, task: str, user: str = "me", *, muted: bool = False) -> Watcher:
    """Watch a task, or hear nothing of it."""
    body = {"is_muted": muted} if user == "me" else {}
    return await api.document(Watcher, "PUT", f"/api/tasks/{task}/watchers/{user}", body)


async def unwatch(api: Api, task: str, user: str = "me") -> None:
    """Watch a task no longer, nor mute it."""
    await api.call("DELETE", f"/api/tasks/{task}/watchers/{user}")


async def remind(api: Api, task: str, when: ReminderTime) -> Reminder:
    """A new reminder for oneself."""
    return await api.document(Reminder, "POST", f"/api/tasks/{task}/reminders", dict(when))


async def forget_reminder(api: Api, task: str, reminder: str) -> None:
    """Take a reminder away."""
    await api.call("DELETE", f"/api/tasks/{task}/reminders/{reminder}")


async def skip(api: Api, task: str) -> Task:
    """Let a recurring task wait for its next date."""
    return await api.document(Task, "POST", f"/api/tasks/{task}/skip")


async def duplicate(api: Api, task: str) -> Task:
    """The same task once more, with its subtasks."""
    return await api.document(Task, "POST", f"/api/tasks/{task}/duplicate", {})


async def save_as_template(api: Api, task: str, name: str) -> None:
    """Keep how a task is as a template of its project."""
    await api.call("POST", f"/api/tasks/{task}/template", body={"name": name})


async def purge(api: Api, task: str) -> None:
    """Delete a task of the trash for good."""
    await api.call("POST", f"/api/tasks/{task}/purge")


async def undo(api: Api, workspace: str, seq: int) -> None:
    """Take back what an event tells."""
    await api.call("POST", f"/api/events/{seq}/undo", query={"workspace": workspace})


async def attachment_address(api: Api, attachment: str, *, thumbnail: bool) -> str | None:
    """Where a browser finds a file, or its small picture, for an hour; on the API's own host."""
    answer = await api.call("GET", f"/api/attachments/{attachment}/link")
    found = answer.json()["thumbnail_url" if thumbnail else "url"]
    return None if found is None else str(found)


async def _first(api: Api, path: str, query: Query) -> list[Document]:
    """The first page of a list."""
    return cast("list[Document]", (await api.call("GET", path, query=query)).json()["items"])


async def _one(work: Awaitable[T]) -> list[T]:
    return [await work]


async def _list(work: Awaitable[list[T]]) -> list[T]:
    """What hangs on a task; nothing where the API hides it (in the trash), or cannot look for it (422)."""
    try:
        return await work
    except Missing:
        return []
    except Refused as error:
        if error.status == 422:
            return []
        raise
