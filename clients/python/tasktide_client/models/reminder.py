from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reminder")


@_attrs_define
class Reminder:
    """A person's own reminder of a task, which nobody else sees: at an instant, or some time before it is due.

    `sent_at`: when the person was last told.

        Attributes:
            id (UUID):
            workspace_id (UUID):
            project_id (UUID):
            task_id (UUID):
            user_id (UUID):
            remind_at (datetime.datetime | None):
            before_due (None | str): An ISO 8601 duration.
            sent_at (datetime.datetime | None):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    user_id: UUID
    remind_at: datetime.datetime | None
    before_due: None | str
    sent_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        task_id = str(self.task_id)

        user_id = str(self.user_id)

        remind_at: None | str
        if isinstance(self.remind_at, datetime.datetime):
            remind_at = self.remind_at.isoformat()
        else:
            remind_at = self.remind_at

        before_due: None | str
        before_due = self.before_due

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "task_id": task_id,
                "user_id": user_id,
                "remind_at": remind_at,
                "before_due": before_due,
                "sent_at": sent_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        task_id = UUID(d.pop("task_id"))

        user_id = UUID(d.pop("user_id"))

        def _parse_remind_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                remind_at_type_0 = datetime.datetime.fromisoformat(data)

                return remind_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        remind_at = _parse_remind_at(d.pop("remind_at"))

        def _parse_before_due(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        before_due = _parse_before_due(d.pop("before_due"))

        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        reminder = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            task_id=task_id,
            user_id=user_id,
            remind_at=remind_at,
            before_due=before_due,
            sent_at=sent_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return reminder
