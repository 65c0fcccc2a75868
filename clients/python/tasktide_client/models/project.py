from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.visibility import Visibility, check_visibility

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Project")


@_attrs_define
class Project:
    """A project. `members` matter while it is private.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        key (str):
        name (str):
        description (str):
        color (str):
        visibility (Visibility):
        members (list[PersonRef]):
        created_by (None | PersonRef):
        archived_at (datetime.datetime | None):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    key: str
    name: str
    description: str
    color: str
    visibility: Visibility
    members: list[PersonRef]
    created_by: None | PersonRef
    archived_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        key = self.key

        name = self.name

        description = self.description

        color = self.color

        visibility: str = self.visibility

        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

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
                "key": key,
                "name": name,
                "description": description,
                "color": color,
                "visibility": visibility,
                "members": members,
                "created_by": created_by,
                "archived_at": archived_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        key = d.pop("key")

        name = d.pop("name")

        description = d.pop("description")

        color = d.pop("color")

        visibility = check_visibility(d.pop("visibility"))

        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = PersonRef.from_dict(members_item_data)

            members.append(members_item)

        def _parse_created_by(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_0 = PersonRef.from_dict(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        created_by = _parse_created_by(d.pop("created_by"))

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

        project = cls(
            id=id,
            workspace_id=workspace_id,
            key=key,
            name=name,
            description=description,
            color=color,
            visibility=visibility,
            members=members,
            created_by=created_by,
            archived_at=archived_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return project
