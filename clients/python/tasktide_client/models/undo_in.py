from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="UndoIn")


@_attrs_define
class UndoIn:
    """Which call is taken back: its `X-Request-ID`, which its answer and its events carry.

    Attributes:
        workspace (UUID):
        request_id (str):
    """

    workspace: UUID
    request_id: str

    def to_dict(self) -> dict[str, Any]:
        workspace = str(self.workspace)

        request_id = self.request_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace": workspace,
                "request_id": request_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        workspace = UUID(d.pop("workspace"))

        request_id = d.pop("request_id")

        undo_in = cls(
            workspace=workspace,
            request_id=request_id,
        )

        return undo_in
