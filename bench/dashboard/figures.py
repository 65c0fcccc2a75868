"""What came of a measure, and whether that is good enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

HEAD = f"   {'':52}{'median':>10}{'':6}{'goal':>10}"


@dataclass(frozen=True)
class Figure:
    """`value` is the median of `rounds`. `goal`: it has to be less; None where nothing was promised."""

    measure: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    rounds: Sequence[float] = ()
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool | None:
        """Whether it is as good as was promised."""
        return None if self.goal is None else self.value < self.goal

    def line(self) -> str:
        """A row of the table."""
        verdict = {None: "", True: "reached", False: "MISSED"}[self.is_reached]
        goal = "" if self.goal is None else f"< {self.goal:g}"
        return f"({self.measure}) {self.name:52}{self.value:>9.1f} {self.unit:6}{goal:>9}  {verdict}"

    def kept(self) -> dict[str, object]:
        """As JSON holds it."""
        shown = ("measure", "name", "value", "unit", "goal", "is_reached", "rounds", "details")
        return {name: getattr(self, name) for name in shown}


def middle(
    measure: str,
    name: str,
    rounds: Sequence[float],
    unit: str,
    goal: float | None = None,
    *,
    details: Mapping[str, object] | None = None,
) -> Figure:
    """The median of what was measured in each round."""
    return Figure(measure, name, median(rounds), unit, goal, [round(one, 2) for one in rounds], details or {})


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
