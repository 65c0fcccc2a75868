"""What of the tasks a page shows, and how; the URL says it: `?q=…&group=assignee&sort=-priority&subtasks=1`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from dashboard import terms

GROUPS = ("status", "assignee", "priority", "label", "project", "due", "none")
SORTS = ("position", "due", "-priority", "-updated", "-created", "title", "-estimate")
LAYOUTS = ("list", "board", "calendar", "timeline")


@dataclass(frozen=True, slots=True)
class Filter:
    """`q` is the query language. `group`, `sort` and `layout` are "" where the page's own choice holds."""

    q: str = ""
    group: str = ""
    sort: str = ""
    layout: str = ""
    subtasks: bool = False
    archived: bool = False

    @classmethod
    def from_query(cls, query: str) -> "Filter":
        """The filter that a URL's query describes; what it does not know it ignores."""
        values = {name: found[0] for name, found in parse_qs(query).items()}

        def known(name: str, among: tuple[str, ...]) -> str:
            return values[name] if values.get(name) in among else ""

        return cls(
            q=values.get("q", "").strip(),
            group=known("group", GROUPS),
            sort=known("sort", SORTS),
            layout=known("layout", LAYOUTS),
            subtasks=values.get("subtasks") == "1",
            archived=values.get("archived") == "1",
        )

    def to_query(self) -> dict[str, str]:
        """What stands in the URL; only what differs from the default."""
        said = {"q": self.q, "group": self.group, "sort": self.sort, "layout": self.layout}
        query = {name: value for name, value in said.items() if value}
        return query | {name: "1" for name in ("subtasks", "archived") if getattr(self, name)}

    def text(self, base: str) -> str:
        """The whole query: the page's own part, the person's, and the two switches."""
        hidden = "" if self.subtasks or "parent:" in self.q.lower() or "is:subtask" in self.q.lower() else "parent:none"
        return terms.joined(base, hidden, "is:any" if self.archived else "", self.q)

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through that is shown by default."""
        return not self.q

    def with_q(self, q: str) -> "Filter":
        """The same for another query."""
        return replace(self, q=q.strip())


def url(path: str, query: Mapping[str, str]) -> str:
    """A path with a query, what is readable left so."""
    return f"{path}?{urlencode(query, safe=',:')}" if query else path
