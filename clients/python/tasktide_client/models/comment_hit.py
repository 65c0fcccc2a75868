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
    from ..models.comment import Comment
    from ..models.highlight import Highlight
    from ..models.task_ref import TaskRef


T = TypeVar("T", bound="CommentHit")


@_attrs_define
class CommentHit:
    """A comment in which the words are, and the task that it is about.

    Attributes:
        id (UUID):
        score (float): Comparable within one answer only.
        is_archived (bool): Put away, itself or with its project; of a person: deactivated.
        highlights (list[Highlight]):
        kind (Literal['comment']):
        data (Comment): A comment. One with `deleted_at` is the mark of what was said here.
        task (TaskRef): A task in small.
    """

    id: UUID
    score: float
    is_archived: bool
    highlights: list[Highlight]
    kind: Literal["comment"]
    data: Comment
    task: TaskRef

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

        task = self.task.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "score": score,
                "is_archived": is_archived,
                "highlights": highlights,
                "kind": kind,
                "data": data,
                "task": task,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.comment import Comment
        from ..models.highlight import Highlight
        from ..models.task_ref import TaskRef

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        score = d.pop("score")

        is_archived = d.pop("is_archived")

        highlights = []
        _highlights = d.pop("highlights")
        for highlights_item_data in _highlights:
            highlights_item = Highlight.from_dict(highlights_item_data)

            highlights.append(highlights_item)

        kind = cast(Literal["comment"], d.pop("kind"))
        if kind != "comment":
            raise ValueError(f"kind must match const 'comment', got '{kind}'")

        data = Comment.from_dict(d.pop("data"))

        task = TaskRef.from_dict(d.pop("task"))

        comment_hit = cls(
            id=id,
            score=score,
            is_archived=is_archived,
            highlights=highlights,
            kind=kind,
            data=data,
            task=task,
        )

        return comment_hit
