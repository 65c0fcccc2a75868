"""Which name was meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """`, did you mean X?` for the known name most like `name`, whatever the case, or nothing if none is alike."""
    folded = {one.casefold(): one for one in sorted(known, reverse=True)}
    matches = get_close_matches(name.casefold(), sorted(folded), n=1, cutoff=0.6)
    return f", did you mean {folded[matches[0]]}?" if matches else ""
