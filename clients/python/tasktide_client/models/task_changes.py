from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.priority import Priority, check_priority
from ..models.recurrence_by import RecurrenceBy, check_recurrence_by
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.task_changes_fields import TaskChangesFields


T = TypeVar("T", bound="TaskChanges")


@_attrs_define
class TaskChanges:
    """What may be changed of a task. `after` or `before` (ids of tasks) moves it in its column.

    `project_id` moves it into another project of its workspace, with all tasks below it.

        Attributes:
            project_id (UUID | Unset):
            title (str | Unset):
            description (str | Unset):
            status (str | Unset): A status of the project, by id or by name.
            priority (Priority | Unset):
            assignees (list[UUID] | Unset): Ids of people.
            labels (list[UUID] | Unset): Ids of labels.
            parent_id (None | Unset | UUID):
            start_at (datetime.datetime | None | Unset):
            due_at (datetime.datetime | None | Unset):
            estimate (float | None | Unset):
            recurrence (None | str | Unset):
            recurrence_by (RecurrenceBy | Unset):
            recurrence_zone (None | str | Unset):
            fields (TaskChangesFields | Unset): Values of the project's custom fields by their keys; null takes one away.
                Options by key or name.
            after (UUID | Unset):
            before (UUID | Unset):
            position (str | Unset):
    """

    project_id: UUID | Unset = UNSET
    title: str | Unset = UNSET
    description: str | Unset = UNSET
    status: str | Unset = UNSET
    priority: Priority | Unset = UNSET
    assignees: list[UUID] | Unset = UNSET
    labels: list[UUID] | Unset = UNSET
    parent_id: None | Unset | UUID = UNSET
    start_at: datetime.datetime | None | Unset = UNSET
    due_at: datetime.datetime | None | Unset = UNSET
    estimate: float | None | Unset = UNSET
    recurrence: None | str | Unset = UNSET
    recurrence_by: RecurrenceBy | Unset = UNSET
    recurrence_zone: None | str | Unset = UNSET
    fields: TaskChangesFields | Unset = UNSET
    after: UUID | Unset = UNSET
    before: UUID | Unset = UNSET
    position: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        project_id: str | Unset = UNSET
        if not isinstance(self.project_id, Unset):
            project_id = str(self.project_id)

        title = self.title

        description = self.description

        status = self.status

        priority: str | Unset = UNSET
        if not isinstance(self.priority, Unset):
            priority = self.priority

        assignees: list[str] | Unset = UNSET
        if not isinstance(self.assignees, Unset):
            assignees = []
            for assignees_item_data in self.assignees:
                assignees_item = str(assignees_item_data)
                assignees.append(assignees_item)

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = []
            for labels_item_data in self.labels:
                labels_item = str(labels_item_data)
                labels.append(labels_item)

        parent_id: None | str | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        elif isinstance(self.parent_id, UUID):
            parent_id = str(self.parent_id)
        else:
            parent_id = self.parent_id

        start_at: None | str | Unset
        if isinstance(self.start_at, Unset):
            start_at = UNSET
        elif isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        due_at: None | str | Unset
        if isinstance(self.due_at, Unset):
            due_at = UNSET
        elif isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        estimate: float | None | Unset
        if isinstance(self.estimate, Unset):
            estimate = UNSET
        else:
            estimate = self.estimate

        recurrence: None | str | Unset
        if isinstance(self.recurrence, Unset):
            recurrence = UNSET
        else:
            recurrence = self.recurrence

        recurrence_by: str | Unset = UNSET
        if not isinstance(self.recurrence_by, Unset):
            recurrence_by = self.recurrence_by

        recurrence_zone: None | str | Unset
        if isinstance(self.recurrence_zone, Unset):
            recurrence_zone = UNSET
        else:
            recurrence_zone = self.recurrence_zone

        fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fields, Unset):
            fields = self.fields.to_dict()

        after: str | Unset = UNSET
        if not isinstance(self.after, Unset):
            after = str(self.after)

        before: str | Unset = UNSET
        if not isinstance(self.before, Unset):
            before = str(self.before)

        position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if status is not UNSET:
            field_dict["status"] = status
        if priority is not UNSET:
            field_dict["priority"] = priority
        if assignees is not UNSET:
            field_dict["assignees"] = assignees
        if labels is not UNSET:
            field_dict["labels"] = labels
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if start_at is not UNSET:
            field_dict["start_at"] = start_at
        if due_at is not UNSET:
            field_dict["due_at"] = due_at
        if estimate is not UNSET:
            field_dict["estimate"] = estimate
        if recurrence is not UNSET:
            field_dict["recurrence"] = recurrence
        if recurrence_by is not UNSET:
            field_dict["recurrence_by"] = recurrence_by
        if recurrence_zone is not UNSET:
            field_dict["recurrence_zone"] = recurrence_zone
        if fields is not UNSET:
            field_dict["fields"] = fields
        if after is not UNSET:
            field_dict["after"] = after
        if before is not UNSET:
            field_dict["before"] = before
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.task_changes_fields import TaskChangesFields

        d = dict(src_dict)
        _project_id = d.pop("project_id", UNSET)
        project_id: UUID | Unset
        if isinstance(_project_id, Unset):
            project_id = UNSET
        else:
            project_id = UUID(_project_id)

        title = d.pop("title", UNSET)

        description = d.pop("description", UNSET)

        status = d.pop("status", UNSET)

        _priority = d.pop("priority", UNSET)
        priority: Priority | Unset
        if isinstance(_priority, Unset):
            priority = UNSET
        else:
            priority = check_priority(_priority)

        _assignees = d.pop("assignees", UNSET)
        assignees: list[UUID] | Unset = UNSET
        if _assignees is not UNSET:
            assignees = []
            for assignees_item_data in _assignees:
                assignees_item = UUID(assignees_item_data)

                assignees.append(assignees_item)

        _labels = d.pop("labels", UNSET)
        labels: list[UUID] | Unset = UNSET
        if _labels is not UNSET:
            labels = []
            for labels_item_data in _labels:
                labels_item = UUID(labels_item_data)

                labels.append(labels_item)

        def _parse_parent_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_id_type_0 = UUID(data)

                return parent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))

        def _parse_start_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        start_at = _parse_start_at(d.pop("start_at", UNSET))

        def _parse_due_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        due_at = _parse_due_at(d.pop("due_at", UNSET))

        def _parse_estimate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        estimate = _parse_estimate(d.pop("estimate", UNSET))

        def _parse_recurrence(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        recurrence = _parse_recurrence(d.pop("recurrence", UNSET))

        _recurrence_by = d.pop("recurrence_by", UNSET)
        recurrence_by: RecurrenceBy | Unset
        if isinstance(_recurrence_by, Unset):
            recurrence_by = UNSET
        else:
            recurrence_by = check_recurrence_by(_recurrence_by)

        def _parse_recurrence_zone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        recurrence_zone = _parse_recurrence_zone(d.pop("recurrence_zone", UNSET))

        _fields = d.pop("fields", UNSET)
        fields: TaskChangesFields | Unset
        if isinstance(_fields, Unset):
            fields = UNSET
        else:
            fields = TaskChangesFields.from_dict(_fields)

        _after = d.pop("after", UNSET)
        after: UUID | Unset
        if isinstance(_after, Unset):
            after = UNSET
        else:
            after = UUID(_after)

        _before = d.pop("before", UNSET)
        before: UUID | Unset
        if isinstance(_before, Unset):
            before = UNSET
        else:
            before = UUID(_before)

        position = d.pop("position", UNSET)

        task_changes = cls(
            project_id=project_id,
            title=title,
            description=description,
            status=status,
            priority=priority,
            assignees=assignees,
            labels=labels,
            parent_id=parent_id,
            start_at=start_at,
            due_at=due_at,
            estimate=estimate,
            recurrence=recurrence,
            recurrence_by=recurrence_by,
            recurrence_zone=recurrence_zone,
            fields=fields,
            after=after,
            before=before,
            position=position,
        )

        return task_changes
