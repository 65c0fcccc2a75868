"""What may come next at a place in a query, for search bars. The query need be neither complete nor right."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from query.fields import CATEGORIES, CUSTOM, FIELDS, FLAGS, PEOPLE, POSSESSIONS, PRIORITIES, SORTS
from query.fold import searchable
from query.moments import NAMED

LIMIT: Final = 20

_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s()"])+', re.DOTALL)
_TERM = re.compile(r'(-?)([^\s()":,]+):', re.ASCII)
_VALUE = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|$)|(?!\.\.)[^,"])*', re.DOTALL)
_BETWEEN = re.compile(r",|\.\.|$")
_SIGN = re.compile(r"[<>]?=?")
_PLAIN = re.compile(r'[^\s()"“„:,<>=.-](?:(?!\.\.)[^\s()"“„,])*')
_WORDS = frozenset({"none", "me", *CATEGORIES})
_DATES = (*NAMED, "now", "7d", "-7d", "2w", "1m")


@dataclass(frozen=True, slots=True)
class Known:
    """Something that may be meant: how a query writes it, what people call it, and what it is."""

    text: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Completion(Known):
    """It would take the place of the characters from `start` to `end`."""

    start: int
    end: int


class Names(Protocol):
    """What there is to name, for one reader."""

    def called(self, field: str) -> Iterable[Known]:
        """The values of a field that holds other things (`status`, `assignee`, `field.stage` …)."""

    def custom_keys(self) -> Iterable[Known]:
        """The custom fields, as `field.stage`."""


def complete(text: str, at: int, names: Names) -> list[Completion]:
    """What may stand where the cursor is, best first, at most `LIMIT`."""
    start, end, candidates = _slot(text, max(0, min(at, len(text))), names)
    typed = searchable(text[start:at].strip('"'))
    ranked = sorted(
        ((rank, known) for known in candidates if (rank := _rank(typed, known)) is not None), key=lambda pair: pair[0]
    )
    found = dict.fromkeys(Completion(known.text, known.label, known.kind, start, end) for _, known in ranked)
    return list(found)[:LIMIT]


def quoted(name: str) -> str:
    """A name as a query writes it: in quotes, where it would be read as something else."""
    if _PLAIN.fullmatch(name) and name.lower() not in _WORDS:
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _slot(text: str, at: int, names: Names) -> tuple[int, int, Iterable[Known]]:
    """The part of the text that would be replaced, and by what."""
    piece = next((one for one in _PIECE.finditer(text) if one.start() <= at <= one.end()), None)
    if piece is None:
        return at, at, _terms(names, is_short=True)
    term = _TERM.match(piece[0])
    if term is None or at < piece.start() + term.end():
        start = piece.start() + piece[0].startswith("-")
        is_word = not term and not piece[0].startswith('"')
        return min(start, at), piece.end(), _terms(names, is_short=at - start < 2) if is_word or term else ()
    start, end = _value(text, piece.start() + term.end(), piece.end(), at)
    return start, end, _values(term[2].lower(), names)


def _value(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The one of a term's values in which the cursor is, without the sign before it."""
    while True:
        value = _VALUE.match(text, start, end)
        stop = value.end() if value else end
        if at <= stop or stop >= end:
            sign = _SIGN.match(text, start, stop)
            return min(sign.end() if sign else start, at), stop
        between = _BETWEEN.match(text, stop)
        start = between.end() if between and between.end() > stop else stop + 1


def _terms(names: Names, *, is_short: bool) -> Iterator[Known]:
    """Beginnings of terms; once two letters are there also whole ones, by what they name."""
    for name, field in FIELDS.items():
        yield Known(f"{name}:", field.label, "field")
    yield from (Known(f"is:{name}", label, "flag") for name, label in FLAGS.items())
    yield from (Known(f"{known.text}:", known.label, "field") for known in names.custom_keys())
    if not is_short:
        for named in ("label", "status", "project", "assignee"):
            yield from (Known(f"{named}:{one.text}", one.label, one.kind) for one in names.called(named))


def _values(field: str, names: Names) -> Iterable[Known]:
    if field == "is":
        return [Known(name, label, "flag") for name, label in FLAGS.items()]
    if field == "has":
        return [*_words(POSSESSIONS, "thing"), *names.custom_keys()]
    if field == "sort":
        ways = [way for name in SORTS for way in (name, f"-{name}")]
        return [*_words(ways, "order"), *names.custom_keys()]
    if field == "priority":
        return _words(PRIORITIES, "priority")
    if field in FIELDS and FIELDS[field].kind == "date":
        return _words(_DATES, "date")
    fixed = [*(CATEGORIES if field == "status" else ()), *(("me",) if field in PEOPLE else ())]
    none = ["none"] if field.startswith(CUSTOM) or field not in {"status", "project"} else []
    return [*_words(fixed, "category" if field == "status" else "person"), *names.called(field), *_words(none, "none")]


def _words(words: Sequence[str], kind: str) -> list[Known]:
    return [Known(word, word.replace("-", " ").strip().capitalize(), kind) for word in words]


def _rank(typed: str, known: Known) -> int | None:
    """How well something fits what was typed: the smaller, the better; None: not at all."""
    text, label = searchable(known.text.strip('"')), searchable(known.label)
    _, _, value = text.rpartition(":")
    if text.startswith(typed):
        return 0
    if label.startswith(typed) or (value and value.startswith(typed)):
        return 1
    if any(word.startswith(typed) for word in label.split()):
        return 2
    return 3 if typed in text or typed in label else None
