"""The tasks of an export, and how they hang together."""

import re
from typing import cast
from uuid import UUID

from backend.core.errors import Conflict
from backend.imports.report import Kind
from backend.imports.tasktide.desk import Post, nothing
from backend.imports.tasktide.lines import CommentLine, LinkLine, ReminderLine, TaskLine, WatcherLine
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.comment import add_comment, edit_comment
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.placing import Past, place_reminder, place_task, place_watcher, react, stamp
from backend.tasks.actions.task import TaskFields, update_task
from backend.tasks.models import Comment, Link, Reminder, Task, Watcher
from backend.workspaces.models import Member

_MENTION = re.compile(r"(?<=\]\(user:)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?=\))")
# Of a task, what is compared with the last import and taken over where it has changed there.
_FACTS = frozenset(
    {"title", "description", "priority", "start_at", "due_at", "estimate", "status", "assignees", "labels", "fields"}
)


class Tasks:
    """The export's tasks and what is said about them → ours."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def take_task(self, line: TaskLine) -> None:
        """A task under its number, with the times that it had."""
        post = self._post

        def create() -> UUID:
            past = Past(
                line.created_at, post.person(line.created_by), line.updated_at, line.completed_at, line.archived_at
            )
            project_id = post.known(Kind.PROJECT, line.project_id)
            fields = self._fields(line)
            return place_task(project_id, actor=post.actor, number=line.number, past=past, fields=fields).id

        def update(task_id: UUID, changed: frozenset[str]) -> None:
            fields = self._fields(line)
            wanted = {name: fields[name] for name in changed & fields.keys()}  # type: ignore[literal-required]
            update_task(task_id, actor=post.actor, **cast("TaskFields", wanted))
            if "archived" in changed:
                archive_task(task_id, actor=post.actor, archived=line.archived_at is not None)

        values: dict[str, object] = {name: getattr(line, name) for name in _FACTS}
        post.take(
            Kind.TASK, line, values | {"archived": line.archived_at is not None}, create, update, Task.objects.all()
        )

    def take_comment(self, line: CommentLine) -> None:
        """A comment with its author and time, and the emoji under it."""
        post = self._post
        body = _MENTION.sub(self._mentioned, line.body)

        def create() -> UUID:
            task_id, author = post.known(Kind.TASK, line.task_id), post.person(line.author)
            made = add_comment(task_id, actor=post.actor, body=body, author=author, created_at=line.created_at)
            reactions = [
                (one.emoji, user_id) for one in line.reactions for user_id in post.known_ones(Kind.PERSON, one.users)
            ]
            if reactions or line.edited_at:
                react(made.id, reactions, actor=post.actor, edited_at=line.edited_at)
            return made.id

        def update(comment_id: UUID, changed: frozenset[str]) -> None:
            del changed
            edit_comment(post.known(Kind.TASK, line.task_id), comment_id, actor=post.actor, body=body, imported=True)

        post.take(Kind.COMMENT, line, {"body": line.body}, create, update, Comment.objects.all())

    def take_link(self, line: LinkLine) -> None:
        """A link between two tasks."""
        post = self._post

        def create() -> UUID:
            source, target = post.known(Kind.TASK, line.source_id), post.known(Kind.TASK, line.target_id)
            link = link_tasks(source, actor=post.actor, kind=line.kind, other_id=target)
            stamp(link, past=post.past(line))
            return link.id

        post.take(Kind.LINK, line, {}, create, nothing, Link.objects.all())

    def take_watcher(self, line: WatcherLine) -> None:
        """Somebody who watches a task; that one has muted it is one's own."""
        post = self._post

        def create() -> UUID:
            user = post.person(line.user)
            if line.is_muted:
                post.require_own(user)
            if user is None:
                raise Conflict("its person could not be taken")
            task_id = post.known(Kind.TASK, line.task_id)
            made = place_watcher(task_id, user, actor=post.actor, is_muted=line.is_muted, created_at=line.created_at)
            return made.id

        post.take(Kind.WATCHER, line, {}, create, nothing, Watcher.objects.all())

    def take_reminder(self, line: ReminderLine) -> None:
        """A reminder of who imports."""
        post = self._post

        def create() -> UUID:
            post.require_own(post.people.get(line.user_id))
            reminder = place_reminder(
                post.known(Kind.TASK, line.task_id),
                actor=post.actor,
                remind_at=line.remind_at,
                before_due=line.before_due,
                sent_at=line.sent_at,
                created_at=line.created_at,
            )
            return reminder.id

        post.take(Kind.REMINDER, line, {}, create, nothing, Reminder.objects.all())

    def _fields(self, line: TaskLine) -> TaskFields:
        post = self._post
        members = Member.objects.filter(workspace=post.desk.workspace).values_list("user_id", flat=True)
        here, assignees = set(members), post.known_ones(Kind.PERSON, line.assignees)
        parent = post.known(Kind.TASK, line.parent_id) if line.parent_id else None
        fields: TaskFields = {
            "title": line.title,
            "description": line.description,
            "status": str(post.known(Kind.STATUS, line.status.id)),
            "priority": line.priority,
            "assignees": [user_id for user_id in assignees if user_id in here],
            "labels": post.known_ones(Kind.LABEL, line.labels),
            "parent_id": parent,
            "start_at": line.start_at,
            "due_at": line.due_at,
            "estimate": line.estimate,
            "position": line.position,
            "fields": post.values(line.project_id, line.fields),
        }
        if line.recurrence:
            fields |= {"recurrence": line.recurrence, "recurrence_by": line.recurrence_by}
            fields["recurrence_zone"] = line.recurrence_zone
        return fields

    def _mentioned(self, match: re.Match[str]) -> str:
        return self._post.mapped(Kind.PERSON, match[0].lower()) or match[0]
