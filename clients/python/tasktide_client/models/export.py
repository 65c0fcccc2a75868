from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.export_format import ExportFormat, check_export_format
from ..models.export_state import ExportState, check_export_state

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Export")


@_attrs_define
class Export:
    """An export, its creator's own. There is a file once it is `done`.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        format_ (ExportFormat):
        q (str):
        state (ExportState):
        error (None | str): Why there is no file.
        file_name (str):
        size (int | None): Bytes, once it is done.
        expires_at (datetime.datetime): When it is removed.
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    format_: ExportFormat
    q: str
    state: ExportState
    error: None | str
    file_name: str
    size: int | None
    expires_at: datetime.datetime
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        format_: str = self.format_

        q = self.q

        state: str = self.state

        error: None | str
        error = self.error

        file_name = self.file_name

        size: int | None
        size = self.size

        expires_at = self.expires_at.isoformat()

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
                "format": format_,
                "q": q,
                "state": state,
                "error": error,
                "file_name": file_name,
                "size": size,
                "expires_at": expires_at,
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

        format_ = check_export_format(d.pop("format"))

        q = d.pop("q")

        state = check_export_state(d.pop("state"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        file_name = d.pop("file_name")

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

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

        export = cls(
            id=id,
            workspace_id=workspace_id,
            format_=format_,
            q=q,
            state=state,
            error=error,
            file_name=file_name,
            size=size,
            expires_at=expires_at,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return export
