from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TicketIn")


@_attrs_define
class TicketIn:
    """Which stream: the parameters of `GET /events`, but for the cursor.

    Attributes:
        workspace (UUID):
        project (list[UUID] | Unset): Of these projects alone.
        types (list[str] | Unset): Of these types alone, such as `task.updated` or `comment.*`.
        q (None | str | Unset): A live query.
    """

    workspace: UUID
    project: list[UUID] | Unset = UNSET
    types: list[str] | Unset = UNSET
    q: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        workspace = str(self.workspace)

        project: list[str] | Unset = UNSET
        if not isinstance(self.project, Unset):
            project = []
            for project_item_data in self.project:
                project_item = str(project_item_data)
                project.append(project_item)

        types: list[str] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = self.types

        q: None | str | Unset
        if isinstance(self.q, Unset):
            q = UNSET
        else:
            q = self.q

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace": workspace,
            }
        )
        if project is not UNSET:
            field_dict["project"] = project
        if types is not UNSET:
            field_dict["types"] = types
        if q is not UNSET:
            field_dict["q"] = q

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        workspace = UUID(d.pop("workspace"))

        _project = d.pop("project", UNSET)
        project: list[UUID] | Unset = UNSET
        if _project is not UNSET:
            project = []
            for project_item_data in _project:
                project_item = UUID(project_item_data)

                project.append(project_item)

        types = cast(list[str], d.pop("types", UNSET))

        def _parse_q(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        q = _parse_q(d.pop("q", UNSET))

        ticket_in = cls(
            workspace=workspace,
            project=project,
            types=types,
            q=q,
        )

        return ticket_in
