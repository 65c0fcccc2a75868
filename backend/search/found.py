"""What a search finds, before it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.search.schemas import KindName

# What stands in a key is found before what stands in a title or name, then come descriptions, then comments.
BY_KEY, BY_NAME, BY_DESCRIPTION, BY_COMMENT = 3.0, 2.0, 1.0, 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """One thing. `score`: one of the above, and below 1 how well it fits. `former_key`: by which it was found."""

    kind: KindName
    id: UUID
    score: float
    is_archived: bool
    former_key: str = ""


def best(found: Iterable[Found], limit: int) -> list[Found]:
    """The best, each thing once; of equals the newest first, as ids of version 7 tell it."""
    ranked = sorted(found, key=lambda one: (one.score, one.id.bytes), reverse=True)
    once = {(one.kind, one.id): one for one in reversed(ranked)}
    return sorted(once.values(), key=lambda one: (one.score, one.id.bytes), reverse=True)[:limit]
