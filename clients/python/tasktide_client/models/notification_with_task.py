from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.news import News, check_news

if TYPE_CHECKING:
    from ..models.notification_with_task_changes import NotificationWithTaskChanges
    from ..models.person_ref import PersonRef
    from ..models.task_ref import TaskRef


T = TypeVar("T", bound="NotificationWithTask")


@_attrs_define
class NotificationWithTask:
    """What a person was told, and what the task is called now.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        task_id (UUID):
        comment_id (None | UUID): The comment that `excerpt` is of.
        user_id (UUID):
        kind (News): What a person is told.
        actor (None | PersonRef): Who did it; nobody where a date has come.
        seq (int | None): The newest event of which it tells.
        count (int): How many events it tells in one.
        excerpt (str):
        changes (NotificationWithTaskChanges): What changed: field → old and new value, as events have it.
        due_at (datetime.datetime | None): The date that has come, or comes soon.
        happened_at (datetime.datetime):
        read_at (datetime.datetime | None):
        archived_at (datetime.datetime | None):
        task (TaskRef): A task in small.
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    comment_id: None | UUID
    user_id: UUID
    kind: News
    actor: None | PersonRef
    seq: int | None
    count: int
    excerpt: str
    changes: NotificationWithTaskChanges
    due_at: datetime.datetime | None
    happened_at: datetime.datetime
    read_at: datetime.datetime | None
    archived_at: datetime.datetime | None
    task: TaskRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        task_id = str(self.task_id)

        comment_id: None | str
        if isinstance(self.comment_id, UUID):
            comment_id = str(self.comment_id)
        else:
            comment_id = self.comment_id

        user_id = str(self.user_id)

        kind: str = self.kind

        actor: dict[str, Any] | None
        if isinstance(self.actor, PersonRef):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        seq: int | None
        seq = self.seq

        count = self.count

        excerpt = self.excerpt

        changes = self.changes.to_dict()

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        happened_at = self.happened_at.isoformat()

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        task = self.task.to_dict()

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "task_id": task_id,
                "comment_id": comment_id,
                "user_id": user_id,
                "kind": kind,
                "actor": actor,
                "seq": seq,
                "count": count,
                "excerpt": excerpt,
                "changes": changes,
                "due_at": due_at,
                "happened_at": happened_at,
                "read_at": read_at,
                "archived_at": archived_at,
                "task": task,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.notification_with_task_changes import NotificationWithTaskChanges
        from ..models.person_ref import PersonRef
        from ..models.task_ref import TaskRef

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        task_id = UUID(d.pop("task_id"))

        def _parse_comment_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                comment_id_type_0 = UUID(data)

                return comment_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        comment_id = _parse_comment_id(d.pop("comment_id"))

        user_id = UUID(d.pop("user_id"))

        kind = check_news(d.pop("kind"))

        def _parse_actor(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                actor_type_0 = PersonRef.from_dict(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        actor = _parse_actor(d.pop("actor"))

        def _parse_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seq = _parse_seq(d.pop("seq"))

        count = d.pop("count")

        excerpt = d.pop("excerpt")

        changes = NotificationWithTaskChanges.from_dict(d.pop("changes"))

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

        happened_at = datetime.datetime.fromisoformat(d.pop("happened_at"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        def _parse_archived_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                archived_at_type_0 = datetime.datetime.fromisoformat(data)

                return archived_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        archived_at = _parse_archived_at(d.pop("archived_at"))

        task = TaskRef.from_dict(d.pop("task"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        notification_with_task = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            task_id=task_id,
            comment_id=comment_id,
            user_id=user_id,
            kind=kind,
            actor=actor,
            seq=seq,
            count=count,
            excerpt=excerpt,
            changes=changes,
            due_at=due_at,
            happened_at=happened_at,
            read_at=read_at,
            archived_at=archived_at,
            task=task,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return notification_with_task
