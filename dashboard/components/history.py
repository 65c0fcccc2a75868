"""An event of the log as a sentence that follows its actor's name."""

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import texts, times
from dashboard.documents import Event, LabelRef, Person, Priority, StatusRef

WHOLE = {
    "task.created": "created the task",
    "task.archived": "archived the task",
    "task.unarchived": "took the task out of the archive",
    "task.deleted": "deleted the task",
    "task.restored": "restored the task",
}
ATTACHED = {"attachment.added": "added", "attachment.removed": "removed"}


def sentence(event: Event, here: ZoneInfo) -> str:
    """What happened, or an empty string for what needs no mention (counts, positions)."""
    if event["type"] in WHOLE:
        return WHOLE[event["type"]]
    if event["type"] in ATTACHED:
        return f"{ATTACHED[event['type']]} a {event['data'].get('kind', 'link')}"
    parts = [said for field, pair in event["changes"].items() if (said := _change(field, pair, here))]
    return ", ".join(parts)


def _change(field: str, pair: list[object], here: ZoneInfo) -> str:
    old, new = pair
    if field in _FIELDS:
        return _FIELDS[field](old, new)
    if field in {"due_at", "start_at"}:
        name = "due date" if field == "due_at" else "start date"
        return f"set the {name} to {times.short_day(str(new), here)}" if new else f"cleared the {name}"
    return ""


def _status(_old: object, new: object) -> str:
    return f"moved it to {cast('StatusRef', new)['name']}" if isinstance(new, dict) else f"moved it to {new}"


def _priority(_old: object, new: object) -> str:
    return f"set the priority to {texts.PRIORITY.get(cast('Priority', new), str(new))}"


def _people(old: object, new: object) -> str:
    before, after = _by_id(old), _by_id(new)
    added = [name for key, name in after.items() if key not in before]
    removed = [name for key, name in before.items() if key not in after]
    said = [f"assigned {_listed(added)}"] if added else []
    return ", ".join(said + ([f"unassigned {_listed(removed)}"] if removed else []))


def _labels(old: object, new: object) -> str:
    before, after = _by_id(old), _by_id(new)
    added = [name for key, name in after.items() if key not in before]
    removed = [name for key, name in before.items() if key not in after]
    said = [f"added the label {_listed(added)}"] if added else []
    return ", ".join(said + ([f"removed the label {_listed(removed)}"] if removed else []))


def _estimate(_old: object, new: object) -> str:
    return (
        "cleared the estimate"
        if new is None
        else f"set the estimate to {new:g}"
        if isinstance(new, int | float)
        else ""
    )


_FIELDS: dict[str, Callable[[object, object], str]] = {
    "title": lambda _, new: f"renamed it to “{new}”",
    "description": lambda _, __: "edited the description",
    "status": _status,
    "priority": _priority,
    "assignees": _people,
    "labels": _labels,
    "estimate": _estimate,
    "parent_id": lambda _, new: "made it a subtask" if new else "made it a task of its own",
}


def _by_id(value: object) -> dict[str, str]:
    items = cast("list[Person | LabelRef]", value) if isinstance(value, list) else []
    return {item["id"]: item["name"] for item in items}


def _listed(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
