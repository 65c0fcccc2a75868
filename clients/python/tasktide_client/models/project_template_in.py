from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectTemplateIn")


@_attrs_define
class ProjectTemplateIn:
    """A new template, as a project is now: its statuses, custom fields and templates, and its tasks if asked for.

    Attributes:
        project_id (UUID):
        name (str):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
        description (str | Unset):  Default: ''.
        with_tasks (bool | Unset):  Default: False.
    """

    project_id: UUID
    name: str
    id: None | Unset | UUID = UNSET
    description: str | Unset = ""
    with_tasks: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        project_id = str(self.project_id)

        name = self.name

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        description = self.description

        with_tasks = self.with_tasks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "project_id": project_id,
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if description is not UNSET:
            field_dict["description"] = description
        if with_tasks is not UNSET:
            field_dict["with_tasks"] = with_tasks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        project_id = UUID(d.pop("project_id"))

        name = d.pop("name")

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

        description = d.pop("description", UNSET)

        with_tasks = d.pop("with_tasks", UNSET)

        project_template_in = cls(
            project_id=project_id,
            name=name,
            id=id,
            description=description,
            with_tasks=with_tasks,
        )

        return project_template_in
