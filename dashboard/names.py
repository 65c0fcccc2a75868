"""What one person may name in queries, from the workspace's store: for the meaning of a query and for completions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.store import Store
from query.complete import Known, quoted
from query.custom import CustomField
from query.fields import CATEGORIES, CUSTOM, PEOPLE
from query.lookup import Directory
from query.resolve import Source


@dataclass(frozen=True, slots=True)
class Names(Directory):
    """`tasks`: the ids of those whose keys a query names; the store does not know them all."""

    store: Store
    tasks: Mapping[str, str] = field(default_factory=dict)

    @property
    def custom_fields(self) -> Sequence[tuple[str, CustomField]]:
        """The custom fields with their keys."""
        return [
            (
                one["key"],
                CustomField(
                    one["type"],
                    {option["key"]: option["name"] for option in one["options"]},
                    frozenset({one["project_id"]}),
                ),
            )
            for one in self.store.fields.by_id.values()
        ]

    def called(self, source: Source) -> Iterable[tuple[str, object]]:
        """Name and id of each; people also by address and first name."""
        store = self.store
        match source:
            case "status":
                return [(one["name"], one["id"]) for one in store.statuses.by_id.values()]
            case "label":
                return [(one["name"], one["id"]) for one in store.labels.by_id.values()]
            case "project":
                return [(one["key"], one["id"]) for one in store.projects.by_id.values()]
            case "person":
                people = [member["user"] for member in store.members.by_id.values()]
                return [
                    (name, one["id"]) for one in people for name in (one["name"], one["first_name"], one["email"] or "")
                ]
            case _:
                return ()

    def shown(self, source: Source) -> Iterable[str]:
        """The names that suggestions may tell: no addresses."""
        if source == "person":
            return [member["user"]["name"] for member in self.store.members.by_id.values()]
        return [name for name, _ in self.called(source)]

    def numbered(self, wanted: Sequence[tuple[str, str, int]]) -> Iterable[tuple[str, object]]:
        """Of those that were looked up."""
        return [(name, self.tasks[name]) for name, *_ in wanted if name in self.tasks]


@dataclass(frozen=True, slots=True)
class Nameable:
    """A `query.complete.Names` over the store."""

    store: Store

    def called(self, field: str) -> Iterable[Known]:
        """The values of a field."""
        if field in PEOPLE:
            return [Known(person_text(self.store, one["id"]), one["name"], "person") for one in self.store.people()]
        if field == "project":
            return [Known(one["key"], one["name"], "project") for one in self.store.open_projects()]
        if field in {"status", "label"}:
            hidden = CATEGORIES if field == "status" else ()
            names = dict.fromkeys(Names(self.store).shown(field))  # type: ignore[arg-type]  # one of the two
            return [Known(quoted(name), name, field) for name in sorted(names) if name.lower() not in hidden]
        return self._of_custom(field.removeprefix(CUSTOM)) if field.startswith(CUSTOM) else []

    def custom_keys(self) -> Iterable[Known]:
        """The custom fields."""
        named = {one["key"]: one["name"] for one in self.store.fields.by_id.values()}
        return [Known(f"{CUSTOM}{key}", name, "field") for key, name in named.items()]

    def _of_custom(self, key: str) -> Iterable[Known]:
        for one in self.store.fields.by_id.values():
            if one["key"] != key:
                continue
            yield from (Known(quoted(option["name"]), option["name"], "option") for option in one["options"])
            if one["type"] == "person":
                yield from self.called("assignee")
            if one["type"] == "checkbox":
                yield from (Known(word, word.capitalize(), "option") for word in ("true", "false"))


def person_text(store: Store, person_id: str) -> str:
    """How a query names a person: by name, unless somebody else is called so, too."""
    if person_id == store.me["id"]:
        return "me"
    people = [member["user"] for member in store.members.by_id.values()]
    wanted = next((one for one in people if one["id"] == person_id), None)
    if wanted is None:
        return person_id
    is_alone = len(Names(store).ids("person", [wanted["name"]])[wanted["name"]]) == 1
    return quoted(wanted["name"] if is_alone and wanted["name"] else wanted["email"] or person_id)
