"""What one was told, as sentences; and gathered by task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.calls.inbox import Notification, TaskRef
from dashboard.documents import StatusRef
from dashboard.language import _

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
        case "reminder":
            return "", _of(thing, _("You wanted to be reminded"), _("You wanted to be reminded of {task}"))
        case "due_soon":
            return "", _due_soon(told, here, thing)
        case "overdue":
            return "", _of(thing, _("It is overdue"), _("{task} is overdue"))
        case "assigned":
            said = _of(thing, _("assigned it to you"), _("assigned {task} to you"))
        case "mentioned":
            said = _of(thing, _("mentioned you"), _("mentioned you in {task}"))
        case "commented":
            commented = _of(thing, _("commented"), _("commented on {task}"))
            said = _joined([commented, *_changes(told, here, "")])
        case "changed":
            said = _joined(_changes(told, here, thing)) or _of(thing, _("changed it"), _("changed {task}"))
    return (who, said) if who else ("", said[:1].upper() + said[1:])


def plain(told: Notification, here: ZoneInfo) -> str:
    """The whole sentence, with the task's key."""
    return " ".join(filter(None, sentence(told, here, told["task"]["key"])))


def when(instant: str, here: ZoneInfo) -> str:
    """`just now`, `4 min ago`, `yesterday`, `Nov 3`."""
    is_yesterday = (datetime.now(UTC) - times.read(instant)).days == 1
    return times.NEAR_WITHIN[-1] if is_yesterday else times.since(instant, here)


def badge(count: int) -> str:
    """A number that fits into a small circle."""
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)


def _of(thing: str, it: str, named: str) -> str:
    """The sentence about "it", or about what has this name."""
    return named.format(task=thing) if thing else it


def _due_soon(told: Notification, here: ZoneInfo, thing: str) -> str:
    if not told["due_at"]:
        return _of(thing, _("It is due"), _("{task} is due"))
    said = _("{task} is due {day}") if thing else _("It is due {day}")
    return said.format(task=thing, day=times.short_day(told["due_at"], here, within=True))


def _joined(said: Sequence[str]) -> str:
    return reduce(lambda first, next_: _("{first} and {next}").format(first=first, next=next_), said) if said else ""


def _changes(told: Notification, here: ZoneInfo, thing: str) -> list[str]:
    """What changed, each with its verb; the thing is named once."""
    said: list[str] = []
    for field, (_old, new) in told["changes"].items():
        one = _change(field, new, here)
        said += [_of("" if said else thing, *one)] if one else []
    return said


def _change(field: str, new: object, here: ZoneInfo) -> tuple[str, str] | None:
    """What happened to "it", and to `{task}`."""
    match field:
        case "status" if isinstance(new, dict):
            name = cast("StatusRef", new)["name"]
            return _filled(_("moved it to {status}"), _("moved {task} to {status}"), status=name)
        case "due_at" if new:
            day = times.short_day(str(new), here, within=True)
            return _filled(_("made it due {day}"), _("made {task} due {day}"), day=day)
        case "due_at":
            return _("took the due date off it"), _("took the due date off {task}")
        case "archived_at" if new:
            return _("archived it"), _("archived {task}")
        case "archived_at":
            return _("took it out of the archive"), _("took {task} out of the archive")
        case "project_id":
            return _("moved it into this project"), _("moved {task} into this project")
        case "assignees":
            return _("changed who has it"), _("changed who has {task}")
    return None


def _filled(it: str, named: str, **values: str) -> tuple[str, str]:
    """Both sentences with these values; the task's name is still to come, whatever braces the values have."""
    kept = {name: value.replace("{", "{{").replace("}", "}}") for name, value in values.items()}
    return it.format(**values), named.format(**kept, task="{task}")
