"""One run: the sides take turns within each measure and round, so whatever else the machine does meets all of them."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.stream.comeback import comeback
from bench.stream.measures import CROWDS, cost, memory, spread, sustained
from bench.stream.plan import Figure, Plan
from bench.stream.sides import Side, Starting
from bench.stream.whole import whole
from bench.stream.world import Place

Work = Callable[[Side, Place, Plan], Awaitable[Figure]]


@dataclass(frozen=True)
class Measure:
    """`is_ours_alone`: the others have no cursor to come back with."""

    title: str
    works: tuple[Work, ...]
    is_repeated: bool = False
    is_ours_alone: bool = False


MEASURES: Mapping[str, Measure] = {
    "a": Measure("CPU of the server per delivered event, one workspace", (cost,), is_repeated=True),
    "b": Measure(
        "sustained deliveries, one workspace", tuple(partial(sustained, readers=readers) for readers in CROWDS)
    ),
    "c": Measure("from commit to byte, many workspaces", (spread,)),
    "d": Measure("memory of an idle reader", (memory,)),
    "e": Measure("everybody comes back at once", (comeback,), is_ours_alone=True),
}


async def run(plan: Plan, sides: Mapping[str, Starting], place: Place) -> AsyncIterator[Figure]:
    """Every figure, as soon as it is known; printed by whoever asks."""
    for name in plan.measures:
        measure = MEASURES[name]
        print(f"\n({name}) {measure.title}")
        for _ in range(plan.rounds if measure.is_repeated else 1):
            for work in measure.works:
                for side, start in sides.items():
                    if side == "ours" or not measure.is_ours_alone:
                        yield await _figure(name, side, start, work, place, plan)


async def run_whole(folder: Path) -> Figure:
    """The measure of a whole system."""
    print("\n(whole) from a change to its reader")
    return await whole(folder)


def summary(figures: list[Figure]) -> str:
    """Medians of (a), and how many times ours each of the others is."""
    found: dict[str, list[float]] = {}
    for figure in figures:
        if figure.measure == "a" and "microseconds" in figure.values:
            found.setdefault(figure.side, []).append(figure.values["microseconds"])
    if "ours" not in found:
        return ""
    ours = median(found["ours"])
    parts = [f"{side} {median(each):.1f} µs ({median(each) / ours:.2f} × ours)" for side, each in found.items()]
    return f"\nCPU per delivery, median of {len(found['ours'])}: {', '.join(parts)}"


async def _figure(name: str, side: str, start: Starting, work: Work, place: Place, plan: Plan) -> Figure:
    """A side that fails at a measure says so, and the run goes on."""
    gc.collect()
    try:
        async with start(place) as server:
            return await work(server, place, plan)
    except (TimeoutError, OSError, RuntimeError) as error:
        if side == "ours":
            raise
        return Figure(name, side, f"could not: {error or type(error).__name__}", {})
    finally:
        await asyncio.sleep(0.5)
