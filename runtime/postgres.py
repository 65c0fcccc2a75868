"""A PostgreSQL of our own, from the wheel: made, started and stopped without a service, a container or root.

The wheel's own Python handle stops the server when the last process that asked for it ends, and opens folders to
everybody when it runs as root. Here one process owns the server, and nothing outside of its folder is changed.
"""

import json
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from runtime import privilege, wheels
from runtime.cluster import DATABASE, OWNER, READER, make
from runtime.keys import write_private
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    # Touched as it is needed: a small database takes little of it. The rest is cached by the system.
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    # Disks without a moving arm read anywhere as quickly as in order.
    "random_page_cost": "2",
    # Compiling a statement takes longer than any statement here.
    "jit": "off",
    "max_worker_processes": "2",
    "max_parallel_workers": "2",
    # Lists are short: a second process would start for longer than it helps.
    "max_parallel_workers_per_gather": "0",
    "autovacuum_max_workers": "2",
    "io_method": "sync",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For databases that nobody misses after a crash.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running server. `url` is the database owner's, who is no superuser, `reader_url` the event service's."""

    process: subprocess.Popen[bytes]
    port: int
    url: str
    reader_url: str

    def stop(self) -> None:
        """End it in order: connections closed, everything on disk."""
        stop(self.process, signal.SIGINT, patience=8.0)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A throw-away server whose files are in `folder`: its URL, for as long as the block lasts."""
    server = start(folder, durable=False)
    try:
        yield server.url
    finally:
        server.stop()


def start(folder: Path, *, port: int | None = None, durable: bool = True) -> Server:
    """Start the server of `folder`, on a free port if none is given; its cluster is made if there is none yet.

    Raises `StartError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    passwords = _passwords(folder / "passwords.json")
    cluster = folder / "cluster"
    if cluster.exists():
        _end_leftover(cluster)
    else:
        make(cluster, passwords)
    port = port or free_port()
    process = _launch(cluster, port, FORGETFUL if not durable else {})
    return Server(process, port, _url(OWNER, passwords, port), _url(READER, passwords, port))


def _passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        write_private(file, json.dumps({role: secrets.token_urlsafe(24) for role in (OWNER, READER)}))
    found: dict[str, str] = json.loads(file.read_text(encoding="ascii"))
    return found


def _end_leftover(cluster: Path) -> None:
    """End a server that a killed supervisor left on this cluster (where the kernel did not do it)."""
    with suppress(OSError, ValueError, IndexError, ProcessLookupError):
        number = int((cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        if not _is_server_of(number, cluster):
            return
        os.kill(number, signal.SIGINT)
        deadline = time.monotonic() + 10
        while _is_server_of(number, cluster) and time.monotonic() < deadline:
            time.sleep(0.05)


def _is_server_of(number: int, cluster: Path) -> bool:
    if Path("/proc/self").exists():
        command = Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8", errors="replace")
    else:
        listed = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(number)], capture_output=True, check=False)  # noqa: S607
        command = listed.stdout.decode(errors="replace")
    return str(cluster.resolve()) in command


def _launch(cluster: Path, port: int, extra: Mapping[str, str]) -> subprocess.Popen[bytes]:
    log = cluster.parent / "postgres.log"
    if cluster.stat().st_uid != privilege.owner():
        for path in (cluster, *cluster.rglob("*")):
            os.chown(path, privilege.owner(), -1, follow_symlinks=False)
    options = [f"--{name}={value}" for name, value in {**SETTINGS, **extra, "port": str(port)}.items()]
    command: list[str | Path] = [wheels.postgres("postgres"), "-D", cluster.resolve(), *options]
    process = spawn(command, log=log, orphaned=signal.SIGINT, unprivileged=True)
    wait_until(lambda: _is_ready(cluster, process), process, what="PostgreSQL", log=log)
    return process


def _is_ready(cluster: Path, process: subprocess.Popen[bytes]) -> bool:
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and int(lines[0]) == process.pid and lines[7].strip() == "ready"


def _url(role: str, passwords: Mapping[str, str], port: int) -> str:
    return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{port}/{DATABASE}"
