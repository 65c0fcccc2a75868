"""The event service as a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from runtime.ports import free_port
from tests.events.world import PUBLIC_PEM

ROOT = Path(__file__).parents[2]


@dataclass
class Service:
    """A running one."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def gauge(self, name: str) -> float:
        """A figure of /metrics; labels belong to the name."""
        lines = httpx.get(f"{self.url}/metrics").text.splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)

    def sockets(self) -> int:
        """How many connections of clients it holds open."""
        port = int(self.url.rpartition(":")[2])
        connections = psutil.Process(self.process.pid).net_connections(kind="tcp")
        return sum(1 for each in connections if each.raddr and each.laddr.port == port)

    def terminate(self) -> float:
        """SIGTERM; how many seconds it took to end."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=15)
        return time.monotonic() - started


@contextmanager
def serving(
    folder: Path, database_url: str, redis_url: str, *, module: str = "events", **settings: str
) -> Iterator[Service]:
    """A service on a free port; it must end in order and have logged no traceback."""
    port = free_port()
    log = folder / f"events-{port}.log"
    environment = {
        **_inherited(os.environ),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "TASKTIDE_JWT_PUBLIC_KEY": PUBLIC_PEM,
        "TASKTIDE_PORT": str(port),
        **settings,
    }
    with log.open("wb") as output:
        command = [sys.executable, "-m", module]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=output, stderr=output
        )
    service = Service(process, f"http://127.0.0.1:{port}", log)
    try:
        _await_ready(service)
        yield service
    finally:
        if process.poll() is None:
            service.terminate()
        if process.stdin is not None:
            process.stdin.close()
    assert "Traceback" not in log.read_text(), log.read_text()


def _await_ready(service: Service) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and service.process.poll() is None:
        try:
            if httpx.get(f"{service.url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(service.log.read_text())


def _inherited(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith("TASKTIDE_")}
