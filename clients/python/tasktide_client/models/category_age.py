from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.category import Category, check_category

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="CategoryAge")


@_attrs_define
class CategoryAge:
    """How long the open tasks of one category have been in their present status.

    Attributes:
        category (Category):
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        median_days (float): Days, with fractions.
        p85_days (float): Days, with fractions.
        longest_days (float): Days, with fractions.
    """

    category: Category
    open_: Figure
    median_days: float
    p85_days: float
    longest_days: float

    def to_dict(self) -> dict[str, Any]:
        category: str = self.category

        open_ = self.open_.to_dict()

        median_days = self.median_days

        p85_days = self.p85_days

        longest_days = self.longest_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "category": category,
                "open": open_,
                "median_days": median_days,
                "p85_days": p85_days,
                "longest_days": longest_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure

        d = dict(src_dict)
        category = check_category(d.pop("category"))

        open_ = Figure.from_dict(d.pop("open"))

        median_days = d.pop("median_days")

        p85_days = d.pop("p85_days")

        longest_days = d.pop("longest_days")

        category_age = cls(
            category=category,
            open_=open_,
            median_days=median_days,
            p85_days=p85_days,
            longest_days=longest_days,
        )

        return category_age
