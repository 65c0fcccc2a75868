"""Putting things where they were elsewhere, as they were: with their numbers, times and people. For imports alone.

Nothing is told to anybody, and nothing follows from it: a task that was done and recurred there has its next one there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import Conflict
from backend.core.models import Resource
from backend.eventlog.change import change
from backend.projects.actions.project import locked_project, require_open
from backend.projects.models import Category, Project
from backend.tasks.actions.effects import Turn, settle, standing
from backend.tasks.actions.field import fitting_values
from backend.tasks.actions.lock import lock_task
from backend.tasks.actions.people import set_assignees, set_labels
from backend.tasks.actions.task import TaskFields, new_parent, new_task
from backend.tasks.documents import COMMENT
from backend.tasks.kinds import (
    COMMENT_KINDS,
    PROJECT_TEMPLATE_KINDS,
    REMINDER_KINDS,
    TASK_KINDS,
    WATCHER_KINDS,
)
from backend.tasks.models import (
    Attachment,
    Comment,
    Link,
    ProjectTemplate,
    Reaction,
    Reminder,
    Task,
    TaskAlias,
    Template,
    View,
    Watcher,
)
from backend.tasks.places import Columns
from backend.tasks.schemas.project_template import TemplateProjectOut
from backend.tasks.search import index_task
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


@dataclass(frozen=True, slots=True)
class Past:
    """What nobody writes: when and by whom a thing was made, and how it went on."""

    created_at: datetime
    created_by: User | None
    updated_at: datetime | None = None
    completed_at: datetime | None = None
    archived_at: datetime | None = None


def place_task(project_id: UUID, *, actor: User, number: int, past: Past, fields: TaskFields) -> Task:
    """A task under its number, or under the next one where that is taken."""
    with change(actor) as log:
        project = locked_project(project_id, actor, Permission.WRITE_TASKS)
        require_open(project)
        parent = new_parent(project.id, fields.get("parent_id"))
        task = new_task(log, project, _number(project, number), fields, Columns(log), parent=parent)
        task.fields = fitting_values(project, fields.get("fields", {}))
        task.created_at, task.created_by = past.created_at, past.created_by
        task.updated_at, task.archived_at = past.updated_at or past.created_at, past.archived_at
        is_done = task.status.category == Category.DONE
        task.completed_at = past.completed_at or task.completed_at if is_done else None
        task.insert()
        set_assignees(task, fields.get("assignees", []), is_new=True)
        set_labels(task, fields.get("labels", []), is_new=True)
        index_task(task)
        log.record(TASK_KINDS["created"], task)
        after = standing(task)
        settle(log, [Turn(task, after._replace(parent_id=None), after)])
    return task


def react(comment_id: UUID, reactions: Sequence[tuple[str, UUID]], *, actor: User, edited_at: datetime | None) -> None:
    """The emoji under a comment, each with its person, and when it was edited."""
    with change(actor) as log:
        comment = Comment.objects.filter(id=comment_id).select_related("task").get()
        lock_task(comment.task_id, actor)
        log.watch(COMMENT, comment)
        Reaction.objects.bulk_create(
            [
                Reaction(workspace_id=comment.workspace_id, comment=comment, user_id=user_id, emoji=emoji)
                for emoji, user_id in dict.fromkeys(reactions)
            ]
        )
        comment.edited_at = edited_at
        log.touch(comment, "edited_at")
        log.record(COMMENT_KINDS["updated"], comment)


def place_watcher(task_id: UUID, user: User, *, actor: User, is_muted: bool, created_at: datetime) -> Watcher:
    """Somebody who watches a task, or has muted it."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        if Watcher.objects.filter(task=task, user=user).exists():
            raise Conflict(f"{user.name} watches {task.key} already, or has muted it.")
        watcher = Watcher(workspace_id=task.workspace_id, task=task, user=user, is_muted=is_muted)
        watcher.created_at = watcher.updated_at = created_at
        watcher.insert()
        log.record(WATCHER_KINDS["added"], watcher)
    return watcher


def place_reminder(
    task_id: UUID,
    *,
    actor: User,
    remind_at: datetime | None,
    before_due: timedelta | None,
    sent_at: datetime | None,
    created_at: datetime,
) -> Reminder:
    """A reminder of one's own. One whose time has passed is told no more."""
    with change(actor) as log:
        task = lock_task(task_id, actor)
        reminder = Reminder(workspace_id=task.workspace_id, task=task, user=actor, sent_at=sent_at)
        reminder.remind_at, reminder.before_due = remind_at, before_due
        reminder.created_at = reminder.updated_at = created_at
        at = remind_at
        if before_due is not None and task.due_at is not None and task.due_at > now():
            at = task.due_at - before_due
        reminder.next_run_at = at if at is not None and sent_at is None and at > now() else None
        reminder.insert()
        log.record(REMINDER_KINDS["created"], reminder, user_id=actor.id)
    return reminder


def place_project_template(
    workspace_id: UUID, *, actor: User, name: str, description: str, project: TemplateProjectOut, past: Past
) -> ProjectTemplate:
    """A template of projects."""
    with change(actor) as log:
        require(actor, workspace_id, Permission.WRITE_PROJECTS)
        template = ProjectTemplate(workspace_id=workspace_id, name=name, description=description)
        template.project, template.created_by = project.model_dump(mode="json"), past.created_by
        template.created_at = template.updated_at = past.created_at
        template.insert()
        log.record(PROJECT_TEMPLATE_KINDS["created"], template)
    return template


def stamp(thing: Attachment | Link | Project | Template | View, *, past: Past) -> None:
    """Say when, and by whom, something was made that this same change has just made; its event says so then."""
    owner = "owner" if isinstance(thing, View) else "created_by"
    setattr(thing, owner, past.created_by)
    thing.write(owner)
    date(thing, past.created_at)


def date(thing: Resource, created_at: datetime) -> None:
    """The same of what names nobody."""
    thing.created_at = thing.updated_at = created_at
    thing.write("created_at", "updated_at")


def _number(project: Project, wanted: int) -> int:
    """The number for a task of a locked project, which from now on gives out higher ones."""
    # Under its old number a task that has moved away still answers.
    is_taken = any(model.objects.filter(project=project, number=wanted).exists() for model in (Task, TaskAlias))
    number = project.last_number + 1 if is_taken else wanted
    project.last_number = max(project.last_number, number)
    project.write("last_number")
    return number
