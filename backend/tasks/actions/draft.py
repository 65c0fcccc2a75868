"""Drafts: tasks as they are to be made, with those below them. Templates and duplicates go through them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.documents import read
from backend.core.durations import written
from backend.projects.models import CLOSED
from backend.tasks.actions.task import TaskFields
from backend.tasks.documents import TASK
from backend.tasks.rules import Rule
from backend.tasks.schemas.template import LONGEST, TemplateTask

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A task that is to be made, and those below it."""

    fields: TaskFields
    below: tuple["Draft", ...] = ()

    def all(self) -> Iterator[TaskFields]:
        """What it says itself, and what those below say."""
        yield self.fields
        for draft in self.below:
            yield from draft.all()


def drafts_of(ids: Collection[UUID]) -> list[Draft]:
    """These tasks as they are now, those below others in their places. What is closed begins anew."""
    tasks = sorted(read(TASK, ids).values(), key=lambda task: (task["number"], task["id"]))
    here = {task["id"] for task in tasks}
    below: dict[object, list[Json]] = {}
    for task in tasks:
        below.setdefault(task["parent_id"] if task["parent_id"] in here else None, []).append(task)

    def draft(task: Json) -> Draft:
        return Draft(_fields_of(task), tuple(map(draft, below.get(task["id"], ()))))

    return [draft(task) for task in below.get(None, ())]


def draft_from(task: TemplateTask, at: datetime) -> Draft:
    """What a template makes at an instant."""
    fields: TaskFields = {
        "title": task.title,
        "description": task.description,
        "status": task.status,
        "priority": task.priority,
        "assignees": task.assignees,
        "labels": task.labels,
        "start_at": None if task.start_in is None else at + task.start_in,
        "due_at": None if task.due_in is None else at + task.due_in,
        "estimate": task.estimate,
        "recurrence": task.recurrence,
        "recurrence_by": task.recurrence_by,
        "recurrence_zone": task.recurrence_zone,
        "fields": task.fields,
    }
    return Draft(fields, tuple(draft_from(subtask, at) for subtask in task.subtasks))


def template_of(draft: Draft, since: datetime) -> Json:
    """A draft as a `TemplateTask` in JSON; its dates count from `since`, and those before it are left out."""
    fields = draft.fields
    start_in, due_in = _span(fields["start_at"], since), _span(fields["due_at"], since)
    recurrence = fields["recurrence"] if start_in or due_in else None
    return {
        "title": fields["title"],
        "description": fields["description"],
        "status": fields["status"],
        "priority": fields["priority"],
        "assignees": list(map(str, fields["assignees"])),
        "labels": list(map(str, fields["labels"])),
        "start_in": start_in,
        "due_in": due_in,
        "estimate": fields["estimate"],
        "recurrence": recurrence and str(replace(Rule.parse(recurrence), until=None)),
        "recurrence_by": fields["recurrence_by"] if recurrence else "completion",
        "recurrence_zone": fields["recurrence_zone"] if recurrence else None,
        "fields": {key: value for key, value in fields["fields"].items() if value is not None},
        "subtasks": [template_of(one, since) for one in draft.below],
    }


def _fields_of(task: Json) -> TaskFields:
    status = task["status"]
    return {
        "title": task["title"],
        "description": task["description"],
        "status": None if status["category"] in CLOSED else status["id"],
        "priority": task["priority"],
        "assignees": [UUID(person["id"]) for person in task["assignees"]],
        "labels": [UUID(label["id"]) for label in task["labels"]],
        "start_at": _instant(task["start_at"]),
        "due_at": _instant(task["due_at"]),
        "estimate": task["estimate"],
        "recurrence": task["recurrence"],
        "recurrence_by": task["recurrence_by"],
        "recurrence_zone": task["recurrence_zone"],
        "fields": task["fields"],
    }


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _span(instant: datetime | None, since: datetime) -> str | None:
    if instant is None or not timedelta() <= instant - since <= LONGEST:
        return None
    return written(instant - since)
