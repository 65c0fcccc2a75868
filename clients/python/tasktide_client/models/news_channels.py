from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.channels import Channels


T = TypeVar("T", bound="NewsChannels")


@_attrs_define
class NewsChannels:
    """Each kind of news, and over which channels one hears of it.

    Attributes:
        assigned (Channels): Over which channels one hears of something.
        mentioned (Channels): Over which channels one hears of something.
        commented (Channels): Over which channels one hears of something.
        changed (Channels): Over which channels one hears of something.
        reminder (Channels): Over which channels one hears of something.
        due_soon (Channels): Over which channels one hears of something.
        overdue (Channels): Over which channels one hears of something.
    """

    assigned: Channels
    mentioned: Channels
    commented: Channels
    changed: Channels
    reminder: Channels
    due_soon: Channels
    overdue: Channels

    def to_dict(self) -> dict[str, Any]:
        assigned = self.assigned.to_dict()

        mentioned = self.mentioned.to_dict()

        commented = self.commented.to_dict()

        changed = self.changed.to_dict()

        reminder = self.reminder.to_dict()

        due_soon = self.due_soon.to_dict()

        overdue = self.overdue.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "assigned": assigned,
                "mentioned": mentioned,
                "commented": commented,
                "changed": changed,
                "reminder": reminder,
                "due_soon": due_soon,
                "overdue": overdue,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.channels import Channels

        d = dict(src_dict)
        assigned = Channels.from_dict(d.pop("assigned"))

        mentioned = Channels.from_dict(d.pop("mentioned"))

        commented = Channels.from_dict(d.pop("commented"))

        changed = Channels.from_dict(d.pop("changed"))

        reminder = Channels.from_dict(d.pop("reminder"))

        due_soon = Channels.from_dict(d.pop("due_soon"))

        overdue = Channels.from_dict(d.pop("overdue"))

        news_channels = cls(
            assigned=assigned,
            mentioned=mentioned,
            commented=commented,
            changed=changed,
            reminder=reminder,
            due_soon=due_soon,
            overdue=overdue,
        )

        return news_channels
