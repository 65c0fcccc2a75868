from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef
    from ..models.reaction import Reaction


T = TypeVar("T", bound="Comment")


@_attrs_define
class Comment:
    """A comment. One with `deleted_at` is the mark of what was said here.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        task_id (UUID):
        author (None | PersonRef):
        body (str):
        mentions (list[PersonRef]): The people whom the body names, as it was written.
        reactions (list[Reaction]): In order of first use.
        edited_at (datetime.datetime | None):
        deleted_at (datetime.datetime | None):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    author: None | PersonRef
    body: str
    mentions: list[PersonRef]
    reactions: list[Reaction]
    edited_at: datetime.datetime | None
    deleted_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        task_id = str(self.task_id)

        author: dict[str, Any] | None
        if isinstance(self.author, PersonRef):
            author = self.author.to_dict()
        else:
            author = self.author

        body = self.body

        mentions = []
        for mentions_item_data in self.mentions:
            mentions_item = mentions_item_data.to_dict()
            mentions.append(mentions_item)

        reactions = []
        for reactions_item_data in self.reactions:
            reactions_item = reactions_item_data.to_dict()
            reactions.append(reactions_item)

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

        deleted_at: None | str
        if isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

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
                "author": author,
                "body": body,
                "mentions": mentions,
                "reactions": reactions,
                "edited_at": edited_at,
                "deleted_at": deleted_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef
        from ..models.reaction import Reaction

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        task_id = UUID(d.pop("task_id"))

        def _parse_author(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                author_type_0 = PersonRef.from_dict(data)

                return author_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        author = _parse_author(d.pop("author"))

        body = d.pop("body")

        mentions = []
        _mentions = d.pop("mentions")
        for mentions_item_data in _mentions:
            mentions_item = PersonRef.from_dict(mentions_item_data)

            mentions.append(mentions_item)

        reactions = []
        _reactions = d.pop("reactions")
        for reactions_item_data in _reactions:
            reactions_item = Reaction.from_dict(reactions_item_data)

            reactions.append(reactions_item)

        def _parse_edited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                edited_at_type_0 = datetime.datetime.fromisoformat(data)

                return edited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        edited_at = _parse_edited_at(d.pop("edited_at"))

        def _parse_deleted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        comment = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            task_id=task_id,
            author=author,
            body=body,
            mentions=mentions,
            reactions=reactions,
            edited_at=edited_at,
            deleted_at=deleted_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return comment
