from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.channel_changes import ChannelChanges


T = TypeVar("T", bound="NewsChanges")


@_attrs_define
class NewsChanges:
    """The kinds of news whose switches change.

    Attributes:
        assigned (ChannelChanges | Unset): The switches that change.
        mentioned (ChannelChanges | Unset): The switches that change.
        commented (ChannelChanges | Unset): The switches that change.
        changed (ChannelChanges | Unset): The switches that change.
        reminder (ChannelChanges | Unset): The switches that change.
        due_soon (ChannelChanges | Unset): The switches that change.
        overdue (ChannelChanges | Unset): The switches that change.
    """

    assigned: ChannelChanges | Unset = UNSET
    mentioned: ChannelChanges | Unset = UNSET
    commented: ChannelChanges | Unset = UNSET
    changed: ChannelChanges | Unset = UNSET
    reminder: ChannelChanges | Unset = UNSET
    due_soon: ChannelChanges | Unset = UNSET
    overdue: ChannelChanges | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        assigned: dict[str, Any] | Unset = UNSET
        if not isinstance(self.assigned, Unset):
            assigned = self.assigned.to_dict()

        mentioned: dict[str, Any] | Unset = UNSET
        if not isinstance(self.mentioned, Unset):
            mentioned = self.mentioned.to_dict()

        commented: dict[str, Any] | Unset = UNSET
        if not isinstance(self.commented, Unset):
            commented = self.commented.to_dict()

        changed: dict[str, Any] | Unset = UNSET
        if not isinstance(self.changed, Unset):
            changed = self.changed.to_dict()

        reminder: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reminder, Unset):
            reminder = self.reminder.to_dict()

        due_soon: dict[str, Any] | Unset = UNSET
        if not isinstance(self.due_soon, Unset):
            due_soon = self.due_soon.to_dict()

        overdue: dict[str, Any] | Unset = UNSET
        if not isinstance(self.overdue, Unset):
            overdue = self.overdue.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if assigned is not UNSET:
            field_dict["assigned"] = assigned
        if mentioned is not UNSET:
            field_dict["mentioned"] = mentioned
        if commented is not UNSET:
            field_dict["commented"] = commented
        if changed is not UNSET:
            field_dict["changed"] = changed
        if reminder is not UNSET:
            field_dict["reminder"] = reminder
        if due_soon is not UNSET:
            field_dict["due_soon"] = due_soon
        if overdue is not UNSET:
            field_dict["overdue"] = overdue

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.channel_changes import ChannelChanges

        d = dict(src_dict)
        _assigned = d.pop("assigned", UNSET)
        assigned: ChannelChanges | Unset
        if isinstance(_assigned, Unset):
            assigned = UNSET
        else:
            assigned = ChannelChanges.from_dict(_assigned)

        _mentioned = d.pop("mentioned", UNSET)
        mentioned: ChannelChanges | Unset
        if isinstance(_mentioned, Unset):
            mentioned = UNSET
        else:
            mentioned = ChannelChanges.from_dict(_mentioned)

        _commented = d.pop("commented", UNSET)
        commented: ChannelChanges | Unset
        if isinstance(_commented, Unset):
            commented = UNSET
        else:
            commented = ChannelChanges.from_dict(_commented)

        _changed = d.pop("changed", UNSET)
        changed: ChannelChanges | Unset
        if isinstance(_changed, Unset):
            changed = UNSET
        else:
            changed = ChannelChanges.from_dict(_changed)

        _reminder = d.pop("reminder", UNSET)
        reminder: ChannelChanges | Unset
        if isinstance(_reminder, Unset):
            reminder = UNSET
        else:
            reminder = ChannelChanges.from_dict(_reminder)

        _due_soon = d.pop("due_soon", UNSET)
        due_soon: ChannelChanges | Unset
        if isinstance(_due_soon, Unset):
            due_soon = UNSET
        else:
            due_soon = ChannelChanges.from_dict(_due_soon)

        _overdue = d.pop("overdue", UNSET)
        overdue: ChannelChanges | Unset
        if isinstance(_overdue, Unset):
            overdue = UNSET
        else:
            overdue = ChannelChanges.from_dict(_overdue)

        news_changes = cls(
            assigned=assigned,
            mentioned=mentioned,
            commented=commented,
            changed=changed,
            reminder=reminder,
            due_soon=due_soon,
            overdue=overdue,
        )

        return news_changes
