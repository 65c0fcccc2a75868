"""(e) Everybody comes back at once, to a process that has just started and knows nothing, while events go on."""

import asyncio
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bench.stream.crowd import Crowd
from bench.stream.meter import Meter
from bench.stream.plan import Figure, Plan
from bench.stream.publishers import publish_at
from bench.stream.sides import Side
from bench.stream.world import Place, Topic, crowd
from runtime import postgres

READERS = 5000
BEHIND = 200  # events
BEFORE = 100
MEANWHILE = 0.1  # seconds from one event to the next
PATIENCE = 120.0

# Each line of the server's log begins with the name of the program that asked. The pool asks with an empty statement
# whether a connection still lives; that does not count.
_SETTINGS = "\nlog_statement = 'all'\nlog_line_prefix = '@@%a '\n"
_STATEMENT = re.compile(r"^@@tasktide-events LOG:  (?:statement|execute [^:]*):\s*[^@\s]", re.MULTILINE)


@dataclass(frozen=True)
class Statements:
    """What the event service asks of PostgreSQL, read from the server's own log."""

    log: Path
    start: int

    def count(self) -> int:
        """Until now."""
        with self.log.open("rb") as lines:
            lines.seek(self.start)
            return len(_STATEMENT.findall(lines.read().decode(errors="replace")))


async def comeback(side: Side, place: Place, plan: Plan) -> Figure:
    """Seconds until each reader has what it missed, once and in order, and what that cost the database."""
    people, tokens = crowd(plan.of(READERS))
    topic = place.topic(people)
    await publish_at(side.publisher, [topic], 1000, (BEFORE + BEHIND) / 1000)
    missed = topic.number
    coming = Crowd(side, is_exact=True)
    with _logged(place.folder / "postgres", place.database) as statements:
        meter, started = Meter(side), monotonic()
        is_over = asyncio.Event()
        going_on = asyncio.create_task(_go_on(side, topic, is_over))
        joining = asyncio.create_task(coming.come_back(topic, tokens, missed - BEHIND))
        has_all = await coming.all_have(missed, PATIENCE)
        seconds, asked = monotonic() - started, statements.count()
        meter.stop()
    await joining
    is_over.set()
    await going_on
    await coming.settle()
    away = sum(listener.last != topic.number for listener in coming.listeners)
    coming.leave()
    whether = "all" if has_all else "not all"
    told = (
        f"{len(tokens)} readers, {BEHIND} events behind: {whether} caught up after {seconds:.1f} s,"
        f" {coming.irregular} missed or repeated one, {away} not at the end, {coming.lost} cut,"
        f" {len(coming.refusals)} refused, {asked} statements, {meter.remark()}"
    )
    values = {"seconds": seconds, "irregular": coming.irregular, "away": away, "statements": asked, "has_all": has_all}
    return Figure("e", side.name, told, values)


async def _go_on(side: Side, topic: Topic, is_over: asyncio.Event) -> None:
    """Others work meanwhile."""
    while not is_over.is_set():
        await side.publisher.publish(topic)
        await asyncio.sleep(MEANWHILE)


@contextmanager
def _logged(folder: Path, server: postgres.Server) -> Iterator[Statements]:
    """All statements are logged, as long as the block lasts."""
    settings, log = folder / "cluster/postgresql.conf", folder / "postgres.log"
    before = settings.read_text(encoding="utf-8")
    try:
        settings.write_text(before + _SETTINGS, encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
        yield Statements(log, log.stat().st_size)
    finally:
        settings.write_text(before, encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
