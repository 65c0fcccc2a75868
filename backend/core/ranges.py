"""Parts of files: single byte ranges (RFC 9110 §14)."""

import re
from typing import NamedTuple

from django.http import HttpRequest

from backend.core.errors import RangeNotSatisfiable

_SINGLE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.ASCII | re.IGNORECASE)


class Range(NamedTuple):
    """The first and the last byte, both included."""

    first: int
    last: int


def asked_range(request: HttpRequest, size: int, tag: str) -> Range | None:
    """The part of a file of `size` bytes that is asked for; None: all of it.

    What is no single range of bytes is answered by the whole, as is an `If-Range` that names another representation.
    `RangeNotSatisfiable` for what begins behind the end.
    """
    # Not from `request.headers`: those of a HEAD, which knows no ranges, have lost this one in META alone.
    found = _SINGLE.fullmatch(request.META.get("HTTP_RANGE", "").replace(" ", ""))
    if found is None or request.headers.get("If-Range", tag).strip() != tag:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        wanted = Range(max(size - int(suffix), 0), size - 1)
    else:
        wanted = Range(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if wanted.first > wanted.last:
        raise RangeNotSatisfiable
    return wanted
