from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.invitation_shown_state import (
    InvitationShownState,
    check_invitation_shown_state,
)
from ..models.role import Role, check_role

T = TypeVar("T", bound="InvitationShown")


@_attrs_define
class InvitationShown:
    """What the holder of a token sees before he decides.

    Attributes:
        workspace (str): The workspace's name.
        invited_by (None | str):
        email (str):
        role (Role):
        has_account (bool): Whether the address can log in; if not, sign up with the token.
        state (InvitationShownState):
        expires_at (datetime.datetime):
    """

    workspace: str
    invited_by: None | str
    email: str
    role: Role
    has_account: bool
    state: InvitationShownState
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        workspace = self.workspace

        invited_by: None | str
        invited_by = self.invited_by

        email = self.email

        role: str = self.role

        has_account = self.has_account

        state: str = self.state

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace": workspace,
                "invited_by": invited_by,
                "email": email,
                "role": role,
                "has_account": has_account,
                "state": state,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        workspace = d.pop("workspace")

        def _parse_invited_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        invited_by = _parse_invited_by(d.pop("invited_by"))

        email = d.pop("email")

        role = check_role(d.pop("role"))

        has_account = d.pop("has_account")

        state = check_invitation_shown_state(d.pop("state"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        invitation_shown = cls(
            workspace=workspace,
            invited_by=invited_by,
            email=email,
            role=role,
            has_account=has_account,
            state=state,
            expires_at=expires_at,
        )

        return invitation_shown
