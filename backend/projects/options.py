"""The options of selects: told apart by keys, which values hold; shown by names, which may change."""

from collections.abc import Sequence
from typing import TypedDict

from django.db.models import Q

from backend.core.errors import Conflict, Fault, Invalid, invalid
from backend.projects.keys import option_key
from backend.projects.models import Field, FieldType

SELECTS = (FieldType.SELECT, FieldType.MULTI_SELECT)
PLAIN = "#70707c"


class Option(TypedDict):
    """A choice of a select as it is kept and shown."""

    key: str
    name: str
    color: str


class OptionFields(TypedDict):
    """A choice as a client sends it; what is left out stays as it is, or is made up."""

    key: str | None
    name: str
    color: str | None


def settled(sent: Sequence[OptionFields], field: Field) -> list[Option]:
    """The options as they are to be kept: those without a key get that of the same name, or a new one."""
    if sent and field.type not in SELECTS:
        raise invalid("options", f"a {field.type} field has none")
    by_name = {_folded(option["name"]): option["key"] for option in field.options}
    colors = {option["key"]: option["color"] for option in field.options}
    given = {option["key"] for option in sent if option["key"] is not None}
    found: list[Option] = []
    for option in sent:
        key = option["key"] or by_name.get(_folded(option["name"]), "")
        if not key or (option["key"] is None and key in given):
            key = option_key(option["name"], given | colors.keys() | {one["key"] for one in found})
        color = option["color"] or colors.get(key, PLAIN)
        found.append({"key": key, "name": option["name"], "color": color})
    _require_different(found)
    return found


def require_unused(field: Field, gone: Sequence[Option]) -> None:
    """`Conflict` where a task has one of these options."""
    for option in gone:
        value = option["key"] if field.type == FieldType.SELECT else [option["key"]]
        tasks = field.project.tasks.filter(~Q(fields={}), fields__contains={field.key: value}).count()
        if tasks:
            raise Conflict(
                f"{field.name}: {option['name']!r} is set on {tasks} of the project's tasks"
                " (those in the archive and in the trash count); change them first."
            )


def _require_different(options: Sequence[Option]) -> None:
    """`Invalid` where two options share a key, or a name whatever its case."""
    names: set[str] = set()
    keys: set[str] = set()
    for index, option in enumerate(options):
        name = _folded(option["name"])
        for part, value, seen in (("key", option["key"], keys), ("name", name, names)):
            if value in seen:
                raise Invalid([Fault(("body", "options", index, part), f"{value!r} is there twice")])
            seen.add(value)


def _folded(name: str) -> str:
    return name.casefold()
