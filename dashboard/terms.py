"""The filter's text and its pills: the text is the truth, a pill is one of its terms, changed without the others."""

import re
from collections.abc import Callable

from query.errors import QueryError
from query.parse import parse

_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|$)|[“„][^“”„]*(?:[“”]|$)|[^\s"“„])+', re.DOTALL)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_VALUE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^,"])+', re.DOTALL)


def values(text: str, field: str) -> tuple[str, ...]:
    """The values of the filter's own term `field:…`, as they are written there."""
    piece = next((piece for piece in _own(text) if piece.lower().startswith(f"{field}:")), "")
    return tuple(_VALUE.findall(piece[len(field) + 1 :]))


def with_values(text: str, field: str, chosen: tuple[str, ...]) -> str:
    """The filter with these values in that term; without any, without it."""
    term = f"{field}:{','.join(chosen)}" if chosen else ""
    return _replaced(text, lambda piece: piece.lower().startswith(f"{field}:"), term)


def toggled(text: str, field: str, value: str) -> str:
    """The filter with one value more in that term, or less."""
    before = values(text, field)
    same = [one for one in before if one.lower() == value.lower()]
    return with_values(text, field, tuple(one for one in before if one not in same) if same else (*before, value))


def one_of(text: str, terms: tuple[str, ...]) -> str:
    """Which of these whole terms the filter has, or ""."""
    own = {piece.lower() for piece in _own(text)}
    return next((term for term in terms if term in own), "")


def with_one_of(text: str, terms: tuple[str, ...], chosen: str) -> str:
    """The filter with that one of these whole terms, or with none."""
    return _replaced(text, lambda piece: piece.lower() in terms, chosen)


def joined(*parts: str) -> str:
    """One query that asks for all of these: what holds an `or` is put into brackets."""
    return " ".join(f"({part})" if _is_choice(part) else part for part in parts if part)


def _replaced(text: str, is_it: Callable[[str], bool], term: str) -> str:
    if _is_choice(text):
        return joined(text, term)
    pieces = _pieces(text)
    kept = [piece for piece in pieces if not is_it(piece)]
    at = next((place for place, piece in enumerate(pieces) if is_it(piece)), len(kept))
    return " ".join([*kept[:at], term, *kept[at:]] if term else kept)


def _own(text: str) -> list[str]:
    """The terms that have to hold, each by itself; none where the whole is a choice."""
    return [] if _is_choice(text) else _pieces(text)


def _is_choice(text: str) -> bool:
    """Whether it is `… or …`, so that whatever is written beside it would belong to its last part only."""
    return any(piece.lower() == "or" for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """The text cut at blanks, but not within quotes or brackets."""
    pieces: list[str] = []
    depth = 0
    for found in _PIECE.finditer(text):
        piece, bare = found[0], _QUOTED.sub("", found[0])
        if depth > 0 or (pieces and found.start() > 0 and not text[found.start() - 1].isspace()):
            glue = "" if not text[found.start() - 1].isspace() else " "
            pieces[-1] += glue + piece
        else:
            pieces.append(piece)
        depth = max(0, depth + bare.count("(") - bare.count(")"))
    return pieces


def sort_of(text: str) -> str:
    """The order that the query asks for, as the API takes it: `due_at,-priority`, or ""."""
    try:
        return parse(text).sort or ""
    except QueryError:
        return ""
