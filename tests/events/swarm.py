"""Very many clients of the stream in one process: a socket each, and no more work than counting."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.events.service import Service
from tests.events.world import Workspace

_OTHERS = re.compile(rb"event: (?:ready|bye|reset)$", re.MULTILINE)


def request_of(workspace: Workspace, token: str, method: str = "GET") -> bytes:
    """A request for the stream."""
    head = f"{method} /events?workspace={workspace.id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
    return head.encode()


@dataclass
class Member(asyncio.Protocol):
    """One client. It counts events by number, and knows how it ended."""

    raw: bytearray = field(default_factory=bytearray)
    is_over: bool = False
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is connected."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self.raw += data

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio names it
        """It has ended."""
        self.is_over = True

    @property
    def numbers(self) -> list[int]:
        """The events that came, and have come whole."""
        blocks = bytes(self.raw).replace(b"\r\n", b"\n").split(b"\n\n")
        told = [block for block in blocks if b"event: " in block and not _OTHERS.search(block)]
        return [int(found[1]) for block in told if (found := re.search(rb"id: \w+-(\d+)", block))]

    async def until(self, text: bytes, patience: float = 30) -> None:
        """Wait for these bytes."""
        deadline = time.monotonic() + patience
        while text not in self.raw:
            assert time.monotonic() < deadline, bytes(self.raw[-500:])
            assert not self.is_over or text in self.raw, bytes(self.raw[-500:])
            await asyncio.sleep(0.02)


@dataclass
class Swarm:
    """Clients of one workspace."""

    service: Service
    workspace: Workspace
    token: str
    members: list[Member] = field(default_factory=list)

    async def grow(self, count: int) -> list[Member]:
        """So many more, all live."""
        parts = urlsplit(self.service.url)
        loop = asyncio.get_running_loop()
        new = []
        for _ in range(count):
            transport, member = await loop.create_connection(Member, parts.hostname or "", parts.port or 0)
            transport.write(request_of(self.workspace, self.token))
            new.append(member)
        for member in new:
            await member.until(b"event: ready")
        self.members += new
        return new

    def leave(self) -> None:
        """All at once, without a word."""
        for member in self.members:
            if member.transport is not None:
                member.transport.abort()
        self.members.clear()
