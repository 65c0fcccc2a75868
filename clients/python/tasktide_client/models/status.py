from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.category import Category, check_category

T = TypeVar("T", bound="Status")


@_attrs_define
class Status:
    """A status. Statuses of a project are ordered by `position`, compared as bytes.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        name (str):
        category (Category):
        position (str):
        archived_at (datetime.datetime | None):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    name: str
    category: Category
    position: str
    archived_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        name = self.name

        category: str = self.category

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
                "name": name,
                "category": category,
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
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        name = d.pop("name")

        category = check_category(d.pop("category"))

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

        status = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            name=name,
            category=category,
            position=position,
            archived_at=archived_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return status
