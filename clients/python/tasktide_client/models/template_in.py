from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.template_task_in import TemplateTaskIn


T = TypeVar("T", bound="TemplateIn")


@_attrs_define
class TemplateIn:
    """A new template of a project's tasks.

    Attributes:
        name (str):
        task (TemplateTaskIn): What a task begins with. What has gone when the template is used (a label, a person …) is
            left out then.
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
    """

    name: str
    task: TemplateTaskIn
    id: None | Unset | UUID = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        task = self.task.to_dict()

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "task": task,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.template_task_in import TemplateTaskIn

        d = dict(src_dict)
        name = d.pop("name")

        task = TemplateTaskIn.from_dict(d.pop("task"))

        def _parse_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        id = _parse_id(d.pop("id", UNSET))

        template_in = cls(
            name=name,
            task=task,
            id=id,
        )

        return template_in
