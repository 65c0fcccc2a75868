"""The measures (a) to (d): what somebody at a browser waits for."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import httpx
from playwright.sync_api import CDPSession, Page

from bench.dashboard import scripts
from bench.dashboard.browser import PATIENCE, Visit, Visitor
from bench.dashboard.changes import MARK, RATE, Changes, changing
from bench.dashboard.figures import Figure, middle, percentile
from bench.dashboard.place import Measured
from bench.dashboard.plan import Plan
from bench.dashboard.wire import listening

COLD, WARM, WIRE = 1600, 900, 400  # milliseconds, and kilobytes
SOON, SHARE = 50, 15  # milliseconds, and percent
OPENED = 60  # milliseconds
OPENINGS, STEPS = 30, 60
REST = 800  # milliseconds in which whatever comes after a page has come

PageMeasure = Callable[[Visitor, Measured, httpx.Client, str, Plan], list[Figure]]


def load(visitor: Visitor, place: Measured, _client: httpx.Client, _database: str, plan: Plan) -> list[Figure]:
    """(a) The board with an empty cache, then with a full one; and what comes over the wire."""
    cold: list[Visit] = []
    warm: list[Visit] = []
    clicks: list[float] = []
    for _ in range(plan.rounds):
        with visitor.window() as page:
            cold.append(visitor.visit(page, place.board_path))
            clicks.append(_open(page, page.evaluate(scripts.DRAWN_CARDS)[0])["outline"])
            page.wait_for_timeout(REST)
            warm.append(visitor.visit(page, place.board_path))
    figures = [*_loaded("cold", cold, COLD), *_loaded("warm", warm, WARM)]
    figures.append(middle("a", "cold: a click at once opens the drawer", clicks, "ms"))
    return [*figures, *_weighed(visitor, place)]


def _loaded(name: str, visits: list[Visit], goal: float) -> list[Figure]:
    return [
        middle("a", f"{name}: interactive", [one.interactive for one in visits], "ms", goal),
        middle("a", f"{name}: first cards drawn", [one.drawn for one in visits], "ms"),
        middle("a", f"{name}: web socket alive", [one.live for one in visits], "ms"),
    ]


def _weighed(visitor: Visitor, place: Measured) -> list[Figure]:
    figures = []
    with visitor.window() as page:
        for name, goal in (("cold", WIRE), ("warm", None)):
            with listening(page) as wire:
                visitor.visit(page, place.board_path)
                page.wait_for_timeout(REST)
            resources = [asdict(one) for one in wire.heaviest_first()]
            kilobytes = wire.total / 1000
            figures.append(
                middle("a", f"{name}: on the wire", [kilobytes], "kB", goal, details={"resources": resources})
            )
            told = wire.received / 1000
            figures.append(
                middle("a", f"{name}: web socket, unpacked", [told], "kB", details={"messages": wire.messages})
            )
    return figures


def live(visitor: Visitor, place: Measured, client: httpx.Client, database: str, plan: Plan) -> list[Figure]:
    """(b) Changes while the board is on screen."""
    with visitor.window() as page:
        visitor.visit(page, place.board_path)
        page.wait_for_timeout(REST)
        page.evaluate(scripts.WATCH_TITLES, MARK)
        tasks = page.evaluate(scripts.DRAWN_CARDS)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        idle = _busy(session, partial(page.wait_for_timeout, 3000))
        with changing(client, tasks) as changes:
            page.wait_for_timeout(1000)
            share = _busy(session, partial(page.wait_for_timeout, plan.seconds * 1000))
        page.wait_for_timeout(REST)
        seen = {int(number): at for number, at in page.evaluate("window.benchSeen").items()}
    return [
        *_lags(changes, seen, database),
        middle("b", f"main thread of the page, {RATE:g} events/s", [share], "%", SHARE),
        middle("b", "main thread of the page, nothing happens", [idle], "%"),
    ]


def _lags(changes: Changes, seen: dict[int, float], database: str) -> list[Figure]:
    committed = changes.committed(database)
    from_commit = [seen[number] - at for number, at in committed.items() if number in seen]
    from_sending = [seen[number] - at for number, at in changes.sent.items() if number in seen]
    told = {"changes": len(changes.sent), "seen": len(from_commit), "failures": changes.failures[:3]}
    return [
        middle("b", "from commit to the DOM, p50", [percentile(from_commit, 50)], "ms", details=told),
        middle("b", "from commit to the DOM, p95", [percentile(from_commit, 95)], "ms", SOON),
        middle("b", "from sending to the DOM, p50", [percentile(from_sending, 50)], "ms"),
        middle("b", "from sending to the DOM, p95", [percentile(from_sending, 95)], "ms"),
        middle("b", "changes that were never seen", [len(changes.sent) - len(from_commit)], "", 1),
    ]


def _busy(session: CDPSession, wait: Callable[[], None]) -> float:
    """The share of the main thread that was in use meanwhile, in percent."""
    before = _metrics(session)
    wait()
    after = _metrics(session)
    used = after["TaskDuration"] - before["TaskDuration"]
    return used / (after["Timestamp"] - before["Timestamp"]) * 100


def _metrics(session: CDPSession) -> dict[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def scroll(visitor: Visitor, place: Measured, _client: httpx.Client, _database: str, plan: Plan) -> list[Figure]:
    """(c) The long list from top to bottom."""
    drawn, long, frames = [], [], []
    for _ in range(plan.rounds):
        with visitor.window() as page:
            drawn.append(visitor.visit(page, place.list_path).drawn)
            page.wait_for_timeout(REST)
            found = page.evaluate(scripts.SCROLL, STEPS)
            if found["height"] < plan.rows * 30 or not found["rows"]:
                raise RuntimeError(f"the list is not all there: {found}")
            long.append(found["long"])
            frames.append(percentile(found["frames"], 95))
    longest = [max(one, default=0.0) for one in long]
    name = f"{plan.rows:,} rows"
    return [
        middle(
            "c",
            f"{name}: long tasks in {STEPS} steps, most",
            [max(map(len, long))],
            "",
            1,
            details={"longest": longest},
        ),
        middle("c", f"{name}: a frame while scrolling, p95", frames, "ms"),
        middle("c", f"{name}: first rows drawn", drawn, "ms"),
    ]


def opening(visitor: Visitor, place: Measured, _client: httpx.Client, _database: str, plan: Plan) -> list[Figure]:
    """(d) From a click to the drawer."""
    outlines, wholes = [], []
    with visitor.window() as page:
        visitor.visit(page, place.board_path)
        page.wait_for_timeout(REST)
        for task in page.evaluate(scripts.DRAWN_CARDS)[: plan.of(OPENINGS)]:
            took = _open(page, task)
            outlines.append(took["outline"])
            wholes.append(took["whole"])
            page.wait_for_timeout(150)
            page.keyboard.press("Escape")
            page.wait_for_function("!document.querySelector('.tt-drawer.tt-open')", timeout=PATIENCE)
    return [
        middle("d", "drawer with its outline, p50", [percentile(outlines, 50)], "ms", details={"each": outlines}),
        middle("d", "drawer with its outline, p95", [percentile(outlines, 95)], "ms", OPENED),
        middle("d", "drawer with the whole task, p50", [percentile(wholes, 50)], "ms"),
        middle("d", "drawer with the whole task, p95", [percentile(wholes, 95)], "ms"),
    ]


def _open(page: Page, task: str) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(scripts.OPEN_CARD, task)
    return found
