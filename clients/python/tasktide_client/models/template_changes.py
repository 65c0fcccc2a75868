from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.template_task_in import TemplateTaskIn


T = TypeVar("T", bound="TemplateChanges")


@_attrs_define
class TemplateChanges:
    """What may be changed of a template.

    Attributes:
        name (str | Unset):
        task (TemplateTaskIn | Unset): What a task begins with. What has gone when the template is used (a label, a
            person …) is left out then.
    """

    name: str | Unset = UNSET
    task: TemplateTaskIn | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        task: dict[str, Any] | Unset = UNSET
        if not isinstance(self.task, Unset):
            task = self.task.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if task is not UNSET:
            field_dict["task"] = task

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.template_task_in import TemplateTaskIn

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _task = d.pop("task", UNSET)
        task: TemplateTaskIn | Unset
        if isinstance(_task, Unset):
            task = UNSET
        else:
            task = TemplateTaskIn.from_dict(_task)

        template_changes = cls(
            name=name,
            task=task,
        )

        return template_changes
