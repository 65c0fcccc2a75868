from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef
    from ..models.task_summary_changes import TaskSummaryChanges


T = TypeVar("T", bound="TaskSummary")


@_attrs_define
class TaskSummary:
    """What became of one task. `changes`: field → what it was before all of it, and what it is after it.

    `key`, `title` and `project_id` are null where only something on the task happened. `happened`: types of its events
    beside `task.updated`.

        Attributes:
            task_id (UUID):
            key (None | str):
            title (None | str):
            project_id (None | UUID):
            events (int):
            last_seq (int):
            last_at (datetime.datetime):
            comments (int):
            happened (list[str]):
            actors (list[PersonRef]):
            changes (TaskSummaryChanges):
    """

    task_id: UUID
    key: None | str
    title: None | str
    project_id: None | UUID
    events: int
    last_seq: int
    last_at: datetime.datetime
    comments: int
    happened: list[str]
    actors: list[PersonRef]
    changes: TaskSummaryChanges

    def to_dict(self) -> dict[str, Any]:
        task_id = str(self.task_id)

        key: None | str
        key = self.key

        title: None | str
        title = self.title

        project_id: None | str
        if isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        events = self.events

        last_seq = self.last_seq

        last_at = self.last_at.isoformat()

        comments = self.comments

        happened = self.happened

        actors = []
        for actors_item_data in self.actors:
            actors_item = actors_item_data.to_dict()
            actors.append(actors_item)

        changes = self.changes.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "key": key,
                "title": title,
                "project_id": project_id,
                "events": events,
                "last_seq": last_seq,
                "last_at": last_at,
                "comments": comments,
                "happened": happened,
                "actors": actors,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef
        from ..models.task_summary_changes import TaskSummaryChanges

        d = dict(src_dict)
        task_id = UUID(d.pop("task_id"))

        def _parse_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        key = _parse_key(d.pop("key"))

        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))

        def _parse_project_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        project_id = _parse_project_id(d.pop("project_id"))

        events = d.pop("events")

        last_seq = d.pop("last_seq")

        last_at = datetime.datetime.fromisoformat(d.pop("last_at"))

        comments = d.pop("comments")

        happened = cast(list[str], d.pop("happened"))

        actors = []
        _actors = d.pop("actors")
        for actors_item_data in _actors:
            actors_item = PersonRef.from_dict(actors_item_data)

            actors.append(actors_item)

        changes = TaskSummaryChanges.from_dict(d.pop("changes"))

        task_summary = cls(
            task_id=task_id,
            key=key,
            title=title,
            project_id=project_id,
            events=events,
            last_seq=last_seq,
            last_at=last_at,
            comments=comments,
            happened=happened,
            actors=actors,
            changes=changes,
        )

        return task_summary
