from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.age import Age
    from ..models.category_age import CategoryAge
    from ..models.figure import Figure
    from ..models.standing_task import StandingTask


T = TypeVar("T", bound="Ageing")


@_attrs_define
class Ageing:
    """How old the open tasks are, and how long they have been in their present status. `longest`: the ten longest.

    Attributes:
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        zone (str):
        categories (list[CategoryAge]):
        ages (list[Age]):
        longest (list[StandingTask]):
    """

    open_: Figure
    zone: str
    categories: list[CategoryAge]
    ages: list[Age]
    longest: list[StandingTask]

    def to_dict(self) -> dict[str, Any]:
        open_ = self.open_.to_dict()

        zone = self.zone

        categories = []
        for categories_item_data in self.categories:
            categories_item = categories_item_data.to_dict()
            categories.append(categories_item)

        ages = []
        for ages_item_data in self.ages:
            ages_item = ages_item_data.to_dict()
            ages.append(ages_item)

        longest = []
        for longest_item_data in self.longest:
            longest_item = longest_item_data.to_dict()
            longest.append(longest_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "open": open_,
                "zone": zone,
                "categories": categories,
                "ages": ages,
                "longest": longest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.age import Age
        from ..models.category_age import CategoryAge
        from ..models.figure import Figure
        from ..models.standing_task import StandingTask

        d = dict(src_dict)
        open_ = Figure.from_dict(d.pop("open"))

        zone = d.pop("zone")

        categories = []
        _categories = d.pop("categories")
        for categories_item_data in _categories:
            categories_item = CategoryAge.from_dict(categories_item_data)

            categories.append(categories_item)

        ages = []
        _ages = d.pop("ages")
        for ages_item_data in _ages:
            ages_item = Age.from_dict(ages_item_data)

            ages.append(ages_item)

        longest = []
        _longest = d.pop("longest")
        for longest_item_data in _longest:
            longest_item = StandingTask.from_dict(longest_item_data)

            longest.append(longest_item)

        ageing = cls(
            open_=open_,
            zone=zone,
            categories=categories,
            ages=ages,
            longest=longest,
        )

        return ageing
