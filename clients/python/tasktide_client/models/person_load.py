from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="PersonLoad")


@_attrs_define
class PersonLoad:
    """The open tasks of one person; `person` null: of nobody. `estimate`: the sum of theirs.

    Attributes:
        person (None | PersonRef):
        open_ (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        overdue (Figure): How many tasks, and the query that finds just these in `GET /api/tasks`.
        estimate (float):
    """

    person: None | PersonRef
    open_: Figure
    overdue: Figure
    estimate: float

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        person: dict[str, Any] | None
        if isinstance(self.person, PersonRef):
            person = self.person.to_dict()
        else:
            person = self.person

        open_ = self.open_.to_dict()

        overdue = self.overdue.to_dict()

        estimate = self.estimate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
                "open": open_,
                "overdue": overdue,
                "estimate": estimate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.figure import Figure
        from ..models.person_ref import PersonRef

        d = dict(src_dict)

        def _parse_person(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                person_type_0 = PersonRef.from_dict(data)

                return person_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        person = _parse_person(d.pop("person"))

        open_ = Figure.from_dict(d.pop("open"))

        overdue = Figure.from_dict(d.pop("overdue"))

        estimate = d.pop("estimate")

        person_load = cls(
            person=person,
            open_=open_,
            overdue=overdue,
            estimate=estimate,
        )

        return person_load
