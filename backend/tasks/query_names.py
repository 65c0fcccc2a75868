"""What there is to name in the queries of one person, for completions."""

from collections.abc import Iterable

from backend.tasks.query_lookup import Names
from query.complete import Known, quoted
from query.fields import CATEGORIES, CUSTOM, PEOPLE
from query.resolve import Source


class Nameable:
    """A `query.complete.Names` over the database."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def called(self, field: str) -> Iterable[Known]:
        """The values of a field."""
        if field in PEOPLE:
            return [self._person(name, email) for _, name, _, email in self._names.people]
        if field in {"status", "label", "project"}:
            return self._named(field)  # type: ignore[arg-type]  # these fields are called as what they hold
        return self._of_custom(field.removeprefix(CUSTOM)) if field.startswith(CUSTOM) else []

    def custom_keys(self) -> Iterable[Known]:
        """The custom fields."""
        keys = dict.fromkeys(key for key, _ in self._names.custom_fields)
        return [Known(f"{CUSTOM}{key}", key.replace("_", " ").capitalize(), "field") for key in keys]

    def _named(self, source: Source) -> Iterable[Known]:
        """A status that is called as its category is found by that."""
        names = dict.fromkeys(name for name, _ in self._names.rows(source))
        hidden = CATEGORIES if source == "status" else ()
        return [Known(quoted(name), name, source) for name in names if name.lower() not in hidden]

    def _of_custom(self, key: str) -> Iterable[Known]:
        for own, field in self._names.custom_fields:
            if own != key:
                continue
            yield from (Known(quoted(option), name, "option") for option, name in field.options.items())
            if field.type == "person":
                yield Known("me", "Me", "person")
                yield from self.called("assignee")
            if field.type == "checkbox":
                yield from (Known(word, word.capitalize(), "option") for word in ("true", "false"))

    def _person(self, name: str, email: str | None) -> Known:
        return Known(quoted(email or name), name, "person")
