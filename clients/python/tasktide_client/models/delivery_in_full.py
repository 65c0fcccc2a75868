from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.delivery_status import DeliveryStatus, check_delivery_status

if TYPE_CHECKING:
    from ..models.delivery_in_full_body_type_0 import DeliveryInFullBodyType0


T = TypeVar("T", bound="DeliveryInFull")


@_attrs_define
class DeliveryInFull:
    """The same, with what was sent and the beginning of the answer.

    `body` is null where it lies in a project that has become private since.

        Attributes:
            id (UUID):
            webhook_id (UUID):
            workspace_id (UUID):
            seq (int | None):
            type_ (str):
            status (DeliveryStatus):
            response_code (int | None):
            duration_ms (int | None):
            error (str): What was wrong with the last try; empty if nothing was.
            created_at (datetime.datetime):
            tried_at (datetime.datetime | None):
            next_try_at (datetime.datetime | None): While it is pending.
            body (DeliveryInFullBodyType0 | None):
            response_body (str): Its first KiB.
            attempts (int):
    """

    id: UUID
    webhook_id: UUID
    workspace_id: UUID
    seq: int | None
    type_: str
    status: DeliveryStatus
    response_code: int | None
    duration_ms: int | None
    error: str
    created_at: datetime.datetime
    tried_at: datetime.datetime | None
    next_try_at: datetime.datetime | None
    body: DeliveryInFullBodyType0 | None
    response_body: str
    attempts: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.delivery_in_full_body_type_0 import DeliveryInFullBodyType0

        id = str(self.id)

        webhook_id = str(self.webhook_id)

        workspace_id = str(self.workspace_id)

        seq: int | None
        seq = self.seq

        type_ = self.type_

        status: str = self.status

        response_code: int | None
        response_code = self.response_code

        duration_ms: int | None
        duration_ms = self.duration_ms

        error = self.error

        created_at = self.created_at.isoformat()

        tried_at: None | str
        if isinstance(self.tried_at, datetime.datetime):
            tried_at = self.tried_at.isoformat()
        else:
            tried_at = self.tried_at

        next_try_at: None | str
        if isinstance(self.next_try_at, datetime.datetime):
            next_try_at = self.next_try_at.isoformat()
        else:
            next_try_at = self.next_try_at

        body: dict[str, Any] | None
        if isinstance(self.body, DeliveryInFullBodyType0):
            body = self.body.to_dict()
        else:
            body = self.body

        response_body = self.response_body

        attempts = self.attempts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "webhook_id": webhook_id,
                "workspace_id": workspace_id,
                "seq": seq,
                "type": type_,
                "status": status,
                "response_code": response_code,
                "duration_ms": duration_ms,
                "error": error,
                "created_at": created_at,
                "tried_at": tried_at,
                "next_try_at": next_try_at,
                "body": body,
                "response_body": response_body,
                "attempts": attempts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.delivery_in_full_body_type_0 import DeliveryInFullBodyType0

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        webhook_id = UUID(d.pop("webhook_id"))

        workspace_id = UUID(d.pop("workspace_id"))

        def _parse_seq(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seq = _parse_seq(d.pop("seq"))

        type_ = d.pop("type")

        status = check_delivery_status(d.pop("status"))

        def _parse_response_code(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        response_code = _parse_response_code(d.pop("response_code"))

        def _parse_duration_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duration_ms = _parse_duration_ms(d.pop("duration_ms"))

        error = d.pop("error")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_tried_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tried_at_type_0 = datetime.datetime.fromisoformat(data)

                return tried_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        tried_at = _parse_tried_at(d.pop("tried_at"))

        def _parse_next_try_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_try_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_try_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_try_at = _parse_next_try_at(d.pop("next_try_at"))

        def _parse_body(data: object) -> DeliveryInFullBodyType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                body_type_0 = DeliveryInFullBodyType0.from_dict(data)

                return body_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeliveryInFullBodyType0 | None, data)

        body = _parse_body(d.pop("body"))

        response_body = d.pop("response_body")

        attempts = d.pop("attempts")

        delivery_in_full = cls(
            id=id,
            webhook_id=webhook_id,
            workspace_id=workspace_id,
            seq=seq,
            type_=type_,
            status=status,
            response_code=response_code,
            duration_ms=duration_ms,
            error=error,
            created_at=created_at,
            tried_at=tried_at,
            next_try_at=next_try_at,
            body=body,
            response_body=response_body,
            attempts=attempts,
        )

        return delivery_in_full
