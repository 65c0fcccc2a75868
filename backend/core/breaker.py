"""Whatever asks Redis goes through a breaker: after a failure it is not asked for a while.

On a cluster a question goes to the node that has its key, and each node has a breaker of its own: where one is away,
the others are asked as before. redis-py's own cluster client would retry for seconds, and leave all for one.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import redis
from redis.crc import key_slot
from redis.exceptions import MovedError, ResponseError

Result = TypeVar("Result")
Address = tuple[str, int]
Slots = list[tuple[int, int, Address]]  # first, last, node


class Away(Exception):
    """Redis does not answer, or is not to be asked at the moment."""


@dataclass(slots=True)
class _Node:
    client: "redis.Redis"
    open_until: float = 0.0


class Breaker:
    """Closed: Redis is asked. Open, for `pause` seconds after a failure: it is not.

    `connect` gives the client of the server that the settings name, or None where they name none. `warning` says with
    `%s`, the failure, what happens meanwhile.
    """

    def __init__(
        self, connect: "Callable[[], redis.Redis | None]", *, pause: float, warning: str, logger: logging.Logger
    ) -> None:
        self.open_until = 0.0
        self._connect = connect
        self._pause = pause
        self._warning = warning
        self._logger = logger
        self._cluster: _Cluster | None = None
        self._known: redis.Redis | None = None

    @property
    def is_cluster(self) -> bool:
        """Whether who answered last is a node of a cluster."""
        return self._cluster is not None

    def ask(self, key: str, question: "Callable[[redis.Redis], Result]") -> Result:
        """What the server that has `key` answers; raises `Away`."""
        server = None if time.monotonic() < self.open_until else self._connect()
        if server is None:
            raise Away
        try:
            if server is not self._known:
                self._cluster, self._known = _cluster_of(server), server
            return question(server) if self._cluster is None else self._ask_node(self._cluster, key, question)
        except (redis.RedisError, OSError) as error:
            self.open_until = self._fail(error)
            raise Away from error

    def _ask_node(self, cluster: "_Cluster", key: str, question: "Callable[[redis.Redis], Result]") -> Result:
        node = cluster.node_of(key)
        try:
            try:
                return question(node.client)
            except MovedError:
                cluster.is_stale = True
                node = cluster.node_of(key)
                return question(node.client)
        except (redis.RedisError, OSError) as error:
            cluster.is_stale = True
            node.open_until = self._fail(error)
            raise Away from error

    def _fail(self, error: Exception) -> float:
        self._logger.warning(self._warning, error)
        return time.monotonic() + self._pause


class _Cluster:
    """The nodes by slot, as one of them tells; asked again after a node has failed or a slot has moved."""

    def __init__(self, server: "redis.Redis", slots: Slots) -> None:
        self.is_stale = False
        self._server = server
        self._slots: Slots = []
        self._nodes: dict[Address, _Node] = {}
        self._learn(slots)

    def node_of(self, key: str) -> _Node:
        """Raises `Away` where nobody has the slot, or its node has just failed."""
        if self.is_stale:
            self._look()
        slot = key_slot(key.encode())
        address = next((address for first, last, address in self._slots if first <= slot <= last), None)
        if address is None or time.monotonic() < self._nodes[address].open_until:
            raise Away
        return self._nodes[address]

    def _look(self) -> None:
        """Ask the nodes that are well, until one answers."""
        for node in list(self._nodes.values()):
            if time.monotonic() >= node.open_until:
                try:
                    self._learn(_slots(node.client))
                except (redis.RedisError, OSError):
                    continue
                self.is_stale = False
                return

    def _learn(self, slots: Slots) -> None:
        for _, _, address in slots:
            if address not in self._nodes:
                self._nodes[address] = _Node(_beside(self._server, *address))
        self._slots = slots


def _cluster_of(server: "redis.Redis") -> _Cluster | None:
    try:
        return _Cluster(server, _slots(server))
    except ResponseError:  # it is no cluster, or keeps that to itself
        return None


def _slots(server: "redis.Redis") -> Slots:
    return [(first, last, (node[0].decode(), node[1])) for first, last, node, *_replicas in server.cluster("SLOTS")]


def _beside(server: "redis.Redis", host: str, port: int) -> "redis.Redis":
    """A client of another node, which is spoken to in the same way; one that does not know its host says none."""
    pool = server.connection_pool
    settings = {**pool.connection_kwargs, "port": port} | ({"host": host} if host else {})
    return redis.Redis(connection_pool=redis.ConnectionPool(pool.connection_class, **settings))
