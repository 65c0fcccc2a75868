from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.visibility import Visibility, check_visibility
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectIn")


@_attrs_define
class ProjectIn:
    """A new project. It begins with five statuses: Backlog, Todo, Doing, Done, Cancelled.

    Attributes:
        workspace_id (UUID):
        key (str):
        name (str):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
        description (str | Unset):  Default: ''.
        color (str | Unset):  Default: '#5350d4'.
        visibility (Visibility | Unset):
    """

    workspace_id: UUID
    key: str
    name: str
    id: None | Unset | UUID = UNSET
    description: str | Unset = ""
    color: str | Unset = "#5350d4"
    visibility: Visibility | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        workspace_id = str(self.workspace_id)

        key = self.key

        name = self.name

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        description = self.description

        color = self.color

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace_id": workspace_id,
                "key": key,
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if description is not UNSET:
            field_dict["description"] = description
        if color is not UNSET:
            field_dict["color"] = color
        if visibility is not UNSET:
            field_dict["visibility"] = visibility

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        workspace_id = UUID(d.pop("workspace_id"))

        key = d.pop("key")

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

        color = d.pop("color", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: Visibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_visibility(_visibility)

        project_in = cls(
            workspace_id=workspace_id,
            key=key,
            name=name,
            id=id,
            description=description,
            color=color,
            visibility=visibility,
        )

        return project_in
