"""Places in an order as strings between which there is always room (fractional indexing), compared as bytes.

Moving a row writes that row alone. Two rows that were put into one gap at once share a place; their ids decide.
"""

from uuid import UUID

from django.db.models import Model, QuerySet
from fractional_indexing import FIError, generate_key_between, generate_n_keys_between, validate_order_key

from backend.core.errors import Conflict, invalid

LONGEST = 1000  # characters; an index holds no more than 2,700 bytes in a row


def ranks(count: int) -> list[str]:
    """`count` places for rows of a fresh order."""
    keys: list[str] = generate_n_keys_between(None, None, count)
    return keys


def last_rank(rows: QuerySet[Model]) -> str:
    """A place behind all `rows`."""
    return _between(_edge(rows.order_by("-position")), None)


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
        return _between(here, _edge(others.filter(position__gt=here).order_by("position")))
    return _between(_edge(others.filter(position__lt=here).order_by("-position")), here)


def checked_rank(position: str) -> str:
    """`position`, if it is a place such as `ranks` makes them; 422 otherwise."""
    try:
        validate_order_key(position)
    except (FIError, IndexError):
        raise invalid("position", "is not a place such as this API makes them") from None
    return position


def _edge(rows: QuerySet[Model]) -> str | None:
    position: str | None = rows.values_list("position", flat=True).first()
    return position


def _between(low: str | None, high: str | None) -> str:
    """`Conflict` where others were put by hand at the very ends of the scale, or so close that a key grows too long."""
    try:
        key: str = generate_key_between(low, high)
        validate_order_key(key)
    except FIError:
        key = ""
    if not 0 < len(key) <= LONGEST:
        raise Conflict("There is no room left at this place; move its neighbour first.")
    return key
