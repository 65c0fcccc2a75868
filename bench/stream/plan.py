"""What is asked for, and a figure that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIDES = ("ours", "nchan", "tutorial", "channels", "channels-pubsub")


@dataclass(frozen=True)
class Plan:
    """`scale`: so much of each crowd, for a try."""

    measures: Sequence[str]
    rounds: int
    seconds: float
    scale: float

    def of(self, count: int) -> int:
        """So many readers, scaled."""
        return max(1, round(count * self.scale))


@dataclass(frozen=True)
class Figure:
    """What one side did in one measure. `told` is for people, `values` are kept."""

    measure: str
    side: str
    told: str
    values: Mapping[str, float]
