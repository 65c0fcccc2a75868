"""Reading rows of foreign JSON: whatever is wrong with one field is told and left out, the row goes on."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from backend.imports.board import NAME_LIMIT, Problem

# A day without a time becomes noon in UTC, which is that same day nearly everywhere on earth.
NOON = time(12, tzinfo=UTC)
LARGEST = 1e300  # a place beyond it is none


class BadRowError(Exception):
    """The row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One row of the file. `where` names it for people; `problems` collects what is wrong."""

    row: Mapping[str, object]
    where: str
    problems: list[Problem]

    def required(self, name: str) -> str:
        """A text that must be there; `BadRowError` otherwise."""
        value = self.row.get(name)
        if not isinstance(value, str) or not value.strip():
            raise BadRowError(f"has no {name}")
        return self._clean(name, value)

    def text(self, name: str) -> str:
        """The text, or "" where there is none."""
        value = self.row.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.complain(f"{name} is not text: left out")
            return ""
        return self._clean(name, value)

    def named(self, name: str, otherwise: str) -> str:
        """A short name; `otherwise` where there is none."""
        text = " ".join(self.text(name).split())
        return shortened(text, NAME_LIMIT) or otherwise

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, each once, in order."""
        values = [value for value in self.rows(name) if isinstance(value, str) and value]
        return tuple(dict.fromkeys(values))

    def rows(self, name: str) -> Sequence[object]:
        """The list, or an empty one."""
        value = self.row.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain(f"{name} is not a list: left out")
            return ()
        return value

    def inner(self, name: str) -> "Fields":
        """The object inside this one; an empty one where there is none."""
        value = self.row.get(name)
        return Fields(value if isinstance(value, dict) else {}, self.where, self.problems)

    def flag(self, name: str) -> bool:
        """Whether the file says true."""
        return self.row.get(name) is True

    def number(self, name: str) -> float:
        """The number, or infinity: what has no place stands last."""
        match self.row.get(name):
            case bool():
                return float("inf")
            case int() | float() as value if abs(value) < LARGEST:  # not true of NaN
                return float(value)
        return float("inf")

    def integer(self, name: str) -> int | None:
        """The whole number, if there is one."""
        value = self.row.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def instant(self, name: str) -> datetime | None:
        """An ISO 8601 instant in UTC; a day alone becomes its noon."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        try:
            return _instant(str(value))
        except (ValueError, OverflowError):
            self.complain(f"{name} “{str(value)[:40]}” is not a date: left out")
            return None

    def complain(self, reason: str) -> None:
        """Tell what is wrong with this row."""
        self.problems.append(Problem(self.where, reason))

    def _clean(self, name: str, value: str) -> str:
        """PostgreSQL takes neither NUL nor half a surrogate pair."""
        cleaned = value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if cleaned != value:
            self.complain(f"{name} holds characters that cannot be stored: removed")
        return cleaned


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2026-12-31"):
        return datetime.combine(moment.date(), NOON)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def unlike(source_id: str, known: Container[str]) -> None:
    """`BadRowError` where an id comes for the second time."""
    if source_id in known:
        raise BadRowError("has the same id as another one")


def shortened(text: str, limit: int) -> str:
    """`text` of at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
