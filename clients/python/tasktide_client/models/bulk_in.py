from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bulk_changes import BulkChanges


T = TypeVar("T", bound="BulkIn")


@_attrs_define
class BulkIn:
    """Which tasks of one workspace, by id or by query, and what is to change of each: all of it, or nothing.

    Attributes:
        changes (BulkChanges): What is to change of each task. `deleted` puts them into the trash, or takes them out,
            and goes alone.

            With `after` or `before` they come to stand beside that task, in the order in which they are given.
        ids (list[UUID] | Unset): Ids of tasks.
        q (str | Unset):
        workspace_id (UUID | Unset): Where `q` looks.
    """

    changes: BulkChanges
    ids: list[UUID] | Unset = UNSET
    q: str | Unset = UNSET
    workspace_id: UUID | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        changes = self.changes.to_dict()

        ids: list[str] | Unset = UNSET
        if not isinstance(self.ids, Unset):
            ids = []
            for ids_item_data in self.ids:
                ids_item = str(ids_item_data)
                ids.append(ids_item)

        q = self.q

        workspace_id: str | Unset = UNSET
        if not isinstance(self.workspace_id, Unset):
            workspace_id = str(self.workspace_id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "changes": changes,
            }
        )
        if ids is not UNSET:
            field_dict["ids"] = ids
        if q is not UNSET:
            field_dict["q"] = q
        if workspace_id is not UNSET:
            field_dict["workspace_id"] = workspace_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.bulk_changes import BulkChanges

        d = dict(src_dict)
        changes = BulkChanges.from_dict(d.pop("changes"))

        _ids = d.pop("ids", UNSET)
        ids: list[UUID] | Unset = UNSET
        if _ids is not UNSET:
            ids = []
            for ids_item_data in _ids:
                ids_item = UUID(ids_item_data)

                ids.append(ids_item)

        q = d.pop("q", UNSET)

        _workspace_id = d.pop("workspace_id", UNSET)
        workspace_id: UUID | Unset
        if isinstance(_workspace_id, Unset):
            workspace_id = UNSET
        else:
            workspace_id = UUID(_workspace_id)

        bulk_in = cls(
            changes=changes,
            ids=ids,
            q=q,
            workspace_id=workspace_id,
        )

        return bulk_in
