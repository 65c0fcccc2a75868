"""One run: servers up, answers compared, statements captured, rounds measured, medians printed."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

from backend.eventlog.models import Counter
from backend.projects.models import Project
from bench.api import limit, sides
from bench.api.crowd import Crowd, crowds
from bench.api.environment import peer_python
from bench.api.load import Result, press
from bench.api.operations import OPERATIONS, Operation, Request, some
from bench.api.same import compare, keeps_contract
from bench.api.sides import Side
from bench.api.statements import Captured, capture, logged

SERVER_CORE, LOAD_CORE, ALL_CORES = "0", "1", "0,1"
WARM_UP = 1.0  # seconds for each process: every connection has to plan its statements
REQUESTS = 3200
CAPTURED = 32
PROCESSES = 4
# Numbers of tasks and events start here, so that they can be told from any other in a statement.
NUMBERS_FROM, EVENTS_FROM = 40_000_000, 700_000_000


@dataclass(frozen=True)
class Plan:
    """What to measure. `spreads`: in how many workspaces at once."""

    rounds: int
    seconds: int
    clients: int
    tasks: int
    only: Sequence[str]
    spreads: Sequence[int]
    with_peer: bool
    with_limit: bool

    @property
    def operations(self) -> list[Operation]:
        """Those that were asked for."""
        return [one for one in OPERATIONS if not self.only or one.name in self.only]


@dataclass
class Cell:
    """One operation in so many workspaces: what each side did in each round.

    `rates` in requests a second, `latencies` (median, 99th of a hundred) and `cpu` of a request in milliseconds.
    """

    name: str
    workspaces: int
    statements: int = 0
    rates: dict[str, list[float]] = field(default_factory=dict)
    latencies: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, side: str, result: Result, cpu_seconds: float) -> None:
        """What a side did in a round."""
        self.cpu.setdefault(side, []).append(cpu_seconds / max(result.requests, 1) * 1000)
        self.rates.setdefault(side, []).append(result.rate)
        self.latencies.setdefault(side, []).append((result.p50, result.p99))
        if result.failed:
            self.remarks.append(f"{side}: {result.failed} of {result.requests} failed")

    def middle(self, side: str) -> float:
        """The median of the rounds."""
        return median(self.rates[side]) if side in self.rates else 0.0

    def line(self) -> str:
        """A row of the table."""
        ours, theirs, alone = map(self.middle, ("tasktide", "drf", "pgbench"))
        ratio = f"{ours / theirs:6.1f} ×" if theirs else f"{'':8}"
        share = f"{ours / alone:6.1%}" if alone else f"{'':6}"
        cpu = "".join(f"{median(self.cpu[side]):9.2f}" if side in self.cpu else f"{'':9}" for side in SIDES)
        return (
            f"{self.name:12}{self.workspaces:>3}{self.statements:>5}{ours:>10.0f}{theirs:>7.0f}  {ratio}"
            f"{alone:>9.0f}  {share}{cpu}  {'; '.join(self.remarks)}"
        )


SIDES = ("tasktide", "drf")
HEAD = (
    f"{'operation':12}{'ws':>3}{'SQL':>5}{'tasktide':>10}{'drf':>7}  {'ratio':>8}{'pgbench':>9}{'share':>8}"
    f"{'CPU ms':>9}{'drf':>9}"
)


def measure(
    plan: Plan, variables: Mapping[str, str], servers: Path, folder: Path, keep: Path
) -> list[dict[str, object]]:
    """The cells of the table."""
    found = crowds(plan.tasks)
    _number_from()
    run = _Run(plan, variables, servers / "postgres", folder, found)
    cells: list[Cell] = []
    with ExitStack() as stack:
        pair = [stack.enter_context(sides.ours(variables, folder, cores=SERVER_CORE))]
        if plan.with_peer:
            python = peer_python(keep)
            pair.append(stack.enter_context(sides.peer(variables, python, folder, cores=SERVER_CORE)))
            print(f"{compare(pair[0], pair[1], found)} answers of both sides are equal")
        keeps_contract(pair[0], found[0])
        print("ours keep the contract\n")
        print(HEAD, flush=True)
        for operation in plan.operations:
            for spread in plan.spreads:
                cells.append(run.cell(operation, spread, pair))
                print(cells[-1].line(), flush=True)
    with sides.ours(variables, folder, cores=ALL_CORES, processes=PROCESSES) as many:
        print(f"\nwrites in one workspace, {PROCESSES} processes, everything on both cores")
        for operation in (one for one in plan.operations if one.writes):
            cells.append(run.cell(operation, 1, [many], cores=ALL_CORES))
            print(cells[-1].line(), flush=True)
    return [asdict(cell) for cell in cells]


class _Run:
    """What stays the same from cell to cell."""

    def __init__(
        self, plan: Plan, variables: Mapping[str, str], postgres: Path, folder: Path, found: Sequence[Crowd]
    ) -> None:
        self.plan, self.variables, self.postgres, self.folder, self.crowds = plan, variables, postgres, folder, found
        self.seeds = count(1)

    def cell(self, operation: Operation, spread: int, pair: Sequence[Side], *, cores: str = LOAD_CORE) -> Cell:
        """The rounds of one operation; within a round the sides take turns."""
        here, plan = self.crowds[:spread], self.plan
        name = operation.name if len(pair) > 1 or cores == LOAD_CORE else f"{operation.name} ×{PROCESSES}"
        cell = Cell(name, spread)
        texts: Sequence[str] = ()
        if plan.with_limit:
            captured = self._captured(operation, here, pair[0])
            cell.statements = round(median(len(one.statements) for one in captured))
            texts = limit.scripts(captured)
        for _ in range(plan.rounds):
            for side in pair:
                cell.add(side.name, *self._press(operation, here, side, cores, cell))
            if texts:
                cell.rates.setdefault("pgbench", []).append(self._alone(operation, texts, here, cores, cell))
        return cell

    def _press(
        self, operation: Operation, here: Sequence[Crowd], side: Side, cores: str, cell: Cell
    ) -> tuple[Result, float]:
        tokens = side.sign_in([user for crowd in here for user in crowd.people])
        warm_up = WARM_UP * (PROCESSES if cores == ALL_CORES else 1)
        for seconds in (warm_up, float(self.plan.seconds)):
            requests = self._requests(operation, here, side, REQUESTS)
            before, used = _settled(here), side.cpu_seconds
            result = press(
                side.url,
                requests,
                tokens,
                seconds=seconds,
                clients=self.plan.clients,
                cores=cores,
                folder=self.folder,
            )
            written, used = _settled(here) - before, side.cpu_seconds - used
        # wrk leaves when its time is up, and does not wait for what it has sent last.
        if operation.writes and abs(written - (result.requests - result.failed)) > 2 * self.plan.clients:
            cell.remarks.append(f"{side.name}: {written} events of {result.requests} requests")
        return result, used

    def _alone(
        self, operation: Operation, texts: Sequence[str], here: Sequence[Crowd], cores: str, cell: Cell
    ) -> float:
        before = _events(here)
        rate = limit.run(
            self.variables["DATABASE_URL"],
            texts,
            seconds=self.plan.seconds,
            clients=self.plan.clients,
            cores=cores,
            threads=len(cores.split(",")),
            folder=self.folder,
        )
        written = _events(here) - before
        if operation.writes and written < rate * self.plan.seconds * 0.9:
            cell.remarks.append(f"pgbench: {written} events at {rate:.0f} transactions a second")
        return rate

    def _captured(self, operation: Operation, here: Sequence[Crowd], side: Side) -> list[Captured]:
        requests = self._requests(operation, here, side, CAPTURED)
        with logged(self.postgres) as log:
            return capture(side, requests, log)

    def _requests(self, operation: Operation, here: Sequence[Crowd], side: Side, number: int) -> list[Request]:
        return some(operation, here, side, number=number, seed=next(self.seeds))


def _number_from() -> None:
    Project.objects.filter(last_number__lt=NUMBERS_FROM).update(last_number=NUMBERS_FROM)
    for counter in Counter.objects.filter(seq__lt=EVENTS_FROM):
        Counter.objects.filter(workspace_id=counter.workspace_id).update(seq=EVENTS_FROM)


def _settled(here: Sequence[Crowd]) -> int:
    """The events, once the requests that a departed client had sent last are done."""
    before, now = -1, _events(here)
    while before != now:
        time.sleep(0.2)
        before, now = now, _events(here)
    return now


def _events(here: Sequence[Crowd]) -> int:
    wanted = [crowd.id for crowd in here]
    return sum(Counter.objects.filter(workspace_id__in=wanted).values_list("seq", flat=True))
