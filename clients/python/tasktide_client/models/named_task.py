from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.template_task import TemplateTask


T = TypeVar("T", bound="NamedTask")


@_attrs_define
class NamedTask:
    """A template of tasks that a project begins with.

    Attributes:
        name (str):
        task (TemplateTask): What a task begins with. `status` is an id, in a project's template a name.
    """

    name: str
    task: TemplateTask

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        task = self.task.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "task": task,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.template_task import TemplateTask

        d = dict(src_dict)
        name = d.pop("name")

        task = TemplateTask.from_dict(d.pop("task"))

        named_task = cls(
            name=name,
            task=task,
        )

        return named_task
