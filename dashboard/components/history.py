"""An event of the log as a sentence that follows its actor's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import texts, times
from dashboard.documents import CustomField, Event, LabelRef, Person, Priority, StatusRef
from dashboard.recurrence import describe, listed

WHOLE = {
    "task.created": "created the task",
    "task.archived": "archived the task",
    "task.unarchived": "took the task out of the archive",
    "task.deleted": "moved the task to the trash",
    "task.restored": "took the task out of the trash",
}
LINKED = {
    ("link.created", "blocks", True): "marked it as blocking {}",
    ("link.created", "blocks", False): "marked it as blocked by {}",
    ("link.created", "relates", True): "related it to {}",
    ("link.created", "relates", False): "related it to {}",
    ("link.created", "duplicates", True): "marked it as a duplicate of {}",
    ("link.created", "duplicates", False): "marked {} as a duplicate of it",
    ("link.deleted", "blocks", True): "took away that it blocks {}",
    ("link.deleted", "blocks", False): "took away that it is blocked by {}",
    ("link.deleted", "relates", True): "took away the relation to {}",
    ("link.deleted", "relates", False): "took away the relation to {}",
    ("link.deleted", "duplicates", True): "took away that it is a duplicate of {}",
    ("link.deleted", "duplicates", False): "took away that {} is a duplicate of it",
}
# told by the event of the link itself
OF_LINKS = {"blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by"}


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called that an event knows by id: other tasks, people, custom fields by key; `task`: this one."""

    task: str = ""
    name_of: Callable[[str], str] = lambda _: "another task"
    person: Callable[[str], str] = lambda _: "somebody"
    fields: Mapping[str, CustomField] = field(default_factory=dict)


def sentence(event: Event, here: ZoneInfo, names: Names = Names()) -> str:  # it is frozen
    """What happened, or an empty string for what needs no mention (counts, positions, one's reminders)."""
    kind, data = event["type"], event["data"]
    if kind in WHOLE:
        return WHOLE[kind]
    if kind == "task.moved":
        return f"moved it here from another project, where it was {event['changes'].get('key', ['?'])[0]}"
    if kind.startswith("attachment."):
        return _attached(kind, data)
    if kind.startswith("link."):
        is_source = data.get("source_id") == names.task or not names.task
        other = str(data.get("target_id" if is_source else "source_id"))
        return LINKED[kind, str(data.get("kind")), is_source].format(names.name_of(other))
    if kind.startswith("watcher."):
        return _watched(event)
    return _updated(event, here, names) if kind == "task.updated" else ""


def _updated(event: Event, here: ZoneInfo, names: Names) -> str:
    changes = event["changes"]
    parts = [said for name, pair in changes.items() if (said := _change(name, pair, here, names))]
    if "fields" in changes:
        parts += _custom(changes["fields"], names)
    if "recurrence" in changes or "recurrence_by" in changes:
        parts.append(_recurrence(event))
    if "is_blocked" in changes and not OF_LINKS & changes.keys():
        parts.append("unblocked it" if not changes["is_blocked"][1] else "blocked it again")
    return listed(parts)


def _change(name: str, pair: list[object], here: ZoneInfo, names: Names) -> str:
    old, new = pair
    if name in _FIELDS:
        return _FIELDS[name](old, new)
    if name == "parent_id":
        return f"made it a subtask of {names.name_of(str(new))}" if new else "made it a task of its own"
    if name in {"due_at", "start_at"}:
        shown = "due date" if name == "due_at" else "start date"
        return f"set the {shown} to {times.short_day(str(new), here)}" if new else f"cleared the {shown}"
    return ""


def _status(_old: object, new: object) -> str:
    return f"moved it to {cast('StatusRef', new)['name']}" if isinstance(new, dict) else f"moved it to {new}"


def _priority(_old: object, new: object) -> str:
    if new == "none":
        return "took the priority away"
    return f"set the priority to {texts.PRIORITY.get(cast('Priority', new), str(new))}"


def _people(old: object, new: object) -> str:
    added, removed = _difference(old, new)
    if added and removed:
        return f"handed it from {listed(removed)} to {listed(added)}"
    return f"assigned {listed(added)}" if added else f"unassigned {listed(removed)}" if removed else ""


def _labels(old: object, new: object) -> str:
    added, removed = _difference(old, new)
    if added and removed:
        return f"replaced the {_labelled(removed)} by {listed(added)}"
    return f"added the {_labelled(added)}" if added else f"removed the {_labelled(removed)}" if removed else ""


def _labelled(names: list[str]) -> str:
    return f"{'label' if len(names) == 1 else 'labels'} {listed(names)}"


def _estimate(_old: object, new: object) -> str:
    if new is None:
        return "cleared the estimate"
    return f"set the estimate to {new:g}" if isinstance(new, int | float) else ""


_FIELDS: dict[str, Callable[[object, object], str]] = {
    "title": lambda _, new: f"renamed it to “{new}”",
    "description": lambda old, new: (
        "took the description away" if not new else "edited the description" if old else "wrote a description"
    ),
    "status": _status,
    "priority": _priority,
    "assignees": _people,
    "labels": _labels,
    "estimate": _estimate,
}


def _custom(pair: list[object], names: Names) -> list[str]:
    old, new = (cast("dict[str, object]", side) if isinstance(side, dict) else {} for side in pair)
    said = []
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) == new.get(key):
            continue
        known = names.fields.get(key)
        name = known["name"] if known else key.replace("_", " ")
        said.append(f"set {name} to {value_text(new[key], known, names)}" if key in new else f"cleared {name}")
    return said


def value_text(value: object, known: CustomField | None, names: Names) -> str:
    """The value of a custom field as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, list):
        return listed([value_text(one, known, names) for one in value])
    if known is not None and known["type"] == "person":
        return names.person(str(value))
    if known is not None and known["type"] == "date":
        return _day(str(value))
    options = {option["key"]: option["name"] for option in known["options"]} if known else {}
    return options.get(str(value), str(value))


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"


def _recurrence(event: Event) -> str:
    rule = event["data"].get("recurrence")
    if not rule:
        return "stopped it from coming back"
    said = describe(str(rule))
    by = " by its date" if event["data"].get("recurrence_by") == "date" else ""
    return f"lets it come back{by}: {said[:1].lower() + said[1:] if ' ' in said or said.isalpha() else said}"


def _attached(kind: str, data: Mapping[str, object]) -> str:
    name = str(data.get("name") or "")
    if kind == "attachment.added":
        return f"attached {name}" if data.get("kind") == "file" else f"added the link {name}"
    if kind == "attachment.removed":
        return f"removed {name}" if data.get("kind") == "file" else f"removed the link {name}"
    return ""


def _watched(event: Event) -> str:
    user, actor = cast("Person", event["data"]["user"]), event["actor"]
    is_own = actor is not None and actor["id"] == user["id"]
    if event["data"].get("is_muted"):
        return "muted the task" if event["type"] != "watcher.removed" else "hears of the task again"
    if event["type"] == "watcher.removed":
        return "stopped watching" if is_own else f"took {user['name']} off the watchers"
    return "watches the task" if is_own else f"lets {user['name']} watch the task"


def _difference(old: object, new: object) -> tuple[list[str], list[str]]:
    """The names that came, and those that went."""
    before, after = _by_id(old), _by_id(new)
    return (
        [name for key, name in after.items() if key not in before],
        [name for key, name in before.items() if key not in after],
    )


def _by_id(value: object) -> dict[str, str]:
    items = cast("list[Person | LabelRef]", value) if isinstance(value, list) else []
    return {item["id"]: item["name"] for item in items}
