"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`rounds` of what can be repeated, `seconds` of what goes on for a while; `is_small` for a try."""

    rounds: int
    seconds: float
    is_small: bool

    @property
    def cards(self) -> int:
        """Tasks of the board."""
        return 40 if self.is_small else 400

    @property
    def rows(self) -> int:
        """Tasks of the list."""
        return 300 if self.is_small else 5000

    def of(self, count: int) -> int:
        """So many of whatever else there is."""
        return max(2, count // 8) if self.is_small else count
