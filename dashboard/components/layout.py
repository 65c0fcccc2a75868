"""How a layout arranges cards."""

from dataclasses import dataclass, field

from dashboard.grouping import Group


@dataclass(frozen=True, slots=True)
class Layout:
    """`by` what the cards are grouped, the groups in order, the order within one (`-priority,due`); the projects'
    names and colours by id, where cards of several stand side by side; the day with which weeks begin, 0 for Sunday."""

    by: str
    groups: list[Group]
    sort: str = ""
    projects: dict[str, dict[str, str]] = field(default_factory=dict)
    first_day: int = 1
