"""An event of the log as a sentence that follows its actor's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import texts, times
from dashboard.documents import CustomField, Event, LabelRef, Person, Priority, StatusRef
from dashboard.language import _, listed, plural
from dashboard.recurrence import describe

WHOLE = {
    "task.created": _("created the task"),
    "task.archived": _("archived the task"),
    "task.unarchived": _("took the task out of the archive"),
    "task.deleted": _("moved the task to the trash"),
    "task.restored": _("took the task out of the trash"),
}
LINKED = {
    ("link.created", "blocks", True): _("marked it as blocking {task}"),
    ("link.created", "blocks", False): _("marked it as blocked by {task}"),
    ("link.created", "relates", True): _("related it to {task}"),
    ("link.created", "relates", False): _("related it to {task}"),
    ("link.created", "duplicates", True): _("marked it as a duplicate of {task}"),
    ("link.created", "duplicates", False): _("marked {task} as a duplicate of it"),
    ("link.deleted", "blocks", True): _("took away that it blocks {task}"),
    ("link.deleted", "blocks", False): _("took away that it is blocked by {task}"),
    ("link.deleted", "relates", True): _("took away the relation to {task}"),
    ("link.deleted", "relates", False): _("took away the relation to {task}"),
    ("link.deleted", "duplicates", True): _("took away that it is a duplicate of {task}"),
    ("link.deleted", "duplicates", False): _("took away that {task} is a duplicate of it"),
}
DATES = {
    "due_at": (_("set the due date to {day}"), _("cleared the due date")),
    "start_at": (_("set the start date to {day}"), _("cleared the start date")),
}
# told by the event of the link itself
OF_LINKS = {"blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by"}


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called that an event knows by id: other tasks, people, custom fields by key; `task`: this one."""

    task: str = ""
    name_of: Callable[[str], str] = lambda _id: _("another task")
    person: Callable[[str], str] = lambda _id: _("somebody")
    fields: Mapping[str, CustomField] = field(default_factory=dict)


def sentence(event: Event, here: ZoneInfo, names: Names = Names()) -> str:  # it is frozen
    """What happened, or an empty string for what needs no mention (counts, positions, one's reminders)."""
    kind, data = event["type"], event["data"]
    if kind in WHOLE:
        return WHOLE[kind]
    if kind == "task.moved":
        before = event["changes"].get("key", ["?"])[0]
        return _("moved it here from another project, where it was {key}").format(key=before)
    if kind.startswith("attachment."):
        return _attached(kind, data)
    if kind.startswith("link."):
        is_source = data.get("source_id") == names.task or not names.task
        other = str(data.get("target_id" if is_source else "source_id"))
        return LINKED[kind, str(data.get("kind")), is_source].format(task=names.name_of(other))
    if kind.startswith("watcher."):
        return _watched(event)
    return _updated(event, here, names) if kind == "task.updated" else ""


def origin(event: Event) -> tuple[Person | None, str]:
    """Who did it, and when. A task that was brought in from elsewhere says who made it there, and when that was."""
    author = event["data"].get("created_by") if event["type"] == "task.created" else None
    if author is not None:
        return cast("Person", author), str(event["data"]["created_at"])
    return event["actor"], event["at"]


def _updated(event: Event, here: ZoneInfo, names: Names) -> str:
    changes = event["changes"]
    parts = [said for name, pair in changes.items() if (said := _change(name, pair, here, names))]
    if "fields" in changes:
        parts += _custom(changes["fields"], names)
    if "recurrence" in changes or "recurrence_by" in changes:
        parts.append(_recurrence(event))
    if "is_blocked" in changes and not OF_LINKS & changes.keys():
        parts.append(_("unblocked it") if not changes["is_blocked"][1] else _("blocked it again"))
    return listed(parts)


def _change(name: str, pair: list[object], here: ZoneInfo, names: Names) -> str:
    old, new = pair
    if name in _FIELDS:
        return _FIELDS[name](old, new)
    if name == "parent_id":
        made = _("made it a subtask of {task}").format(task=names.name_of(str(new)))
        return made if new else _("made it a task of its own")
    if name in DATES:
        put, cleared = DATES[name]
        return put.format(day=times.short_day(str(new), here)) if new else cleared
    return ""


def _status(_old: object, new: object) -> str:
    name = cast("StatusRef", new)["name"] if isinstance(new, dict) else new
    return _("moved it to {status}").format(status=name)


def _priority(_old: object, new: object) -> str:
    if new == "none":
        return _("took the priority away")
    return _("set the priority to {name}").format(name=texts.PRIORITY.get(cast("Priority", new), str(new)))


def _people(old: object, new: object) -> str:
    added, removed = _difference(old, new)
    if added and removed:
        return _("handed it from {before} to {after}").format(before=listed(removed), after=listed(added))
    if added:
        return _("assigned {people}").format(people=listed(added))
    return _("unassigned {people}").format(people=listed(removed)) if removed else ""


def _labels(old: object, new: object) -> str:
    added, removed = _difference(old, new)
    if added and removed:
        said = plural("replaced the label {before} by {after}", "replaced the labels {before} by {after}", len(removed))
        return said.format(before=listed(removed), after=listed(added))
    if added:
        return plural("added the label {names}", "added the labels {names}", len(added)).format(names=listed(added))
    gone = plural("removed the label {names}", "removed the labels {names}", len(removed))
    return gone.format(names=listed(removed)) if removed else ""


def _estimate(_old: object, new: object) -> str:
    if new is None:
        return _("cleared the estimate")
    return _("set the estimate to {number}").format(number=f"{new:g}") if isinstance(new, int | float) else ""


_FIELDS: dict[str, Callable[[object, object], str]] = {
    "title": lambda _old, new: _("renamed it to “{title}”").format(title=new),
    "description": lambda old, new: (
        _("took the description away") if not new else _("edited the description") if old else _("wrote a description")
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
        if key in new:
            said.append(_("set {name} to {value}").format(name=name, value=value_text(new[key], known, names)))
        else:
            said.append(_("cleared {name}").format(name=name))
    return said


def value_text(value: object, known: CustomField | None, names: Names) -> str:
    """The value of a custom field as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, list):
        return listed([value_text(one, known, names) for one in value])
    if known is not None and known["type"] == "person":
        return names.person(str(value))
    if known is not None and known["type"] == "date":
        return times.full_date(date.fromisoformat(str(value)))
    options = {option["key"]: option["name"] for option in known["options"]} if known else {}
    return options.get(str(value), str(value))


def _recurrence(event: Event) -> str:
    rule = event["data"].get("recurrence")
    if not rule:
        return _("stopped it from coming back")
    said = describe(str(rule))
    said = said[:1].lower() + said[1:] if " " in said or said.isalpha() else said
    if event["data"].get("recurrence_by") == "date":
        return _("lets it come back by its date: {rule}").format(rule=said)
    return _("lets it come back: {rule}").format(rule=said)


def _attached(kind: str, data: Mapping[str, object]) -> str:
    name, is_file = str(data.get("name") or ""), data.get("kind") == "file"
    if kind == "attachment.added":
        return (_("attached {name}") if is_file else _("added the link {name}")).format(name=name)
    if kind == "attachment.removed":
        return (_("removed {name}") if is_file else _("removed the link {name}")).format(name=name)
    return ""


def _watched(event: Event) -> str:
    user, actor = cast("Person", event["data"]["user"]), event["actor"]
    is_own = actor is not None and actor["id"] == user["id"]
    if event["data"].get("is_muted"):
        return _("muted the task") if event["type"] != "watcher.removed" else _("hears of the task again")
    if event["type"] == "watcher.removed":
        return _("stopped watching") if is_own else _("took {name} off the watchers").format(name=user["name"])
    return _("watches the task") if is_own else _("lets {name} watch the task").format(name=user["name"])


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
