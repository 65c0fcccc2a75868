from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.priority import Priority, check_priority
from ..models.recurrence_by import RecurrenceBy, check_recurrence_by

if TYPE_CHECKING:
    from ..models.template_task_fields import TemplateTaskFields


T = TypeVar("T", bound="TemplateTask")


@_attrs_define
class TemplateTask:
    """What a task begins with. `status` is an id, in a project's template a name.

    Attributes:
        title (str):
        description (str):
        status (None | str):
        priority (Priority):
        assignees (list[UUID]):
        labels (list[UUID]):
        start_in (None | str):
        due_in (None | str):
        estimate (float | None):
        recurrence (None | str):
        recurrence_by (RecurrenceBy):
        recurrence_zone (None | str):
        fields (TemplateTaskFields):
        subtasks (list[TemplateTask]):
    """

    title: str
    description: str
    status: None | str
    priority: Priority
    assignees: list[UUID]
    labels: list[UUID]
    start_in: None | str
    due_in: None | str
    estimate: float | None
    recurrence: None | str
    recurrence_by: RecurrenceBy
    recurrence_zone: None | str
    fields: TemplateTaskFields
    subtasks: list[TemplateTask]

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        description = self.description

        status: None | str
        status = self.status

        priority: str = self.priority

        assignees = []
        for assignees_item_data in self.assignees:
            assignees_item = str(assignees_item_data)
            assignees.append(assignees_item)

        labels = []
        for labels_item_data in self.labels:
            labels_item = str(labels_item_data)
            labels.append(labels_item)

        start_in: None | str
        start_in = self.start_in

        due_in: None | str
        due_in = self.due_in

        estimate: float | None
        estimate = self.estimate

        recurrence: None | str
        recurrence = self.recurrence

        recurrence_by: str = self.recurrence_by

        recurrence_zone: None | str
        recurrence_zone = self.recurrence_zone

        fields = self.fields.to_dict()

        subtasks = []
        for subtasks_item_data in self.subtasks:
            subtasks_item = subtasks_item_data.to_dict()
            subtasks.append(subtasks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "description": description,
                "status": status,
                "priority": priority,
                "assignees": assignees,
                "labels": labels,
                "start_in": start_in,
                "due_in": due_in,
                "estimate": estimate,
                "recurrence": recurrence,
                "recurrence_by": recurrence_by,
                "recurrence_zone": recurrence_zone,
                "fields": fields,
                "subtasks": subtasks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.template_task_fields import TemplateTaskFields

        d = dict(src_dict)
        title = d.pop("title")

        description = d.pop("description")

        def _parse_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        status = _parse_status(d.pop("status"))

        priority = check_priority(d.pop("priority"))

        assignees = []
        _assignees = d.pop("assignees")
        for assignees_item_data in _assignees:
            assignees_item = UUID(assignees_item_data)

            assignees.append(assignees_item)

        labels = []
        _labels = d.pop("labels")
        for labels_item_data in _labels:
            labels_item = UUID(labels_item_data)

            labels.append(labels_item)

        def _parse_start_in(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        start_in = _parse_start_in(d.pop("start_in"))

        def _parse_due_in(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        due_in = _parse_due_in(d.pop("due_in"))

        def _parse_estimate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        estimate = _parse_estimate(d.pop("estimate"))

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

        fields = TemplateTaskFields.from_dict(d.pop("fields"))

        subtasks = []
        _subtasks = d.pop("subtasks")
        for subtasks_item_data in _subtasks:
            subtasks_item = TemplateTask.from_dict(subtasks_item_data)

            subtasks.append(subtasks_item)

        template_task = cls(
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

        return template_task
