"""Ids of resources."""

from uuid import UUID

from uuid6 import uuid7 as _uuid7

NOBODY = UUID(int=0)
"""The id that nothing has."""


def uuid7() -> UUID:
    """A new time-ordered id (RFC 9562, version 7)."""
    return UUID(int=_uuid7().int)
