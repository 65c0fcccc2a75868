from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Ticket")


@_attrs_define
class Ticket:
    """A ticket, and the path that it opens: once, and within 30 seconds.

    Attributes:
        ticket (str):
        url (str):
    """

    ticket: str
    url: str

    def to_dict(self) -> dict[str, Any]:
        ticket = self.ticket

        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ticket": ticket,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        ticket = d.pop("ticket")

        url = d.pop("url")

        ticket = cls(
            ticket=ticket,
            url=url,
        )

        return ticket
