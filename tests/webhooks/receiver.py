"""Somebody's HTTP server that is told what happens, and answers as a story wants."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook as Verifier


@dataclass(frozen=True)
class Call:
    """What it was told."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The body as data."""
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def id(self) -> str:
        """The message's, the same each time that it is sent."""
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> dict[str, Any]:
        """The body, if it was signed with `secret` just now; the library raises otherwise."""
        told: dict[str, Any] = Verifier(secret).verify(self.body, self.headers)
        return told


@dataclass
class Receiver:
    """`answer`: status, headers and body of the answer to a call."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answer: Callable[[Call], tuple[int, dict[str, str], bytes]] = lambda _: (200, {}, b"")

    def answers(self, *statuses: int) -> None:
        """One after the other; the last for ever."""
        waiting = list(statuses)
        self.answer = lambda _: (waiting.pop(0) if len(waiting) > 1 else waiting[0], {}, b"")

    @property
    def types(self) -> list[str]:
        """The types of what it was told, in order."""
        return [call.event["type"] for call in self.calls]


@contextmanager
def listening(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on a free port of this machine, with TLS under the name of localhost."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            call = Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            receiver.calls.append(call)
            status, headers, content = receiver.answer(call)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the library's name
            """Silently."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    receiver.url = f"{'https://localhost' if tls else 'http://127.0.0.1'}:{server.server_port}/hook"
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join()
