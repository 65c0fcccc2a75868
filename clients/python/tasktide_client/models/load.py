from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.person_load import PersonLoad


T = TypeVar("T", bound="Load")


@_attrs_define
class Load:
    """Who has how much to do, the most first. A task of two people counts for both.

    Attributes:
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        people (list[PersonLoad]):
    """

    open_: Figure
    people: list[PersonLoad]

    def to_dict(self) -> dict[str, Any]:
        open_ = self.open_.to_dict()

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "open": open_,
                "people": people,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure
        from ..models.person_load import PersonLoad

        d = dict(src_dict)
        open_ = Figure.from_dict(d.pop("open"))

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = PersonLoad.from_dict(people_item_data)

            people.append(people_item)

        load = cls(
            open_=open_,
            people=people,
        )

        return load
