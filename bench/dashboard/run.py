"""One run: the browser first, then crowds of tabs, each crowd on a fresh dashboard."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence

import httpx

from bench.dashboard.browser import visiting
from bench.dashboard.crowds import open_tabs, visits
from bench.dashboard.figures import Figure
from bench.dashboard.pages import PageMeasure, live, load, opening, scroll
from bench.dashboard.place import place
from bench.dashboard.plan import Plan
from bench.dashboard.services import Services

PAGES: Mapping[str, PageMeasure] = {"a": load, "b": live, "c": scroll, "d": opening}
CROWDS = {"e": open_tabs, "f": visits}


def measure(here: Services, client: httpx.Client, plan: Plan, only: Sequence[str]) -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    made = place(client, plan.cards, plan.rows)
    database = here.settings["DATABASE_URL"]
    with visiting(here.dashboard.url, made.account) as visitor:
        cookie = visitor.cookie
        for name in (name for name in PAGES if name in only):
            yield from PAGES[name](visitor, made, client, database, plan)
    for name in (name for name in CROWDS if name in only):
        here.restart_dashboard()
        yield from asyncio.run(CROWDS[name](here, made, client, cookie, plan))
