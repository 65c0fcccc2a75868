"""Which name was meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """`, did you mean X?` for the known name most like `name`, or nothing if none is alike."""
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f", did you mean {matches[0]}?" if matches else ""
