"""The connection under a stream: what its client takes, and how it is cut."""

import fcntl
import math
import socket
import struct
import termios
from contextlib import suppress
from typing import Protocol, runtime_checkable

from starlette.types import Send

STUCK_AFTER = 5.0  # seconds in which a client takes nothing
SEND_BUFFER = 128 * 1024  # bytes; left to itself the kernel takes megabytes for each client that reads nothing


@runtime_checkable
class Transport(Protocol):
    """What is needed of asyncio's and uvloop's transports."""

    def abort(self) -> None: ...
    def get_extra_info(self, name: str) -> object: ...
    def get_write_buffer_size(self) -> int: ...
    def is_closing(self) -> bool: ...
    def write(self, data: bytes) -> None: ...


class Cycle(Protocol):
    """What is needed of uvicorn's cycle of request and response. `chunked_encoding` is known once it has begun."""

    transport: Transport
    chunked_encoding: bool | None


class Descriptor(Protocol):
    """What is needed of a socket."""

    def fileno(self) -> int: ...
    def setsockopt(self, level: int, option: int, value: int) -> None: ...


def cycle_of(send: Send) -> Cycle | None:
    """The cycle behind an ASGI `send`, as uvicorn hands it to the outermost application.

    ASGI has no way to drop a connection: a frozen client's socket stays open for as long as the response is merely
    cancelled. uvicorn's `send` is a method of its request cycle, which knows the transport. None under other servers.
    """
    cycle: Cycle | None = getattr(send, "__self__", None)
    return cycle if cycle is not None and isinstance(getattr(cycle, "transport", None), Transport) else None


class Connection:
    """Watches how much of what was written the client has taken, and writes past the response where nothing waits."""

    __slots__ = ("_cycle", "_socket", "_taken", "_taken_at", "_transport", "_written")

    def __init__(self, cycle: Cycle | None) -> None:
        self._cycle = cycle
        self._transport = transport = cycle.transport if cycle else None
        self._socket: Descriptor | None = transport.get_extra_info("socket") if transport else None  # type: ignore[assignment]
        # It may be closed already: uvloop then says ValueError.
        with suppress(OSError, ValueError):
            if self._socket is not None:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self._written = 0
        self._taken = -math.inf
        self._taken_at = 0.0

    @property
    def waiting(self) -> int:
        """Bytes that the client has not taken: those in the transport, and those in the kernel."""
        if self._transport is None:
            return 0
        return self._transport.get_write_buffer_size() + _unacknowledged(self._socket)

    def wrote(self, size: int) -> None:
        """So many bytes more were handed over."""
        self._written += size

    @property
    def is_clear(self) -> bool:
        """Whether `write` may be used: nothing is on its way, and the framing is known (uvicorn with httptools)."""
        transport = self._transport
        if transport is None or getattr(self._cycle, "chunked_encoding", None) is not True:
            return False
        return not transport.get_write_buffer_size() and not transport.is_closing()

    def write(self, chunk: bytes) -> None:
        """Write a piece of the body at once, in the server's place (RFC 9112 §7.1).

        A response that wakes up to write a piece costs twice as much as the piece.
        """
        if self._transport is not None:
            self._transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            self._written += len(chunk)

    def is_stuck(self, now: float) -> bool:
        """Whether the client has taken nothing for `STUCK_AFTER`. Asked about once a second."""
        waiting = self.waiting
        taken = self._written - waiting
        if not waiting or taken > self._taken:
            self._taken, self._taken_at = taken, now
        return now - self._taken_at >= STUCK_AFTER

    def abort(self) -> None:
        """Drop the connection with whatever waits in it; its descriptor is free at once."""
        if self._transport:
            self._transport.abort()


def _unacknowledged(connection: Descriptor | None) -> int:
    """Bytes in the kernel's send queue (Linux: SIOCOUTQ, tcp(7)); 0 where that cannot be asked.

    That queue may hold megabytes, and a socket becomes writable again only when a third of it is free: without this
    look into it a slow client would pass for a frozen one.
    """
    try:
        answer = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)) if connection else bytes(4)
    except (OSError, ValueError):
        return 0
    return int(struct.unpack("i", answer)[0])
