from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.attachment_kind import AttachmentKind, check_attachment_kind

if TYPE_CHECKING:
    from ..models.person_ref import PersonRef


T = TypeVar("T", bound="Attachment")


@_attrs_define
class Attachment:
    """A named link or file. `url` is a link's; the others but `name` are a file's, measured by the server.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (UUID):
        task_id (UUID):
        comment_id (None | UUID):
        kind (AttachmentKind):
        name (str):
        url (None | str):
        content_type (None | str):
        size (int | None): Bytes.
        sha256 (None | str):
        width (int | None): Pixels, of images.
        height (int | None):
        has_thumbnail (bool):
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    comment_id: None | UUID
    kind: AttachmentKind
    name: str
    url: None | str
    content_type: None | str
    size: int | None
    sha256: None | str
    width: int | None
    height: int | None
    has_thumbnail: bool
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id = str(self.project_id)

        task_id = str(self.task_id)

        comment_id: None | str
        if isinstance(self.comment_id, UUID):
            comment_id = str(self.comment_id)
        else:
            comment_id = self.comment_id

        kind: str = self.kind

        name = self.name

        url: None | str
        url = self.url

        content_type: None | str
        content_type = self.content_type

        size: int | None
        size = self.size

        sha256: None | str
        sha256 = self.sha256

        width: int | None
        width = self.width

        height: int | None
        height = self.height

        has_thumbnail = self.has_thumbnail

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

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
                "comment_id": comment_id,
                "kind": kind,
                "name": name,
                "url": url,
                "content_type": content_type,
                "size": size,
                "sha256": sha256,
                "width": width,
                "height": height,
                "has_thumbnail": has_thumbnail,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.person_ref import PersonRef

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        project_id = UUID(d.pop("project_id"))

        task_id = UUID(d.pop("task_id"))

        def _parse_comment_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                comment_id_type_0 = UUID(data)

                return comment_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        comment_id = _parse_comment_id(d.pop("comment_id"))

        kind = check_attachment_kind(d.pop("kind"))

        name = d.pop("name")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_content_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        content_type = _parse_content_type(d.pop("content_type"))

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))

        def _parse_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sha256 = _parse_sha256(d.pop("sha256"))

        def _parse_width(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        width = _parse_width(d.pop("width"))

        def _parse_height(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        height = _parse_height(d.pop("height"))

        has_thumbnail = d.pop("has_thumbnail")

        def _parse_created_by(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_0 = PersonRef.from_dict(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        attachment = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            task_id=task_id,
            comment_id=comment_id,
            kind=kind,
            name=name,
            url=url,
            content_type=content_type,
            size=size,
            sha256=sha256,
            width=width,
            height=height,
            has_thumbnail=has_thumbnail,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return attachment
