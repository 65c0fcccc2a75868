from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.priority import Priority, check_priority
from ..models.recurrence_by import RecurrenceBy, check_recurrence_by
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.template_task_in_fields import TemplateTaskInFields


T = TypeVar("T", bound="TemplateTaskIn")


@_attrs_define
class TemplateTaskIn:
    """What a task begins with. What has gone when the template is used (a label, a person …) is left out then.

    Attributes:
        title (str):
        description (str | Unset):  Default: ''.
        status (None | str | Unset):
        priority (Priority | Unset):
        assignees (list[UUID] | Unset): Ids of people.
        labels (list[UUID] | Unset): Ids of labels.
        start_in (None | str | Unset):
        due_in (None | str | Unset):
        estimate (float | None | Unset):
        recurrence (None | str | Unset): As of a task, with COUNT but not with UNTIL.
        recurrence_by (RecurrenceBy | Unset):
        recurrence_zone (None | str | Unset):
        fields (TemplateTaskInFields | Unset): Values of the project's custom fields by their keys; null takes one away.
            Options by key or name.
        subtasks (list[TemplateTaskIn] | Unset):
    """

    title: str
    description: str | Unset = ""
    status: None | str | Unset = UNSET
    priority: Priority | Unset = UNSET
    assignees: list[UUID] | Unset = UNSET
    labels: list[UUID] | Unset = UNSET
    start_in: None | str | Unset = UNSET
    due_in: None | str | Unset = UNSET
    estimate: float | None | Unset = UNSET
    recurrence: None | str | Unset = UNSET
    recurrence_by: RecurrenceBy | Unset = UNSET
    recurrence_zone: None | str | Unset = UNSET
    fields: TemplateTaskInFields | Unset = UNSET
    subtasks: list[TemplateTaskIn] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        description = self.description

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
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

        start_in: None | str | Unset
        if isinstance(self.start_in, Unset):
            start_in = UNSET
        else:
            start_in = self.start_in

        due_in: None | str | Unset
        if isinstance(self.due_in, Unset):
            due_in = UNSET
        else:
            due_in = self.due_in

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

        subtasks: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.subtasks, Unset):
            subtasks = []
            for subtasks_item_data in self.subtasks:
                subtasks_item = subtasks_item_data.to_dict()
                subtasks.append(subtasks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
            }
        )
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
        if start_in is not UNSET:
            field_dict["start_in"] = start_in
        if due_in is not UNSET:
            field_dict["due_in"] = due_in
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
        if subtasks is not UNSET:
            field_dict["subtasks"] = subtasks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.template_task_in_fields import TemplateTaskInFields

        d = dict(src_dict)
        title = d.pop("title")

        description = d.pop("description", UNSET)

        def _parse_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

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

        def _parse_start_in(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        start_in = _parse_start_in(d.pop("start_in", UNSET))

        def _parse_due_in(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        due_in = _parse_due_in(d.pop("due_in", UNSET))

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
        fields: TemplateTaskInFields | Unset
        if isinstance(_fields, Unset):
            fields = UNSET
        else:
            fields = TemplateTaskInFields.from_dict(_fields)

        _subtasks = d.pop("subtasks", UNSET)
        subtasks: list[TemplateTaskIn] | Unset = UNSET
        if _subtasks is not UNSET:
            subtasks = []
            for subtasks_item_data in _subtasks:
                subtasks_item = TemplateTaskIn.from_dict(subtasks_item_data)

                subtasks.append(subtasks_item)

        template_task_in = cls(
            title=title,
            description=description,
            status=status,
            priority=priority,
            assignees=assignees,
            labels=labels,
            start_in=start_in,
            due_in=due_in,
            estimate=estimate,
            recurrence=recurrence,
            recurrence_by=recurrence_by,
            recurrence_zone=recurrence_zone,
            fields=fields,
            subtasks=subtasks,
        )

        return template_task_in
