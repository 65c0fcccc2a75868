from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.named_task import NamedTask
    from ..models.template_field import TemplateField
    from ..models.template_status import TemplateStatus
    from ..models.template_task import TemplateTask


T = TypeVar("T", bound="TemplateProject")


@_attrs_define
class TemplateProject:
    """What a project begins with.

    Attributes:
        description (str):
        color (str):
        statuses (list[TemplateStatus]):
        fields (list[TemplateField]):
        templates (list[NamedTask]):
        tasks (list[TemplateTask]):
    """

    description: str
    color: str
    statuses: list[TemplateStatus]
    fields: list[TemplateField]
    templates: list[NamedTask]
    tasks: list[TemplateTask]

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        color = self.color

        statuses = []
        for statuses_item_data in self.statuses:
            statuses_item = statuses_item_data.to_dict()
            statuses.append(statuses_item)

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)

        templates = []
        for templates_item_data in self.templates:
            templates_item = templates_item_data.to_dict()
            templates.append(templates_item)

        tasks = []
        for tasks_item_data in self.tasks:
            tasks_item = tasks_item_data.to_dict()
            tasks.append(tasks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "description": description,
                "color": color,
                "statuses": statuses,
                "fields": fields,
                "templates": templates,
                "tasks": tasks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.named_task import NamedTask
        from ..models.template_field import TemplateField
        from ..models.template_status import TemplateStatus
        from ..models.template_task import TemplateTask

        d = dict(src_dict)
        description = d.pop("description")

        color = d.pop("color")

        statuses = []
        _statuses = d.pop("statuses")
        for statuses_item_data in _statuses:
            statuses_item = TemplateStatus.from_dict(statuses_item_data)

            statuses.append(statuses_item)

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in _fields:
            fields_item = TemplateField.from_dict(fields_item_data)

            fields.append(fields_item)

        templates = []
        _templates = d.pop("templates")
        for templates_item_data in _templates:
            templates_item = NamedTask.from_dict(templates_item_data)

            templates.append(templates_item)

        tasks = []
        _tasks = d.pop("tasks")
        for tasks_item_data in _tasks:
            tasks_item = TemplateTask.from_dict(tasks_item_data)

            tasks.append(tasks_item)

        template_project = cls(
            description=description,
            color=color,
            statuses=statuses,
            fields=fields,
            templates=templates,
            tasks=tasks,
        )

        return template_project
