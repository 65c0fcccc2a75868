from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.preview_import_body_source import (
    PreviewImportBodySource,
    check_preview_import_body_source,
)
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="PreviewImportBody")


@_attrs_define
class PreviewImportBody:
    """
    Attributes:
        file (File):
        workspace_id (UUID):
        source (PreviewImportBodySource):
        mapping (str | Unset): JSON, of CSV: column → what it holds, or an empty text for a column that is left out.
            Columns that it does not name are recognised by their names. What a column may hold: title, description, status,
            priority, assignees, assignee_email, labels, start_at, due_at, estimate, parent, id, other_id, created_at,
            completed_at, author, comment, kind, level.
    """

    file: File
    workspace_id: UUID
    source: PreviewImportBodySource
    mapping: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        workspace_id = str(self.workspace_id)

        source: str = self.source

        mapping = self.mapping

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

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("workspace_id", (None, str(self.workspace_id), "text/plain")))

        files.append(("source", (None, str(self.source).encode(), "text/plain")))

        if not isinstance(self.mapping, Unset):
            files.append(("mapping", (None, str(self.mapping).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        workspace_id = UUID(d.pop("workspace_id"))

        source = check_preview_import_body_source(d.pop("source"))

        mapping = d.pop("mapping", UNSET)

        preview_import_body = cls(
            file=file,
            workspace_id=workspace_id,
            source=source,
            mapping=mapping,
        )

        preview_import_body.additional_properties = d
        return preview_import_body

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
