"""What a board or list shows, and how the URL says it.

`?status=…&assignee=me,none&label=…&priority=high&due=overdue&q=words&archived=1&subtasks=1`, values comma-separated.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

FIELDS = ("status", "assignee", "label", "priority", "due")


@dataclass(frozen=True, slots=True)
class Filter:
    """The chosen values of each field (none chosen: all), the words searched for, and two switches."""

    status: tuple[str, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    words: str = ""
    archived: bool = False
    subtasks: bool = False
    me: str = field(default="", compare=False)
    mine: bool = field(default=False, compare=False)
    found: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: str, *, me: str) -> "Filter":
        """The filter that a URL's query describes; what it does not know it ignores."""
        values = parse_qs(query)
        chosen = {name: tuple(part for part in values.get(name, [""])[0].split(",") if part) for name in FIELDS}
        return cls(
            status=chosen["status"],
            assignee=chosen["assignee"],
            label=chosen["label"],
            priority=chosen["priority"],
            due=chosen["due"],
            words=values.get("q", [""])[0].strip(),
            archived=values.get("archived") == ["1"],
            subtasks=values.get("subtasks") == ["1"],
            me=me,
        )

    def to_query(self) -> dict[str, str]:
        """What stands in the URL; only what differs from the default."""
        query = {name: ",".join(self.chosen(name)) for name in FIELDS if self.chosen(name)}
        if self.words:
            query["q"] = self.words
        if self.archived:
            query["archived"] = "1"
        if self.subtasks:
            query["subtasks"] = "1"
        return query

    def chosen(self, name: str) -> tuple[str, ...]:
        """The chosen values of a field."""
        values: tuple[str, ...] = getattr(self, name)
        return values

    def toggled(self, name: str, value: str) -> "Filter":
        """The same with one value more, or less."""
        before = self.chosen(name)
        after = tuple(one for one in before if one != value) if value in before else (*before, value)
        return self.with_values(name, after)

    def with_values(self, name: str, values: tuple[str, ...]) -> "Filter":
        """The same with other values for one field."""
        return replace(self, **{name: values})  # type: ignore[arg-type]  # name is one of FIELDS

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through that is shown by default."""
        return not any(self.chosen(name) for name in FIELDS) and not self.words

    def for_browser(self) -> dict[str, object]:
        """As the components read it: names resolved, words folded."""
        return {
            "status": list(self.status),
            "assignee": [self.me if one == "me" else one for one in self.assignee],
            "label": list(self.label),
            "priority": list(self.priority),
            "due": list(self.due),
            "words": folded(self.words).split() or None,
            "found": list(self.found),
            "archived": self.archived,
            "subtasks": self.subtasks,
            "mine": self.me if self.mine else None,
        }


def folded(text: str) -> str:
    """Without accents and case, as the browser's half folds too."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def url(path: str, query: Mapping[str, str]) -> str:
    """A path with a query, commas left readable."""
    return f"{path}?{urlencode(query, safe=',')}" if query else path
