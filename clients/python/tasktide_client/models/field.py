from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.field_type import FieldType, check_field_type

if TYPE_CHECKING:
    from ..models.option import Option


T = TypeVar("T", bound="Field")


@_attrs_define
class Field:
    """A custom field of a project's tasks. Those of one project are ordered by `position`, compared as bytes.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        key (str): Under it tasks hold their values, for ever.
        name (str):
        type_ (FieldType):
        options (list[Option]):
        position (str):
        archived_at (datetime.datetime | None):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    key: str
    name: str
    type_: FieldType
    options: list[Option]
    position: str
    archived_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        key = self.key

        name = self.name

        type_: str = self.type_

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        position = self.position

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "key": key,
                "name": name,
                "type": type_,
                "options": options,
                "position": position,
                "archived_at": archived_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.option import Option

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        key = d.pop("key")

        name = d.pop("name")

        type_ = check_field_type(d.pop("type"))

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = Option.from_dict(options_item_data)

            options.append(options_item)

        position = d.pop("position")

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

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        field = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            key=key,
            name=name,
            type_=type_,
            options=options,
            position=position,
            archived_at=archived_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return field
