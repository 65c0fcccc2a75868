"""The servers: ours, and three other ways. Each has the first core to itself, as far as this machine allows."""

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import httpx
import psutil

from bench.servers import ROOT
from bench.stream import nchan
from bench.stream.publishers import Publisher, over_channels, over_http, over_log, over_redis
from bench.stream.world import Place, Topic
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until
from tests.events.world import PUBLIC_PEM

SERVER_CORE = "0"
LOAD_CORE = 1
EVERYBODY = 1_000_000  # streams that one person may have open, and seconds that one may last

_HELLO = b"event: ready"
_UVICORN = ("-m", "uvicorn", "--host", "127.0.0.1", "--log-level", "warning", "--no-access-log")
# A reader here answers no ping, so the server sends none.
_WEB_SOCKETS = ("--ws", "websockets-sansio", "--loop", "uvloop", "--http", "httptools", "--ws-ping-interval", "86400")
_HANDSHAKE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGFza3RpZGUgbWVhc3VyZQ==\r\n"
)


@dataclass(frozen=True)
class Side:
    """A running server. `greeting`: the bytes by which a reader knows that he misses nothing from now on."""

    name: str
    port: int
    process: Popen[bytes]
    greeting: bytes
    publisher: Publisher
    is_web_socket: bool = False

    def request(self, topic: Topic, token: str, cursor: str | None) -> bytes:
        """What a reader sends."""
        path = f"/events?workspace={topic.id}" + (f"&token={token}" if self.is_web_socket else "")
        manner = _HANDSHAKE if self.is_web_socket else f"Accept: text/event-stream\r\nAuthorization: Bearer {token}\r\n"
        again = f"Last-Event-ID: {cursor}\r\n" if cursor else ""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{manner}{again}\r\n".encode()

    @property
    def cpu_seconds(self) -> float:
        """What the server and its workers have used so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self._processes)

    @property
    def memory(self) -> int:
        """Bytes that they hold."""
        return sum(one.memory_info().rss for one in self._processes)

    @property
    def _processes(self) -> list[psutil.Process]:
        here = psutil.Process(self.process.pid)
        return [here, *here.children(recursive=True)]


Starting = Callable[[Place], AbstractAsyncContextManager[Side]]


def sides(peer_python: Path | None, nchan_module: Path | None) -> dict[str, Starting]:
    """Those that can be had, by name; ours first."""
    found: dict[str, Starting] = {"ours": _ours}
    if nchan_module:
        found["nchan"] = lambda place: _nchan(place, nchan_module)
    if peer_python:
        found["tutorial"] = _tutorial
        for name, layer in (
            ("channels", "core.RedisChannelLayer"),
            ("channels-pubsub", "pubsub.RedisPubSubChannelLayer"),
        ):
            found[name] = _channels(name, peer_python, f"channels_redis.{layer}")
    return found


@asynccontextmanager
async def _ours(place: Place) -> AsyncIterator[Side]:
    port = free_port()
    environment = {
        "DATABASE_URL": place.database.reader_url,
        "REDIS_URL": place.bell.url,
        "TASKTIDE_JWT_PUBLIC_KEY": PUBLIC_PEM,
        "TASKTIDE_PORT": str(port),
        "TASKTIDE_STREAMS_PER_USER": str(EVERYBODY),
        "TASKTIDE_STREAM_LIFETIME": str(EVERYBODY),
    }
    process = _start(place, "ours", [sys.executable, "-m", "events"], environment, port)
    try:
        async with over_log(place) as publisher:
            yield Side("ours", port, process, _HELLO, publisher)
    finally:
        stop(process, patience=15)


@asynccontextmanager
async def _tutorial(place: Place) -> AsyncIterator[Side]:
    port = free_port()
    command = [sys.executable, *_UVICORN, "--port", str(port), "bench.tutorial:app"]
    process = _start(place, "tutorial", command, {"REDIS_URL": place.bell.url}, port)
    try:
        async with over_redis(place) as publisher:
            yield Side("tutorial", port, process, _HELLO, publisher)
    finally:
        stop(process, patience=2)


def _channels(name: str, python: Path, layer: str) -> Starting:
    @asynccontextmanager
    async def start(place: Place) -> AsyncIterator[Side]:
        port = free_port()
        environment = {
            "REDIS_URL": place.bell.url,
            "TASKTIDE_JWT_PUBLIC_KEY": PUBLIC_PEM,
            "PEER_LAYER": layer,
            "PYTHONPATH": str(ROOT),
        }
        command: list[str | Path] = [python, *_UVICORN, *_WEB_SOCKETS, "--lifespan", "off", "--port", str(port)]
        process = _start(place, name, [*command, "bench.stream.peer.application:application"], environment, port)
        try:
            async with over_channels(python, environment) as publisher:
                yield Side(name, port, process, b"ready", publisher, is_web_socket=True)
        finally:
            stop(process, patience=2)

    return start


@asynccontextmanager
async def _nchan(place: Place, module: Path) -> AsyncIterator[Side]:
    port = free_port()
    process = _start(place, "nchan", nchan.command(place.folder, module, port), {}, port)
    try:
        async with over_http(port) as publisher:
            yield Side("nchan", port, process, b": hi", publisher)
    finally:
        stop(process, patience=5)


def _start(
    place: Place, name: str, command: Sequence[str | Path], environment: Mapping[str, str], port: int
) -> Popen[bytes]:
    given = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    given |= {"PYTHONPATH": str(ROOT), **environment}
    log = place.folder / f"{name}.log"
    process = spawn(["taskset", "-c", SERVER_CORE, *command], environment=given, log=log)
    wait_until(lambda: _answers(port), process, what=name, log=log)
    return process


def _answers(port: int) -> bool:
    """Whether it serves; only ours has this address, the others say 404."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=10).status_code < 500
    except httpx.TransportError:
        time.sleep(0.1)
        return False
