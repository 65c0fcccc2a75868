"""Time zones by their names in the IANA database."""

from functools import cache
from zoneinfo import ZoneInfo

_UTC = ZoneInfo("UTC")


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone called `name`; UTC where the database does not know it, or knows it no more."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return _UTC
