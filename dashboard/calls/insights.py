"""What one asks of the API about how it goes: figures, each with the query of the list behind it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Category, Person


class Figure(TypedDict):
    """How many tasks, and the query that finds them."""

    count: int
    q: str


class Comparison(Figure):
    """The same of the period and of as many days before it."""

    before: Figure


class Medians(TypedDict):
    """Days from the first work to completion."""

    days: float | None
    q: str
    before: float | None


class Summary(TypedDict):
    """The figures at the top."""

    since: str
    until: str
    open: Figure
    active: Figure
    overdue: Figure
    unassigned: Figure
    created: Comparison
    completed: Comparison
    cycle_time: Medians


class Flow(TypedDict):
    """What came and what was done on one day."""

    day: str
    created: Figure
    completed: Figure


class Throughput(TypedDict):
    """What came and what was done."""

    created: Figure
    completed: Figure
    days: list[Flow]


class Point(TypedDict):
    """How long one task took."""

    key: str
    title: str
    completed_at: str
    days: float


class CycleTime(TypedDict):
    """How long tasks took; `points`: the last of them."""

    completed: Figure
    median_days: float | None
    p85_days: float | None
    points: list[Point]
    is_capped: bool


class Progress(TypedDict):
    """What there was and what was done at the end of one day."""

    day: str
    scope: Figure
    completed: Figure


class BurnUp(TypedDict):
    """What there is and what is done."""

    days: list[Progress]


class PersonLoad(TypedDict):
    """What one person, or nobody, has to do."""

    person: Person | None
    open: Figure
    overdue: Figure
    estimate: float


class Load(TypedDict):
    """Who has how much to do."""

    open: Figure
    people: list[PersonLoad]


class CategoryAge(TypedDict):
    """How long the open tasks of a category have been in their status."""

    category: Category
    open: Figure
    median_days: float
    p85_days: float
    longest_days: float


class Age(TypedDict):
    """The open tasks that are so old."""

    from_days: int
    to_days: int | None
    open: Figure


class Standing(TypedDict):
    """A task that has been in its status for long."""

    key: str
    title: str
    status: str
    days: float


class Ageing(TypedDict):
    """How old open tasks are, and how long they stand."""

    categories: list[CategoryAge]
    ages: list[Age]
    longest: list[Standing]


@dataclass(frozen=True)
class Insights:
    """All of it, as it was at one time."""

    summary: Summary
    throughput: Throughput
    cycle_time: CycleTime
    burn_up: BurnUp
    load: Load
    ageing: Ageing

    @property
    def is_empty(self) -> bool:
        """Whether nothing came, nothing was done and nothing is to do."""
        counted = (self.summary["open"], self.summary["created"], self.summary["completed"])
        return not any(figure["count"] for figure in counted) and not self.burn_up["days"][-1]["scope"]["count"]


async def insights(api: Api, workspace: str, q: str, period: Mapping[str, str]) -> Insights:
    """Everything that the page shows, asked at once."""
    asked = {"workspace": workspace, **({"q": q} if q else {})}

    async def read(name: str, query: Mapping[str, str]) -> object:
        return (await api.call("GET", f"/api/insights/{name}", query={**asked, **query})).json()

    found = await asyncio.gather(
        *(read(name, period) for name in ("summary", "throughput", "cycle-time", "burn-up")),
        *(read(name, {}) for name in ("load", "ageing")),
    )
    return Insights(
        cast("Summary", found[0]),
        cast("Throughput", found[1]),
        cast("CycleTime", found[2]),
        cast("BurnUp", found[3]),
        cast("Load", found[4]),
        cast("Ageing", found[5]),
    )
