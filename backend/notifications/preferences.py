"""Which news people do without, over which channel. Without a word of theirs they are told."""

from collections.abc import Collection, Mapping
from uuid import UUID

from backend.notifications.models import Channel, News, Preference

Switches = dict[str, dict[str, bool]]


def switches_of(user_id: UUID) -> Switches:
    """Kind → channel → whether he is told."""
    off = set(Preference.objects.filter(user_id=user_id).values_list("kind", "channel"))
    return {kind.value: {channel.value: (kind, channel) not in off for channel in Channel} for kind in News}


def set_switches(user_id: UUID, changes: Mapping[str, Mapping[str, bool]]) -> None:
    """Turn these on or off; the others stay as they are. Doing it again changes nothing."""
    for kind, channels in changes.items():
        for channel, is_on in channels.items():
            if is_on:
                Preference.objects.filter(user_id=user_id, kind=kind, channel=channel).delete()
            else:
                Preference.objects.bulk_create(
                    [Preference(user_id=user_id, kind=kind, channel=channel)], ignore_conflicts=True
                )


def unwanted(user_ids: Collection[UUID], channel: Channel) -> frozenset[tuple[UUID, str]]:
    """(person, kind) of what these people do without."""
    rows = Preference.objects.filter(user_id__in=user_ids, channel=channel)
    return frozenset(rows.values_list("user_id", "kind"))
