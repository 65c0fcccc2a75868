"""A cluster of three Valkeys, from the wheel."""

import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot

from runtime import wheels
from runtime.ports import free_port
from runtime.processes import spawn, stop

NODES = 3
SETTINGS = """\
bind 127.0.0.1
port {port}
cluster-port {bus}
cluster-enabled yes
cluster-node-timeout 1000
cluster-require-full-coverage no
cluster-allow-pubsubshard-when-down no
requirepass {password}
dir "{folder}"
save ""
"""


@dataclass
class Node:
    """One of the three."""

    folder: Path
    port: int
    bus: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, for the first time or with what it remembers of the cluster."""
        self.folder.mkdir(exist_ok=True)
        settings = self.folder / "valkey.conf"
        settings.write_text(
            SETTINGS.format(port=self.port, bus=self.bus, password=self.password, folder=self.folder), encoding="utf-8"
        )
        self.process = spawn([wheels.valkey(), settings], log=self.folder / "valkey.log")
        eventually(self._answers)

    def kill(self) -> None:
        """With no chance to say anything."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def ask(self, *command: str | int) -> object:
        """One command."""
        with redis.Redis.from_url(self.url) as client:
            return client.execute_command(*command)

    def is_well(self) -> bool:
        """Whether it thinks that all slots are served."""
        return "cluster_state:ok" in str(self.ask("CLUSTER", "INFO"))

    def _answers(self) -> bool:
        try:
            return self.ask("PING") is not None
        except redis.RedisError:
            return False


@dataclass
class Cluster:
    """The three."""

    nodes: list[Node]

    @property
    def url(self) -> str:
        """The first one's: all that a setting names."""
        return self.nodes[0].url

    def node_of(self, name: str) -> Node:
        """Who has a key or a channel."""
        return self.nodes[key_slot(name.encode()) * NODES // REDIS_CLUSTER_HASH_SLOTS]

    def give(self, slot: int, owner: Node) -> None:
        """Move an empty slot: the new owner must know of it before the others."""
        identity = owner.ask("CLUSTER", "MYID")
        assert isinstance(identity, bytes)
        for node in sorted(self.nodes, key=lambda node: node is not owner):
            node.ask("CLUSTER", "SETSLOT", slot, "NODE", identity.decode())


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Three nodes that know each other and share the slots out."""
    password = secrets.token_urlsafe(16)
    nodes = [Node(folder / f"node{number}", free_port(), free_port(), password) for number in range(NODES)]
    try:
        for number, node in enumerate(nodes):
            node.start()
            first, last = (-(-REDIS_CLUSTER_HASH_SLOTS * at // NODES) for at in (number, number + 1))
            node.ask("CLUSTER", "ADDSLOTSRANGE", first, last - 1)
        for node in nodes[1:]:
            node.ask("CLUSTER", "MEET", "127.0.0.1", nodes[0].port, nodes[0].bus)
        eventually(lambda: all(node.is_well() and _knows_all(node) for node in nodes))
        yield Cluster(nodes)
    finally:
        for node in nodes:
            if node.process is not None:
                stop(node.process, signal.SIGTERM, patience=3)


def _knows_all(node: Node) -> bool:
    slots = node.ask("CLUSTER", "SLOTS")
    return isinstance(slots, list) and len(slots) == NODES


def eventually(fulfilled: Callable[[], bool], patience: float = 20) -> None:
    """Wait for it."""
    deadline = time.monotonic() + patience
    while not fulfilled():
        assert time.monotonic() < deadline
        time.sleep(0.05)
