"""A server that says what it was told to say, to one visitor after the other, whatever Tasktide would say."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nretry: 20\n\n"
SILENCE = b"\0silence"  # at the end of an answer: the connection stays open


@dataclass
class Visit:
    """A request; names of headers in small letters."""

    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """The answers that are left, the last of which is given again and again, and who came."""

    answers: list[bytes]
    url: str = ""
    visits: list[Visit] = field(default_factory=list)
    held: list[asyncio.StreamWriter] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One visitor."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:-2])
        self.visits.append(Visit(head[0].split()[1], {name.lower(): value for name, value in headers.items()}))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        writer.write(answer.removesuffix(SILENCE))
        await writer.drain()
        if answer.endswith(SILENCE):
            self.held.append(writer)
        else:
            writer.close()


@asynccontextmanager
async def serving(answers: Sequence[bytes]) -> AsyncIterator[Server]:
    """The server, on a free port."""
    server = Server(list(answers))
    listener = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        for writer in server.held:
            writer.close()
        listener.close()
        await listener.wait_closed()


def refusal(status: str, body: bytes = b'{"detail": "because"}', *headers: str) -> bytes:
    """Another answer than a stream."""
    head = [f"HTTP/1.1 {status}", "Content-Type: application/problem+json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode() + body
