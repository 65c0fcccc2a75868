"""What takes back an event: one function a type, which calls the action that anybody would call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions
from backend.core.documents import DocumentData
from backend.core.errors import Conflict
from backend.projects.actions.label import delete_label, update_label
from backend.projects.actions.member import add_project_member, remove_member, remove_project_member
from backend.projects.actions.project import archive_project, delete_project, update_project
from backend.projects.actions.status import archive_status, delete_status
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.attachment import add_attachment, remove_attachment
from backend.tasks.actions.comment import delete_comment, edit_comment
from backend.tasks.actions.link import link_tasks, unlink_tasks
from backend.tasks.actions.status import update_status
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task, restore_task
from backend.tasks.actions.view import delete_view, update_view
from backend.tasks.models import Task, TaskLabel
from backend.tasks.schemas.view import ViewOptions
from backend.workspaces.actions.member import add_member, change_role
from backend.workspaces.actions.workspace import update_workspace

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """An event that is to be taken back. `old`, `new`: the values of the fields that it changed, before and after.

    `expected`: the version of its object that was looked at; None where this change has locked it already.
    """

    type: str
    object_id: UUID
    workspace_id: UUID
    data: DocumentData
    old: Values
    new: Values
    expected: Versions
    actor_id: UUID | None = None

    def id_of(self, name: str) -> UUID:
        """The id that the document has under `name`."""
        return UUID(str(self.data[name]))


Inverse = Callable[[Past, User], object]

# What a person may write of a resource; all else follows from it, or from other events.
WRITABLE: Mapping[str, frozenset[str]] = {
    "task": frozenset(
        {"title", "description", "status", "priority", "assignees", "labels", "start_at", "due_at", "estimate"}
        | {"parent_id", "position", "recurrence", "recurrence_by", "recurrence_zone", "fields", "project_id"}
    ),
    "comment": frozenset({"body"}),
    "label": frozenset({"name", "color"}),
    "status": frozenset({"name", "category", "position"}),
    "project": frozenset({"key", "name", "description", "color", "visibility"}),
    "workspace": frozenset({"name", "slug"}),
    "view": frozenset({"name", "q", "layout", "project_id", "is_shared", "options"}),
    "member": frozenset({"role"}),
}


def _ids(things: list[Values]) -> list[UUID]:
    return [UUID(one["id"]) for one in things]


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_AS_WRITTEN: Mapping[str, Callable[[Any], object]] = {
    "status": lambda status: status["id"],
    "assignees": _ids,
    "labels": _ids,
    "start_at": _instant,
    "due_at": _instant,
    "parent_id": _id,
    "project_id": _id,
}


def _task_as_before(past: Past, actor: User) -> object:
    values: Values = {name: _AS_WRITTEN[name](old) if name in _AS_WRITTEN else old for name, old in past.old.items()}
    if "fields" in values:
        present = past.data.get("fields")
        added = set(present if isinstance(present, dict) else ()) - values["fields"].keys()
        values["fields"] |= dict.fromkeys(added)
    return update_task(past.object_id, actor=actor, expected=past.expected, **values)


def _view_as_before(past: Past, actor: User) -> object:
    values: Values = {**past.old}
    if "project_id" in values:
        values["project_id"] = _id(values["project_id"])
    if "options" in values:
        values["options"] = ViewOptions.model_validate(values["options"])
    return update_view(past.object_id, actor=actor, expected=past.expected, **values)


def _role_as_before(past: Past, actor: User) -> object:
    return change_role(past.workspace_id, _person(past), actor=actor, expected=past.expected, role=past.old["role"])


def _taken_in_again(past: Past, actor: User) -> object:
    if past.actor_id == _person(past):
        raise Conflict("This person has left; invite them again.")
    user = User.objects.active().filter(id=_person(past)).first()
    if user is None:
        raise Conflict("This person is not active any more.")
    return add_member(past.workspace_id, actor=actor, user=user, role=str(past.data["role"]))


def _members_as_before(past: Past, actor: User) -> None:
    """Who may see a project: those who came go, those who went come back."""
    old, new = ({one["id"] for one in side["members"]} for side in (past.old, past.new))
    for user_id in sorted(old - new):
        add_project_member(past.object_id, UUID(user_id), actor=actor)
    for user_id in sorted(new - old):
        remove_project_member(past.object_id, UUID(user_id), actor=actor)


def _unmade_project(past: Past, actor: User) -> None:
    if Task.objects.living().filter(project_id=past.object_id).exists():
        raise Conflict(f"{past.data['name']} has tasks by now; delete it if that is meant.")
    delete_project(past.object_id, actor=actor, expected=past.expected)


def _unmade_label(past: Past, actor: User) -> None:
    if TaskLabel.objects.filter(label_id=past.object_id).exists():
        raise Conflict(f"{past.data['name']} is on tasks by now; delete it if that is meant.")
    delete_label(past.object_id, actor=actor, expected=past.expected)


def _person(past: Past) -> UUID:
    user = past.data["user"]
    return UUID(user["id"] if isinstance(user, dict) else "")


def _linked_again(past: Past, actor: User) -> object:
    source, target = past.id_of("source_id"), past.id_of("target_id")
    return link_tasks(source, actor=actor, kind=str(past.data["kind"]), other_id=target)


def _attached_again(past: Past, actor: User) -> object:
    url = past.data.get("url")
    if not isinstance(url, str):
        raise Conflict(f"The file {past.data['name']!r} is gone.")
    return add_attachment(past.id_of("task_id"), actor=actor, name=str(past.data["name"]), url=url)


INVERSES: Mapping[str, Inverse] = {
    "task.created": lambda past, actor: delete_task(past.object_id, actor=actor, expected=past.expected),
    "task.updated": _task_as_before,
    "task.moved": _task_as_before,
    "task.archived": lambda past, actor: archive_task(
        past.object_id, actor=actor, expected=past.expected, archived=False
    ),
    "task.unarchived": lambda past, actor: archive_task(
        past.object_id, actor=actor, expected=past.expected, archived=True
    ),
    "task.deleted": lambda past, actor: restore_task(past.object_id, actor=actor, expected=past.expected),
    "task.restored": lambda past, actor: delete_task(past.object_id, actor=actor, expected=past.expected),
    "comment.created": lambda past, actor: delete_comment(
        past.id_of("task_id"), past.object_id, actor=actor, expected=past.expected
    ),
    "comment.updated": lambda past, actor: edit_comment(
        past.id_of("task_id"), past.object_id, actor=actor, expected=past.expected, body=past.old["body"]
    ),
    "attachment.added": lambda past, actor: remove_attachment(
        past.id_of("task_id"), past.object_id, actor=actor, expected=past.expected
    ),
    "attachment.removed": _attached_again,
    "link.created": lambda past, actor: unlink_tasks(
        past.id_of("source_id"), past.object_id, actor=actor, expected=past.expected
    ),
    "link.deleted": _linked_again,
    "label.created": _unmade_label,
    "label.updated": lambda past, actor: update_label(past.object_id, actor=actor, expected=past.expected, **past.old),
    "status.created": lambda past, actor: delete_status(
        past.id_of("project_id"), past.object_id, actor=actor, expected=past.expected
    ),
    "status.updated": lambda past, actor: update_status(
        past.id_of("project_id"), past.object_id, actor=actor, expected=past.expected, **past.old
    ),
    "status.archived": lambda past, actor: archive_status(
        past.id_of("project_id"), past.object_id, actor=actor, expected=past.expected, archived=False
    ),
    "status.unarchived": lambda past, actor: archive_status(
        past.id_of("project_id"), past.object_id, actor=actor, expected=past.expected, archived=True
    ),
    "project.created": _unmade_project,
    "project.updated": lambda past, actor: update_project(
        past.object_id, actor=actor, expected=past.expected, **past.old
    ),
    "project.member_added": _members_as_before,
    "project.member_removed": _members_as_before,
    "project.archived": lambda past, actor: archive_project(
        past.object_id, actor=actor, expected=past.expected, archived=False
    ),
    "project.unarchived": lambda past, actor: archive_project(
        past.object_id, actor=actor, expected=past.expected, archived=True
    ),
    "view.created": lambda past, actor: delete_view(past.object_id, actor=actor, expected=past.expected),
    "view.updated": _view_as_before,
    "workspace.updated": lambda past, actor: update_workspace(
        past.object_id, actor=actor, expected=past.expected, **past.old
    ),
    "member.added": lambda past, actor: remove_member(
        past.workspace_id, _person(past), actor=actor, expected=past.expected
    ),
    "member.updated": _role_as_before,
    "member.removed": _taken_in_again,
}
