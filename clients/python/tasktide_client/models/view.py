from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.layout import Layout, check_layout

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef
    from ..models.view_options import ViewOptions


T = TypeVar("T", bound="View")


@_attrs_define
class View:
    """A saved view: its owner's own, or shared with everybody who may see its project.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (None | UUID):
        name (str):
        q (str):
        layout (Layout):
        is_shared (bool):
        options (ViewOptions): How a layout shows the tasks.
        owner (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: None | UUID
    name: str
    q: str
    layout: Layout
    is_shared: bool
    options: ViewOptions
    owner: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id: None | str
        if isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        name = self.name

        q = self.q

        layout: str = self.layout

        is_shared = self.is_shared

        options = self.options.to_dict()

        owner: dict[str, Any] | None
        if isinstance(self.owner, PersonRef):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

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
                "q": q,
                "layout": layout,
                "is_shared": is_shared,
                "options": options,
                "owner": owner,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef
        from ..models.view_options import ViewOptions

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        def _parse_project_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        project_id = _parse_project_id(d.pop("project_id"))

        name = d.pop("name")

        q = d.pop("q")

        layout = check_layout(d.pop("layout"))

        is_shared = d.pop("is_shared")

        options = ViewOptions.from_dict(d.pop("options"))

        def _parse_owner(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = PersonRef.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        owner = _parse_owner(d.pop("owner"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        view = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            name=name,
            q=q,
            layout=layout,
            is_shared=is_shared,
            options=options,
            owner=owner,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return view
