from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.presence_in_state_type_0 import (
    PresenceInStateType0,
    check_presence_in_state_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.thing_in import ThingIn


T = TypeVar("T", bound="PresenceIn")


@_attrs_define
class PresenceIn:
    """Where you are just now. Without `object`, or with `state` null: you have left.

    Attributes:
        workspace_id (UUID):
        object_ (None | ThingIn | Unset):
        field (None | str | Unset): Where on it, such as `title`.
        state (None | PresenceInStateType0 | Unset):  Default: 'viewing'.
        client (str | Unset): Tells this window from your others, such as a random word; it has one place. Default: ''.
    """

    workspace_id: UUID
    object_: None | ThingIn | Unset = UNSET
    field: None | str | Unset = UNSET
    state: None | PresenceInStateType0 | Unset = "viewing"
    client: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.thing_in import ThingIn

        workspace_id = str(self.workspace_id)

        object_: dict[str, Any] | None | Unset
        if isinstance(self.object_, Unset):
            object_ = UNSET
        elif isinstance(self.object_, ThingIn):
            object_ = self.object_.to_dict()
        else:
            object_ = self.object_

        field: None | str | Unset
        if isinstance(self.field, Unset):
            field = UNSET
        else:
            field = self.field

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        elif isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        client = self.client

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace_id": workspace_id,
            }
        )
        if object_ is not UNSET:
            field_dict["object"] = object_
        if field is not UNSET:
            field_dict["field"] = field
        if state is not UNSET:
            field_dict["state"] = state
        if client is not UNSET:
            field_dict["client"] = client

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.thing_in import ThingIn

        d = dict(src_dict)
        workspace_id = UUID(d.pop("workspace_id"))

        def _parse_object_(data: object) -> None | ThingIn | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                object_type_0 = ThingIn.from_dict(data)

                return object_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ThingIn | Unset, data)

        object_ = _parse_object_(d.pop("object", UNSET))

        def _parse_field(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        field = _parse_field(d.pop("field", UNSET))

        def _parse_state(data: object) -> None | PresenceInStateType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = check_presence_in_state_type_0(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PresenceInStateType0 | Unset, data)

        state = _parse_state(d.pop("state", UNSET))

        client = d.pop("client", UNSET)

        presence_in = cls(
            workspace_id=workspace_id,
            object_=object_,
            field=field,
            state=state,
            client=client,
        )

        return presence_in
