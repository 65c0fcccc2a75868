"""API and event service as processes of their own, on a PostgreSQL and a Valkey that may be broken."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import psycopg

from runtime import keys, postgres, valkey
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until
from tests.deploy.plans import Plan
from tests.deploy.programs import program
from tests.e2e.hindrance import Hindrance, hindrance
from tests.e2e.system import UNLIMITED
from tests.runtime.installation import ROOT, clean


@dataclass
class Part:
    """A service. It is started on the same port each time."""

    name: str
    command: list[str]
    environment: dict[str, str]
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; whoever asks meanwhile is refused. It ends with the thread that calls this (prctl(2))."""
        self.process = spawn(self.command, environment=self.environment, log=self.log)
        wait_until(self._is_ready, self.process, what=self.name, log=self.log)

    def kill(self) -> None:
        """With all its children, with no chance to say anything; itself first, or it would start them again."""
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        family = [parent, *parent.children(recursive=True)]
        for one in family:
            one.send_signal(signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It says nothing for a while; then it does what it was asked meanwhile."""
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        family = [parent, *parent.children(recursive=True)]
        for one in family:
            one.suspend()
        try:
            yield
        finally:
            for one in family:
                one.resume()

    def gauge(self, name: str) -> float:
        """A figure of /metrics."""
        lines = httpx.get(f"{self.url}/metrics").text.splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).is_success
        except httpx.TransportError:
            time.sleep(0.05)
            return False


@dataclass
class Town:
    """Everything. The services reach Valkey over lines on which bytes can be held up."""

    folder: Path
    database: postgres.Server
    bell: valkey.Server
    publishing: Hindrance
    listening: Hindrance
    api: Part
    events: Part
    settings: dict[str, str] = field(repr=False)

    def restart_database(self) -> None:
        """As an update of its package does."""
        self.database.stop()
        self.database = postgres.start(self.folder / "postgres", port=self.database.port, durable=False)

    def restart_bell(self) -> None:
        """Kill it, and after a while start it again, empty."""
        self.bell.process.kill()
        self.bell.process.wait()
        time.sleep(1)
        self.bell = valkey.start(self.folder / "valkey", port=self.bell.port, password=self.bell.password)

    def stop_servers(self) -> None:
        """Those that run by then."""
        self.database.stop()
        self.bell.stop()

    def rows(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        """What the database says."""
        with psycopg.connect(self.database.url, autocommit=True) as connection:
            return connection.execute(statement.encode(), parameters).fetchall()

    def verify(self) -> str:
        """What `tasktide verify` says of the log; it must find no difference."""
        command = [sys.executable, "-m", "django", "verify"]
        found = subprocess.run(command, env=self.settings, cwd=ROOT, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout[-2000:] + found.stderr[-2000:]
        return found.stdout


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """All of it, migrated and ready."""
    with ExitStack() as ending:
        database = postgres.start(folder / "postgres", durable=False)
        bell = valkey.start(folder / "valkey")
        publishing = ending.enter_context(hindrance(bell.port))
        listening = ending.enter_context(hindrance(bell.port))
        settings = clean(
            {
                **UNLIMITED,
                **keys.provide(folder / "secrets", {}),
                "DATABASE_URL": database.url,
                "REDIS_URL": bell.url,
                "TASKTIDE_DATA": str(folder / "data"),
                "TASKTIDE_WEBHOOK_PRIVATE": "1",  # receivers live on this machine
                "DJANGO_SETTINGS_MODULE": "backend.settings",
                "PYTHONPATH": str(ROOT),
            }
        )
        reader = database.reader_url.partition("://")[2].partition(":")[0]
        prepare = [sys.executable, "-m", "runtime.prepare", "--reader", reader]
        subprocess.run(prepare, env=settings, cwd=ROOT, check=True)
        api = _api(folder, settings | {"REDIS_URL": bell.url.replace(str(bell.port), str(publishing.port))})
        own = {"REDIS_URL": bell.url.replace(str(bell.port), str(listening.port))}
        events = _events(folder, settings | own | {"DATABASE_URL": database.reader_url})
        here = Town(folder, database, bell, publishing, listening, api, events, settings)
        ending.callback(here.stop_servers)
        for part in (api, events):
            part.start()
            ending.callback(_end, part)
        yield here


def _api(folder: Path, environment: dict[str, str]) -> Part:
    plan = Plan("api", folder, free_port())
    name, *options = plan.command
    return Part("api", [program(name), *options], environment, plan.port, folder / "api.log")


def _events(folder: Path, environment: dict[str, str]) -> Part:
    port = free_port()
    command = [sys.executable, "-m", "events"]
    return Part("events", command, environment | {"TASKTIDE_PORT": str(port)}, port, folder / "events.log")


def _end(part: Part) -> None:
    """A worker may outlive its main process, for a connection that somebody keeps: none of them is left behind."""
    if part.process is None or part.process.poll() is not None:
        return
    workers = psutil.Process(part.process.pid).children(recursive=True)
    stop(part.process, signal.SIGTERM)
    for worker in psutil.wait_procs(workers, timeout=1)[1]:
        worker.kill()
