from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.create_import_body_source import (
    CreateImportBodySource,
    check_create_import_body_source,
)
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="CreateImportBody")


@_attrs_define
class CreateImportBody:
    """
    Attributes:
        file (File):
        workspace_id (UUID):
        source (CreateImportBodySource):
        mapping (str | Unset): JSON, of CSV: column → what it holds, or an empty text for a column that is left out.
            Columns that it does not name are recognised by their names. What a column may hold: title, description, status,
            priority, assignees, assignee_email, labels, start_at, due_at, estimate, parent, id, other_id, created_at,
            completed_at, author, comment, kind, level.
        id (UUID | Unset): A UUID of the client's own choice (version 7 advised).
        project_id (UUID | Unset): Of CSV: into this project.
        project_name (str | Unset): Of CSV: into a new project of this name; without it, called like the file.
    """

    file: File
    workspace_id: UUID
    source: CreateImportBodySource
    mapping: str | Unset = UNSET
    id: UUID | Unset = UNSET
    project_id: UUID | Unset = UNSET
    project_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        workspace_id = str(self.workspace_id)

        source: str = self.source

        mapping = self.mapping

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        project_id: str | Unset = UNSET
        if not isinstance(self.project_id, Unset):
            project_id = str(self.project_id)

        project_name = self.project_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "workspace_id": workspace_id,
                "source": source,
            }
        )
        if mapping is not UNSET:
            field_dict["mapping"] = mapping
        if id is not UNSET:
            field_dict["id"] = id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if project_name is not UNSET:
            field_dict["project_name"] = project_name

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("workspace_id", (None, str(self.workspace_id), "text/plain")))

        files.append(("source", (None, str(self.source).encode(), "text/plain")))

        if not isinstance(self.mapping, Unset):
            files.append(("mapping", (None, str(self.mapping).encode(), "text/plain")))

        if not isinstance(self.id, Unset):
            files.append(("id", (None, str(self.id), "text/plain")))

        if not isinstance(self.project_id, Unset):
            files.append(("project_id", (None, str(self.project_id), "text/plain")))

        if not isinstance(self.project_name, Unset):
            files.append(("project_name", (None, str(self.project_name).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        workspace_id = UUID(d.pop("workspace_id"))

        source = check_create_import_body_source(d.pop("source"))

        mapping = d.pop("mapping", UNSET)

        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        _project_id = d.pop("project_id", UNSET)
        project_id: UUID | Unset
        if isinstance(_project_id, Unset):
            project_id = UNSET
        else:
            project_id = UUID(_project_id)

        project_name = d.pop("project_name", UNSET)

        create_import_body = cls(
            file=file,
            workspace_id=workspace_id,
            source=source,
            mapping=mapping,
            id=id,
            project_id=project_id,
            project_name=project_name,
        )

        create_import_body.additional_properties = d
        return create_import_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
