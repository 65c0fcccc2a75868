from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.highlight import Highlight
    from ..models.task import Task


T = TypeVar("T", bound="TaskHit")


@_attrs_define
class TaskHit:
    """A task in which the words are.

    Attributes:
        id (UUID):
        score (float): Comparable within one answer only.
        is_archived (bool): Put away, itself or with its project; of a person: deactivated.
        highlights (list[Highlight]):
        kind (Literal['task']):
        data (Task): A task. `position` orders the tasks of a status, compared as bytes, ties by id.
    """

    id: UUID
    score: float
    is_archived: bool
    highlights: list[Highlight]
    kind: Literal["task"]
    data: Task

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        score = self.score

        is_archived = self.is_archived

        highlights = []
        for highlights_item_data in self.highlights:
            highlights_item = highlights_item_data.to_dict()
            highlights.append(highlights_item)

        kind = self.kind

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "score": score,
                "is_archived": is_archived,
                "highlights": highlights,
                "kind": kind,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.highlight import Highlight
        from ..models.task import Task

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        score = d.pop("score")

        is_archived = d.pop("is_archived")

        highlights = []
        _highlights = d.pop("highlights")
        for highlights_item_data in _highlights:
            highlights_item = Highlight.from_dict(highlights_item_data)

            highlights.append(highlights_item)

        kind = cast(Literal["task"], d.pop("kind"))
        if kind != "task":
            raise ValueError(f"kind must match const 'task', got '{kind}'")

        data = Task.from_dict(d.pop("data"))

        task_hit = cls(
            id=id,
            score=score,
            is_archived=is_archived,
            highlights=highlights,
            kind=kind,
            data=data,
        )

        return task_hit
