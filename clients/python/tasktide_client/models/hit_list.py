from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.comment_hit import CommentHit
    from ..models.person_hit import PersonHit
    from ..models.project_hit import ProjectHit
    from ..models.task_hit import TaskHit


T = TypeVar("T", bound="HitList")


@_attrs_define
class HitList:
    """
    Attributes:
        items (list[CommentHit | PersonHit | ProjectHit | TaskHit]):
        next_ (None | str):
        total (int | None | Unset):
    """

    items: list[CommentHit | PersonHit | ProjectHit | TaskHit]
    next_: None | str
    total: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.comment_hit import CommentHit
        from ..models.project_hit import ProjectHit
        from ..models.task_hit import TaskHit

        items = []
        for items_item_data in self.items:
            items_item: dict[str, Any]
            if (
                isinstance(items_item_data, TaskHit)
                or isinstance(items_item_data, CommentHit)
                or isinstance(items_item_data, ProjectHit)
            ):
                items_item = items_item_data.to_dict()
            else:
                items_item = items_item_data.to_dict()

            items.append(items_item)

        next_: None | str
        next_ = self.next_

        total: int | None | Unset
        if isinstance(self.total, Unset):
            total = UNSET
        else:
            total = self.total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "next": next_,
            }
        )
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.comment_hit import CommentHit
        from ..models.person_hit import PersonHit
        from ..models.project_hit import ProjectHit
        from ..models.task_hit import TaskHit

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:

            def _parse_items_item(data: object) -> CommentHit | PersonHit | ProjectHit | TaskHit:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_hit_type_0 = TaskHit.from_dict(data)

                    return componentsschemas_hit_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_hit_type_1 = CommentHit.from_dict(data)

                    return componentsschemas_hit_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_hit_type_2 = ProjectHit.from_dict(data)

                    return componentsschemas_hit_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_hit_type_3 = PersonHit.from_dict(data)

                return componentsschemas_hit_type_3

            items_item = _parse_items_item(items_item_data)

            items.append(items_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        def _parse_total(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        total = _parse_total(d.pop("total", UNSET))

        hit_list = cls(
            items=items,
            next_=next_,
            total=total,
        )

        return hit_list
