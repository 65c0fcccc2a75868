from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef
    from ..models.template_task import TemplateTask


T = TypeVar("T", bound="Template")


@_attrs_define
class Template:
    """A template of a project's tasks.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        name (str):
        task (TemplateTask): What a task begins with. `status` is an id, in a project's template a name.
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    name: str
    task: TemplateTask
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        name = self.name

        task = self.task.to_dict()

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
                "name": name,
                "task": task,
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
        from ..models.template_task import TemplateTask

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        name = d.pop("name")

        task = TemplateTask.from_dict(d.pop("task"))

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

        template = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            name=name,
            task=task,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return template
