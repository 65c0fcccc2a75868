"""Places in an order as strings between which there is always room (fractional indexing), compared as bytes.

Moving a row writes that row alone. Two rows that were put into one gap at once share a place; their ids decide.
"""

from uuid import UUID

from django.db.models import Model, QuerySet
from fractional_indexing import (
    BASE_62_DIGITS,
    FIError,
    generate_key_between,
    generate_n_keys_between,
    validate_order_key,
)

from backend.core.errors import Conflict, invalid

LONGEST = 500  # characters; as many as a client may send

_DIGITS: str = BASE_62_DIGITS
_BASE = len(_DIGITS)


def ranks(count: int) -> list[str]:
    """`count` places for rows of a fresh order."""
    keys: list[str] = generate_n_keys_between(None, None, count)
    return keys


def last_rank(rows: QuerySet[Model]) -> str:
    """A place behind all `rows`."""
    return rank_between(_edge(rows.order_by("-position")), None)


def rank_beside(
    rows: QuerySet[Model], *, after: UUID | None, before: UUID | None, among: QuerySet[Model] | None = None
) -> str:
    """A place directly behind the row `after`, or directly before the row `before`, in the order of `among`.

    422 where that row is not among `rows`.
    """
    others = rows if among is None else among
    name, neighbour = ("after", after) if after is not None else ("before", before)
    if neighbour is None or (after is not None and before is not None):
        raise invalid("after", "give either after or before")
    here = _edge(rows.filter(pk=neighbour))
    if here is None:
        raise invalid(name, "is not in the same project")
    if name == "after":
        return rank_between(here, _edge(others.filter(position__gt=here).order_by("position")))
    return rank_between(_edge(others.filter(position__lt=here).order_by("-position")), here)


def checked_rank(position: str) -> str:
    """`position`, if it is a place such as `ranks` makes them; 422 otherwise."""
    try:
        validate_order_key(position)
    except (FIError, IndexError):
        raise invalid("position", "is not a place such as this API makes them") from None
    return position


def rank_between(low: str | None, high: str | None) -> str:
    """A place between two others, or at an end.

    `Conflict` where others were put by hand at the very ends of the scale, or so close that it grows too long.
    """
    try:
        key: str = generate_key_between(low, high)
        validate_order_key(key)
    except FIError:
        key = ""
    if not 0 < len(key) <= LONGEST:
        raise _no_room()
    return key


def spread(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` places between two others, or beside one, as short and as far from each other as there is room."""
    if low is None and high is None:
        return ranks(count)
    for places in range(LONGEST):
        step = _BASE**places
        first = None if low is None else _number(low, places)
        last = (first or 0) + (count + 1) * step if high is None else _number(high, places)
        first = last - (count + 1) * step if first is None else first
        # Rounded down, the lower end may still be below its own number, and the upper one is not above it.
        if last - first > count:
            return [_key(first + (last - first) * one // (count + 1), places) for one in range(1, count + 1)]
    raise _no_room()


def _number(key: str, places: int) -> int:
    """The place as a number with so many digits behind the point, the rest cut off."""
    width = _width(key[0])
    fraction = key[1 + width :][:places].ljust(places, _DIGITS[0])
    number = 0
    for digit in key[1 : 1 + width] + fraction:
        number = number * _BASE + _DIGITS.index(digit)
    return number + _first_of(key[0]) * int(_BASE**places)


def _key(number: int, places: int) -> str:
    whole, fraction = divmod(number, _BASE**places)
    for head in _HEADS:
        first, width = _first_of(head), _width(head)
        if first <= whole < first + _BASE**width:
            return head + _digits(whole - first, width) + _digits(fraction, places).rstrip(_DIGITS[0])
    raise _no_room()


_HEADS = "abcdefghijklmnopqrstuvwxyzZYXWVUTSRQPONMLKJIHGFEDCB"


def _width(head: str) -> int:
    """How many digits before the point follow a first letter: a and Z one, b and Y two …"""
    return ord(head) - ord("a") + 1 if head >= "a" else ord("Z") - ord(head) + 1


def _first_of(head: str) -> int:
    """The smallest whole number that begins with this letter: from a upwards 0 and more, from Z downwards below."""
    width = _width(head)
    below = sum(int(_BASE**narrower) for narrower in range(1, width))
    return below if head >= "a" else -below - int(_BASE**width)


def _digits(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        digits = _DIGITS[digit] + digits
    return digits


def _edge(rows: QuerySet[Model]) -> str | None:
    position: str | None = rows.values_list("position", flat=True).first()
    return position


def _no_room() -> Conflict:
    return Conflict("There is no room left at this place; move its neighbour first.")
