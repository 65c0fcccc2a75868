from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.priority import Priority, check_priority
from ..models.recurrence_by import RecurrenceBy, check_recurrence_by

if TYPE_CHECKING:
    from ..models.label_ref import LabelRef
    from ..models.person_ref import PersonRef
    from ..models.status_ref import StatusRef
    from ..models.task_fields import TaskFields


T = TypeVar("T", bound="Task")


@_attrs_define
class Task:
    """A task. `position` orders the tasks of a status, compared as bytes, ties by id.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        number (int):
        key (str):
        kind (str):
        title (str):
        description (str):
        status (StatusRef): A status in small.
        priority (Priority):
        assignees (list[PersonRef]):
        labels (list[LabelRef]):
        start_at (datetime.datetime | None):
        due_at (datetime.datetime | None):
        completed_at (datetime.datetime | None):
        estimate (float | None):
        is_blocked (bool):
        parent_id (None | UUID):
        position (str):
        recurrence (None | str):
        recurrence_by (RecurrenceBy):
        recurrence_zone (None | str):
        blocked_by (list[UUID]):
        blocks (list[UUID]):
        relates_to (list[UUID]):
        duplicates (list[UUID]):
        duplicated_by (list[UUID]):
        fields (TaskFields): Values of the project's custom fields by their keys.
        comment_count (int):
        attachment_count (int):
        subtask_done (int):
        subtask_count (int):
        archived_at (datetime.datetime | None):
        deleted_at (datetime.datetime | None):
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    number: int
    key: str
    kind: str
    title: str
    description: str
    status: StatusRef
    priority: Priority
    assignees: list[PersonRef]
    labels: list[LabelRef]
    start_at: datetime.datetime | None
    due_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    estimate: float | None
    is_blocked: bool
    parent_id: None | UUID
    position: str
    recurrence: None | str
    recurrence_by: RecurrenceBy
    recurrence_zone: None | str
    blocked_by: list[UUID]
    blocks: list[UUID]
    relates_to: list[UUID]
    duplicates: list[UUID]
    duplicated_by: list[UUID]
    fields: TaskFields
    comment_count: int
    attachment_count: int
    subtask_done: int
    subtask_count: int
    archived_at: datetime.datetime | None
    deleted_at: datetime.datetime | None
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        number = self.number

        key = self.key

        kind = self.kind

        title = self.title

        description = self.description

        status = self.status.to_dict()

        priority: str = self.priority

        assignees = []
        for assignees_item_data in self.assignees:
            assignees_item = assignees_item_data.to_dict()
            assignees.append(assignees_item)

        labels = []
        for labels_item_data in self.labels:
            labels_item = labels_item_data.to_dict()
            labels.append(labels_item)

        start_at: None | str
        if isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        estimate: float | None
        estimate = self.estimate

        is_blocked = self.is_blocked

        parent_id: None | str
        if isinstance(self.parent_id, UUID):
            parent_id = str(self.parent_id)
        else:
            parent_id = self.parent_id

        position = self.position

        recurrence: None | str
        recurrence = self.recurrence

        recurrence_by: str = self.recurrence_by

        recurrence_zone: None | str
        recurrence_zone = self.recurrence_zone

        blocked_by = []
        for blocked_by_item_data in self.blocked_by:
            blocked_by_item = str(blocked_by_item_data)
            blocked_by.append(blocked_by_item)

        blocks = []
        for blocks_item_data in self.blocks:
            blocks_item = str(blocks_item_data)
            blocks.append(blocks_item)

        relates_to = []
        for relates_to_item_data in self.relates_to:
            relates_to_item = str(relates_to_item_data)
            relates_to.append(relates_to_item)

        duplicates = []
        for duplicates_item_data in self.duplicates:
            duplicates_item = str(duplicates_item_data)
            duplicates.append(duplicates_item)

        duplicated_by = []
        for duplicated_by_item_data in self.duplicated_by:
            duplicated_by_item = str(duplicated_by_item_data)
            duplicated_by.append(duplicated_by_item)

        fields = self.fields.to_dict()

        comment_count = self.comment_count

        attachment_count = self.attachment_count

        subtask_done = self.subtask_done

        subtask_count = self.subtask_count

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        deleted_at: None | str
        if isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "number": number,
                "key": key,
                "kind": kind,
                "title": title,
                "description": description,
                "status": status,
                "priority": priority,
                "assignees": assignees,
                "labels": labels,
                "start_at": start_at,
                "due_at": due_at,
                "completed_at": completed_at,
                "estimate": estimate,
                "is_blocked": is_blocked,
                "parent_id": parent_id,
                "position": position,
                "recurrence": recurrence,
                "recurrence_by": recurrence_by,
                "recurrence_zone": recurrence_zone,
                "blocked_by": blocked_by,
                "blocks": blocks,
                "relates_to": relates_to,
                "duplicates": duplicates,
                "duplicated_by": duplicated_by,
                "fields": fields,
                "comment_count": comment_count,
                "attachment_count": attachment_count,
                "subtask_done": subtask_done,
                "subtask_count": subtask_count,
                "archived_at": archived_at,
                "deleted_at": deleted_at,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.label_ref import LabelRef
        from ..models.person_ref import PersonRef
        from ..models.status_ref import StatusRef
        from ..models.task_fields import TaskFields

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        number = d.pop("number")

        key = d.pop("key")

        kind = d.pop("kind")

        title = d.pop("title")

        description = d.pop("description")

        status = StatusRef.from_dict(d.pop("status"))

        priority = check_priority(d.pop("priority"))

        assignees = []
        _assignees = d.pop("assignees")
        for assignees_item_data in _assignees:
            assignees_item = PersonRef.from_dict(assignees_item_data)

            assignees.append(assignees_item)

        labels = []
        _labels = d.pop("labels")
        for labels_item_data in _labels:
            labels_item = LabelRef.from_dict(labels_item_data)

            labels.append(labels_item)

        def _parse_start_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        start_at = _parse_start_at(d.pop("start_at"))

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

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_estimate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        estimate = _parse_estimate(d.pop("estimate"))

        is_blocked = d.pop("is_blocked")

        def _parse_parent_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_id_type_0 = UUID(data)

                return parent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        position = d.pop("position")

        def _parse_recurrence(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recurrence = _parse_recurrence(d.pop("recurrence"))

        recurrence_by = check_recurrence_by(d.pop("recurrence_by"))

        def _parse_recurrence_zone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recurrence_zone = _parse_recurrence_zone(d.pop("recurrence_zone"))

        blocked_by = []
        _blocked_by = d.pop("blocked_by")
        for blocked_by_item_data in _blocked_by:
            blocked_by_item = UUID(blocked_by_item_data)

            blocked_by.append(blocked_by_item)

        blocks = []
        _blocks = d.pop("blocks")
        for blocks_item_data in _blocks:
            blocks_item = UUID(blocks_item_data)

            blocks.append(blocks_item)

        relates_to = []
        _relates_to = d.pop("relates_to")
        for relates_to_item_data in _relates_to:
            relates_to_item = UUID(relates_to_item_data)

            relates_to.append(relates_to_item)

        duplicates = []
        _duplicates = d.pop("duplicates")
        for duplicates_item_data in _duplicates:
            duplicates_item = UUID(duplicates_item_data)

            duplicates.append(duplicates_item)

        duplicated_by = []
        _duplicated_by = d.pop("duplicated_by")
        for duplicated_by_item_data in _duplicated_by:
            duplicated_by_item = UUID(duplicated_by_item_data)

            duplicated_by.append(duplicated_by_item)

        fields = TaskFields.from_dict(d.pop("fields"))

        comment_count = d.pop("comment_count")

        attachment_count = d.pop("attachment_count")

        subtask_done = d.pop("subtask_done")

        subtask_count = d.pop("subtask_count")

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

        def _parse_deleted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at"))

        def _parse_created_by(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_0 = PersonRef.from_dict(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        task = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            number=number,
            key=key,
            kind=kind,
            title=title,
            description=description,
            status=status,
            priority=priority,
            assignees=assignees,
            labels=labels,
            start_at=start_at,
            due_at=due_at,
            completed_at=completed_at,
            estimate=estimate,
            is_blocked=is_blocked,
            parent_id=parent_id,
            position=position,
            recurrence=recurrence,
            recurrence_by=recurrence_by,
            recurrence_zone=recurrence_zone,
            blocked_by=blocked_by,
            blocks=blocks,
            relates_to=relates_to,
            duplicates=duplicates,
            duplicated_by=duplicated_by,
            fields=fields,
            comment_count=comment_count,
            attachment_count=attachment_count,
            subtask_done=subtask_done,
            subtask_count=subtask_count,
            archived_at=archived_at,
            deleted_at=deleted_at,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return task
