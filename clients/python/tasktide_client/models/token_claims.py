from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.token_claims_token_type import (
    TokenClaimsTokenType,
    check_token_claims_token_type,
)

T = TypeVar("T", bound="TokenClaims")


@_attrs_define
class TokenClaims:
    """What a working token says.

    Attributes:
        token_type (TokenClaimsTokenType):
        user_id (UUID):
        session_id (UUID):
        expires_at (datetime.datetime):
    """

    token_type: TokenClaimsTokenType
    user_id: UUID
    session_id: UUID
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        token_type: str = self.token_type

        user_id = str(self.user_id)

        session_id = str(self.session_id)

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token_type": token_type,
                "user_id": user_id,
                "session_id": session_id,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        token_type = check_token_claims_token_type(d.pop("token_type"))

        user_id = UUID(d.pop("user_id"))

        session_id = UUID(d.pop("session_id"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        token_claims = cls(
            token_type=token_type,
            user_id=user_id,
            session_id=session_id,
            expires_at=expires_at,
        )

        return token_claims
