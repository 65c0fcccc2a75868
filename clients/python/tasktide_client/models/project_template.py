from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef
    from ..models.template_project import TemplateProject


T = TypeVar("T", bound="ProjectTemplate")


@_attrs_define
class ProjectTemplate:
    """A template of a workspace's projects.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        name (str):
        description (str):
        project (TemplateProject): What a project begins with.
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    name: str
    description: str
    project: TemplateProject
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        name = self.name

        description = self.description

        project = self.project.to_dict()

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
                "name": name,
                "description": description,
                "project": project,
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
        from ..models.template_project import TemplateProject

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        name = d.pop("name")

        description = d.pop("description")

        project = TemplateProject.from_dict(d.pop("project"))

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

        project_template = cls(
            id=id,
            workspace_id=workspace_id,
            name=name,
            description=description,
            project=project,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return project_template
