"""A Valkey of our own, from the wheel. It keeps nothing on disk: everything in it may be lost at any time."""

import secrets
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from runtime import wheels
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until

SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
save ""
appendonly no
maxmemory 64mb
maxmemory-policy allkeys-lru
tcp-keepalive 60
"""


@dataclass(frozen=True)
class Server:
    """A running server and its URL."""

    process: subprocess.Popen[bytes]
    port: int
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """Where it is, password included: every person of this machine can reach a port."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def stop(self) -> None:
        """End it."""
        stop(self.process, signal.SIGTERM, patience=3.0)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server whose log is in `folder`: its URL, for as long as the block lasts."""
    server = start(folder)
    try:
        yield server.url
    finally:
        server.stop()


def start(folder: Path, *, port: int | None = None, password: str | None = None) -> Server:
    """Start a server, on a free port and with a new password if none are given; raises `StartError`."""
    folder.mkdir(parents=True, exist_ok=True)
    port, password = port or free_port(), password or secrets.token_urlsafe(24)
    settings = folder / "valkey.conf"
    settings.touch(mode=0o600)
    settings.write_text(SETTINGS.format(port=port, password=password, folder=folder.resolve()), encoding="utf-8")
    log = folder / "valkey.log"
    process = spawn([wheels.valkey(), settings.resolve()], log=log)
    wait_until(lambda: _answers(port, password), process, what="Valkey", log=log)
    return Server(process, port, password)


def _answers(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return connection.recv(64).startswith(b"+OK")
    except OSError:
        return False
