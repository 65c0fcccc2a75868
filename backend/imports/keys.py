"""The short key of a project (`OPS`), made from a board's name."""

import re
from collections.abc import Collection, Iterable

from query.fold import fold

LENGTH = 5  # of what is made here; the database allows ten
FALLBACK = "BOARD"


def derive(hints: Iterable[str], taken: Collection[str]) -> str:
    """A key of ASCII capitals and digits that is not `taken`, from the first hint with letters to make one of."""
    stem = next((key for key in map(_from, hints) if key), FALLBACK)
    if stem not in taken:
        return stem
    return next(key for number in range(2, len(taken) + 3) if (key := f"{stem}{number}") not in taken)


def _from(hint: str) -> str:
    """Initials of several words, the beginning of one; "" where fewer than two letters are left."""
    words = [word for word in re.split(r"[^a-z0-9]+", fold(hint)) if word]
    text = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    key = text.lstrip("0123456789").upper()
    shortened = key if len(key) <= LENGTH else key[:4]
    return shortened if len(shortened) > 1 else ""
