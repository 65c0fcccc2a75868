from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.export_format import ExportFormat, check_export_format
from ..types import UNSET, Unset

T = TypeVar("T", bound="ExportIn")


@_attrs_define
class ExportIn:
    """What is to be exported: `json` is everything that you see, as a zip; `csv` is a table of tasks.

    Attributes:
        workspace_id (UUID):
        format_ (ExportFormat):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
        q (str | Unset): Which tasks, in the query language; only with `csv`. Default: ''.
    """

    workspace_id: UUID
    format_: ExportFormat
    id: None | Unset | UUID = UNSET
    q: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        workspace_id = str(self.workspace_id)

        format_: str = self.format_

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        q = self.q

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace_id": workspace_id,
                "format": format_,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if q is not UNSET:
            field_dict["q"] = q

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        workspace_id = UUID(d.pop("workspace_id"))

        format_ = check_export_format(d.pop("format"))

        def _parse_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        id = _parse_id(d.pop("id", UNSET))

        q = d.pop("q", UNSET)

        export_in = cls(
            workspace_id=workspace_id,
            format_=format_,
            id=id,
            q=q,
        )

        return export_in
