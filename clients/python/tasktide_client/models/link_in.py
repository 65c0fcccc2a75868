from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.side import Side, check_side
from ..types import UNSET, Unset

T = TypeVar("T", bound="LinkIn")


@_attrs_define
class LinkIn:
    """A new link, told from the side of the task in the path: it blocks, or is blocked by, `task_id`.

    Attributes:
        kind (Side):
        task_id (UUID):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
    """

    kind: Side
    task_id: UUID
    id: None | Unset | UUID = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        task_id = str(self.task_id)

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "task_id": task_id,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = check_side(d.pop("kind"))

        task_id = UUID(d.pop("task_id"))

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

        link_in = cls(
            kind=kind,
            task_id=task_id,
            id=id,
        )

        return link_in
