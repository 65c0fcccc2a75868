from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.actor import Actor
    from ..models.event_changes import EventChanges
    from ..models.event_data import EventData
    from ..models.subject import Subject


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """An event with the document of its object.

    Attributes:
        seq (int):
        type_ (str):
        at (datetime.datetime):
        workspace_id (UUID):
        project_id (None | UUID):
        actor (Actor | None):
        object_ (Subject): What it was done to; `key` where people know it by one (`OPS-12`).
        changes (EventChanges):
        request_id (str):
        data (EventData):
    """

    seq: int
    type_: str
    at: datetime.datetime
    workspace_id: UUID
    project_id: None | UUID
    actor: Actor | None
    object_: Subject
    changes: EventChanges
    request_id: str
    data: EventData

    def to_dict(self) -> dict[str, Any]:
        from ..models.actor import Actor

        seq = self.seq

        type_ = self.type_

        at = self.at.isoformat()

        workspace_id = str(self.workspace_id)

        project_id: None | str
        if isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        actor: dict[str, Any] | None
        if isinstance(self.actor, Actor):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        object_ = self.object_.to_dict()

        changes = self.changes.to_dict()

        request_id = self.request_id

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "seq": seq,
                "type": type_,
                "at": at,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "actor": actor,
                "object": object_,
                "changes": changes,
                "request_id": request_id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.actor import Actor
        from ..models.event_changes import EventChanges
        from ..models.event_data import EventData
        from ..models.subject import Subject

        d = dict(src_dict)
        seq = d.pop("seq")

        type_ = d.pop("type")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        workspace_id = UUID(d.pop("workspace_id"))

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

        def _parse_actor(data: object) -> Actor | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                actor_type_0 = Actor.from_dict(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Actor | None, data)

        actor = _parse_actor(d.pop("actor"))

        object_ = Subject.from_dict(d.pop("object"))

        changes = EventChanges.from_dict(d.pop("changes"))

        request_id = d.pop("request_id")

        data = EventData.from_dict(d.pop("data"))

        event = cls(
            seq=seq,
            type_=type_,
            at=at,
            workspace_id=workspace_id,
            project_id=project_id,
            actor=actor,
            object_=object_,
            changes=changes,
            request_id=request_id,
            data=data,
        )

        return event
