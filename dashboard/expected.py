"""What a task will be once the server has taken a change: the change's ids as the documents that they name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final, cast

from dashboard.cards import Card
from dashboard.documents import LabelRef, Person, StatusRef
from dashboard.store import Store

Ref = Mapping[str, object]  # a person, or a label, as tasks show them
Named = Callable[[Sequence[str]], Sequence[Ref]]

# fields that show as they are sent; a title or a description stands in its own field already
_PLAIN: Final = frozenset(
    {
        "priority",
        "start_at",
        "due_at",
        "estimate",
        "recurrence",
        "recurrence_by",
        "parent_id",
        "project_id",
        "fields",
    }
)
_PUT_AWAY: Final = ("archived", "deleted")


def expected(changes: Mapping[str, object], card: Card, store: Store) -> dict[str, object]:
    """The fields of the document that change, and how; none of what only the server can tell."""
    found = {name: value for name, value in changes.items() if name in _PLAIN}
    status = _status(changes.get("status"), card, store)
    if status is not None:
        found["status"] = status
    _put_refs(found, "assignees", changes, card["assignees"], partial(_people, store))
    _put_refs(found, "labels", changes, card["labels"], partial(_labels, store))
    for way in _PUT_AWAY:
        if way in changes:
            found[f"{way}_at"] = datetime.now(UTC).isoformat() if changes[way] else None
    return found


def _status(wanted: object, card: Card, store: Store) -> StatusRef | None:
    """By id, or by its name in the task's project."""
    for one in store.statuses.by_id.values():
        if wanted == one["id"] or (wanted == one["name"] and one["project_id"] == card["project"]):
            return {"id": one["id"], "name": one["name"], "category": one["category"]}
    return None


def _put_refs(
    found: dict[str, object], field: str, changes: Mapping[str, object], held: Sequence[Ref], named: Named
) -> None:
    """People or labels: the whole list, or those that come and go."""
    added = cast("Sequence[str]", changes.get(f"add_{field}", ()))
    removed = cast("Sequence[str]", changes.get(f"remove_{field}", ()))
    if field in changes:
        found[field] = named(cast("Sequence[str]", changes[field]))
    elif added or removed:
        kept = [one for one in held if one["id"] not in {*added, *removed}]
        found[field] = [*kept, *named(added)]


def _people(store: Store, ids: Sequence[str]) -> list[Person]:
    users = {one["user"]["id"]: one["user"] for one in store.members.by_id.values() if one["user"]["id"] in ids}
    return [{"id": one, "name": users[one]["name"]} for one in ids if one in users]


def _labels(store: Store, ids: Sequence[str]) -> list[LabelRef]:
    found = [store.labels.by_id[one] for one in ids if one in store.labels.by_id]
    return [{"id": one["id"], "name": one["name"], "color": one["color"]} for one in found]
