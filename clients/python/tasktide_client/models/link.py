from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.link_kind import LinkKind, check_link_kind

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Link")


@_attrs_define
class Link:
    """A link: `source_id` blocks, relates to or duplicates `target_id`.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID): The project of the source.
        kind (LinkKind):
        source_id (UUID):
        target_id (UUID):
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    kind: LinkKind
    source_id: UUID
    target_id: UUID
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        kind: str = self.kind

        source_id = str(self.source_id)

        target_id = str(self.target_id)

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "kind": kind,
                "source_id": source_id,
                "target_id": target_id,
                "created_by": created_by,
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

        project_id = UUID(d.pop("project_id"))

        kind = check_link_kind(d.pop("kind"))

        source_id = UUID(d.pop("source_id"))

        target_id = UUID(d.pop("target_id"))

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

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        link = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            kind=kind,
            source_id=source_id,
            target_id=target_id,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return link
