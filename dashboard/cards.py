"""What the board and the lists show of a task: its document without the long texts."""

from typing import TypedDict

from dashboard.documents import Category, LabelRef, Person, Priority, Task


class Card(TypedDict):
    """A task as the browser's components hold it."""

    id: str
    key: str
    project: str
    title: str
    status: str
    status_name: str
    category: Category
    priority: Priority
    assignees: list[Person]
    labels: list[LabelRef]
    start: str | None
    due: str | None
    estimate: float | None
    parent: str | None
    position: str
    comments: int
    attachments: int
    done: int
    total: int
    archived: bool
    blocked: bool
    blocks: list[str]
    created: str
    updated: str
    version: int


class Gone(TypedDict):
    """A card that is no more."""

    id: str
    gone: bool


Patch = Card | Gone


def card(task: Task) -> Card:
    """The card of a task."""
    return {
        "id": task["id"],
        "key": task["key"],
        "project": task["project_id"],
        "title": task["title"],
        "status": task["status"]["id"],
        "status_name": task["status"]["name"],
        "category": task["status"]["category"],
        "priority": task["priority"],
        "assignees": [{"id": person["id"], "name": person["name"]} for person in task["assignees"]],
        "labels": [{"id": label["id"], "name": label["name"], "color": label["color"]} for label in task["labels"]],
        "start": task["start_at"],
        "due": task["due_at"],
        "estimate": task["estimate"],
        "parent": task["parent_id"],
        "position": task["position"],
        "comments": task["comment_count"],
        "attachments": task["attachment_count"],
        "done": task["subtask_done"],
        "total": task["subtask_count"],
        "archived": task["archived_at"] is not None,
        "blocked": task["is_blocked"],
        "blocks": task["blocks"],
        "created": task["created_at"],
        "updated": task["updated_at"],
        "version": task["version"],
    }


def gone(task_id: str) -> Gone:
    """What tells a component to drop a card."""
    return {"id": task_id, "gone": True}
