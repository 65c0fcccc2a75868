"""The cursors that clients send back."""

import re

from backend.core.errors import invalid

_CURSOR = re.compile(r"(?:([0-9a-z]{1,16})-)?([0-9]{1,18})")


def number_of(field: str, text: str | None, epoch: str) -> int | None:
    """The number in a cursor `<epoch>-<seq>`, or in a bare number; 422 for another log's and for what is none."""
    if text is None:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise invalid(field, "is not a cursor", where="query")
    if match[1] not in {None, epoch}:
        raise invalid(field, f"is of another log; the present one is {epoch}", where="query")
    return int(match[2])
