"""What one was told, as sentences; and gathered by task."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.calls.inbox import Notification, TaskRef
from dashboard.documents import StatusRef

MOST_SHOWN = 99


@dataclass(frozen=True, slots=True)
class Group:
    """All that one was told of one task, the newest first."""

    task: TaskRef
    items: tuple[Notification, ...]

    @property
    def is_unread(self) -> bool:
        """Whether something of it is."""
        return any(one["read_at"] is None for one in self.items)

    @property
    def ids(self) -> list[str]:
        """Of the notifications."""
        return [one["id"] for one in self.items]


def grouped(items: Iterable[Notification]) -> list[Group]:
    """By task, in the order of the first of each."""
    found: dict[str, list[Notification]] = {}
    for one in items:
        found.setdefault(one["task_id"], []).append(one)
    return [
        Group(of[0]["task"], tuple(sorted(of, key=lambda one: one["happened_at"], reverse=True)))
        for of in found.values()
    ]


def sentence(told: Notification, here: ZoneInfo, thing: str = "") -> tuple[str, str]:
    """Who, and what was done to `thing`, by default "it", which stands above. Nobody does what comes with time."""
    who = told["actor"]["name"] if told["actor"] else ""
    match told["kind"]:
        case "assigned":
            said = f"assigned {thing} to you" if thing else "assigned it to you"
        case "mentioned":
            said = f"mentioned you in {thing}" if thing else "mentioned you"
        case "commented":
            said = " and ".join([f"commented on {thing}" if thing else "commented", *_changes(told, here, "it")])
        case "changed":
            said = " and ".join(_changes(told, here, thing or "it")) or f"changed {thing or 'it'}"
        case "reminder":
            return "", f"You wanted to be reminded of {thing}" if thing else "You wanted to be reminded"
        case "due_soon":
            return "", f"{thing or 'It'} is due {_day(told, here)}".strip()
        case "overdue":
            return "", f"{thing or 'It'} is overdue"
    return (who, said) if who else ("", said[:1].upper() + said[1:])


def plain(told: Notification, here: ZoneInfo) -> str:
    """The whole sentence, with the task's key."""
    return " ".join(filter(None, sentence(told, here, told["task"]["key"])))


def when(instant: str, here: ZoneInfo) -> str:
    """`just now`, `4 min ago`, `yesterday`, `Nov 3`."""
    said = times.ago(instant, here)
    if said == "now":
        return "just now"
    if said == "1 d":
        return "yesterday"
    return f"{said} ago" if said.endswith((" min", " h", " d")) else said


def badge(count: int) -> str:
    """A number that fits into a small circle."""
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)


def _changes(told: Notification, here: ZoneInfo, thing: str) -> list[str]:
    """What changed, each with its verb; the thing is named once."""
    said: list[str] = []
    for field, (_, new) in told["changes"].items():
        subject = "it" if said else thing
        match field:
            case "status" if isinstance(new, dict):
                said.append(f"moved {subject} to {cast('StatusRef', new)['name']}")
            case "due_at":
                said.append(f"made {subject} due {_in(str(new), here)}" if new else f"took the due date off {subject}")
            case "archived_at":
                said.append(f"archived {subject}" if new else f"took {subject} out of the archive")
            case "project_id":
                said.append(f"moved {subject} into this project")
            case "assignees":
                said.append(f"changed who has {subject}")
    return said


def _day(told: Notification, here: ZoneInfo) -> str:
    return _in(told["due_at"], here) if told["due_at"] else ""


def _in(instant: str, here: ZoneInfo) -> str:
    day = times.short_day(instant, here)
    return day[:1].lower() + day[1:] if day.startswith(("Today", "Tomorrow", "Yesterday")) else day
