"""Requests of slow clients, over real sockets: no thread waits for them."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from runtime.bodies import WholeBodies

FRAME = b"POST /%s HTTP/1.1\r\nHost: here\r\n%s\r\n\r\n"


class Site:
    """A server whose application counts how often it was called, and answers with the length of the body."""

    def __init__(self) -> None:
        self.calls = self.ended = 0
        guarded = WholeBodies(self._application, lambda _path: 3_000_000, patience=0.5, reading=0.5)
        self._server = uvicorn.Server(uvicorn.Config(guarded, log_level="critical", lifespan="off"))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})
        self._thread.start()

    async def _application(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        await self._answer(scope, receive, send)
        self.ended += 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = 0
        while True:
            message = await receive()
            length += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(200 if scope["path"] == "/large" else 0):
            await send({"type": "http.response.body", "body": bytes(1_000_000), "more_body": True})
        await send({"type": "http.response.body", "body": str(length).encode()})

    def open(self, path: bytes, headers: bytes) -> socket.socket:
        """A request without its body."""
        connection = socket.create_connection(self._listener.getsockname(), timeout=10)
        connection.sendall(FRAME % (path, headers))
        return connection

    def close(self) -> None:
        """End it."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A running one."""
    found = Site()
    yield found
    found.close()


def answer(connection: socket.socket) -> bytes:
    """Everything until the server closes, or says nothing for a while."""
    connection.settimeout(3)
    received = b""
    while not received.endswith(b"0\r\n\r\n") and (piece := connection.recv(65536)):
        received += piece
    connection.close()
    return received


def test_a_body_that_comes_in_pieces_arrives_whole(site: Site) -> None:
    connection = site.open(b"small", b"Content-Length: 2000000")
    for _ in range(3):
        connection.sendall(bytes(500_000))
        time.sleep(0.2)
    assert site.calls == 0
    connection.sendall(bytes(500_000))
    assert b"\r\n2000000\r\n" in answer(connection)
    assert site.calls == 1


def test_without_a_body_it_is_passed_on_at_once(site: Site) -> None:
    assert b" 200 OK" in answer(site.open(b"small", b"Content-Length: 0"))


def test_who_sends_nothing_more_is_told_and_let_go(site: Site) -> None:
    connection = site.open(b"small", b"Content-Length: 1000")
    connection.sendall(b"x")
    told = answer(connection)
    assert b" 408 " in told
    assert b"urn:tasktide:problem:timeout" in told
    assert site.calls == 0


def test_who_goes_half_way_leaves_nothing(site: Site) -> None:
    connection = site.open(b"small", b"Content-Length: 1000000")
    connection.sendall(bytes(200_000))
    connection.close()
    time.sleep(0.3)
    assert site.calls == 0


def test_no_more_is_taken_than_the_application_would_refuse(site: Site) -> None:
    connection = site.open(b"small", b"Transfer-Encoding: chunked")
    for _ in range(40):
        connection.sendall(b"186A0\r\n" + bytes(100_000) + b"\r\n")
    connection.sendall(b"0\r\n\r\n")
    assert b"\r\n3000001\r\n" in answer(connection)


def test_who_takes_nothing_does_not_hold_the_application(site: Site) -> None:
    connection = site.open(b"large", b"Content-Length: 0")
    deadline = time.monotonic() + 10
    while not site.ended:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    connection.close()
