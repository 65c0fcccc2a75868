"""API, event service and dashboard as docker-compose.yml starts them, the dashboard on a core of its own."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.servers import serving
from runtime.ports import free_port
from runtime.processes import stop
from tests.deploy.plans import Plan
from tests.deploy.programs import program
from tests.e2e.system import UNLIMITED
from tests.e2e.town import Part

DASHBOARD_CORE = "0"
REST_CORE = 1


@dataclass(frozen=True)
class Services:
    """What runs, and the settings that all of it shares."""

    settings: Mapping[str, str]
    api: Part
    events: Part
    dashboard: Part

    @property
    def memory(self) -> int:
        """Bytes of the dashboard's process that are in memory."""
        return int(self._process.memory_info().rss)

    @property
    def cpu_seconds(self) -> float:
        """What the dashboard has used so far."""
        return float(sum(self._process.cpu_times()[:2]))

    def restart_dashboard(self) -> None:
        """A fresh process, which knows nobody's tabs."""
        _end(self.dashboard)
        self.dashboard.start()

    @property
    def _process(self) -> psutil.Process:
        assert self.dashboard.process is not None
        return psutil.Process(self.dashboard.process.pid)


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """All of it. This process, the servers, the browser: whatever is not the dashboard shares the other core."""
    os.sched_setaffinity(0, {REST_CORE})
    with serving(folder / "servers") as variables, ExitStack() as ending:
        given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        settings = given | variables | UNLIMITED
        api = _planned("api", folder, settings)
        events = _events(folder, settings)
        dashboard = _dashboard(folder, settings, api, events)
        for part in (api, events, dashboard):
            part.start()
            ending.callback(_end, part)
        yield Services(settings, api, events, dashboard)


def _planned(name: str, folder: Path, settings: Mapping[str, str]) -> Part:
    plan = Plan(name, folder, free_port())
    first, *options = plan.command
    return Part(name, [program(first), *options], dict(settings), plan.port, folder / f"{name}.log")


def _events(folder: Path, settings: Mapping[str, str]) -> Part:
    port = free_port()
    command = [sys.executable, "-m", "events"]
    return Part("events", command, {**settings, "TASKTIDE_PORT": str(port)}, port, folder / "events.log")


def _dashboard(folder: Path, settings: Mapping[str, str], api: Part, events: Part) -> Part:
    part = _planned("dashboard", folder, settings)
    part.command[:0] = ["taskset", "--cpu-list", DASHBOARD_CORE]
    part.environment.update(
        TASKTIDE_API_URL=api.url,
        TASKTIDE_EVENTS_URL=events.url,
        TASKTIDE_URL=part.url,
    )
    return part


def _end(part: Part) -> None:
    if part.process is not None:
        stop(part.process, signal.SIGTERM, patience=15)
