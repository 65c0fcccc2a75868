from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="FormerBody")


@_attrs_define
class FormerBody:
    """What a comment said, from when until when.

    Attributes:
        id (UUID):
        body (str):
        written_at (datetime.datetime):
        replaced_at (datetime.datetime):
    """

    id: UUID
    body: str
    written_at: datetime.datetime
    replaced_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        body = self.body

        written_at = self.written_at.isoformat()

        replaced_at = self.replaced_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "body": body,
                "written_at": written_at,
                "replaced_at": replaced_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        body = d.pop("body")

        written_at = datetime.datetime.fromisoformat(d.pop("written_at"))

        replaced_at = datetime.datetime.fromisoformat(d.pop("replaced_at"))

        former_body = cls(
            id=id,
            body=body,
            written_at=written_at,
            replaced_at=replaced_at,
        )

        return former_body
