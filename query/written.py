"""The parts of a term as they were written, each with its place."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Name:
    """Something as the query names it, and where."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written. In quotes it is text, never a word of the language (`none`, `me`, `today`)."""

    text: str
    at: int
    is_quoted: bool = False

    @property
    def word(self) -> str:
        """The word of the language that it may be, or nothing."""
        return "" if self.is_quoted else self.text.lower()


@dataclass(frozen=True, slots=True)
class Item:
    """One of the comma-separated parts of a term: `x`, `<x`, `a..b`, `a..`, `..b`."""

    operator: Literal["=", "<", "<=", ">", ">=", ".."]
    value: Value | None
    upper: Value | None = None

    @property
    def at(self) -> int:
        """Where it stands."""
        return next(value.at for value in (self.value, self.upper) if value is not None)
