"""Chromium's own `EventSource` hears in every stream of the table what the table says."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Browser

from tests.clients.wire_cases import CASES, Case
from tests.e2e.browser import chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.e2e

# Whole, and byte by byte.
WAYS = {f"{way}/{number}": case for way in ("whole", "bytes") for number, case in enumerate(CASES)}
PROMPT = 1.5  # seconds; a browser that was told nothing comes back after three
LISTEN = """
(names) => Promise.all(Object.keys(names).map((path) => new Promise((done) => {
  const source = new EventSource("/" + path), heard = [];
  for (const name of names[path])
    source.addEventListener(name, (event) => heard.push([event.type, event.data, event.lastEventId]));
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) done([path, heard]); };
})))
"""


class Teller(BaseHTTPRequestHandler):
    """The first time it tells the stream, the second time it says when to come back, the third time it ends it."""

    visits: ClassVar[Counter[str]] = Counter()
    ended_at: ClassVar[dict[str, float]] = {}
    away: ClassVar[dict[str, float]] = {}
    last_ids: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        """Answer."""
        path = self.path[1:]
        if path not in WAYS:
            self._begin(200, "text/html")
            return
        self.visits[path] += 1
        match self.visits[path]:
            case 1:
                self._begin(200, "text/event-stream")
                self._tell(WAYS[path], size=1 if path.startswith("bytes") else 1_000_000)
                self.ended_at[path] = time.monotonic()
            case 2:
                self.away[path] = time.monotonic() - self.ended_at[path]
                self._begin(200, "text/event-stream")
                self.wfile.write(b"retry: 20\n\n")
            case _:
                self.last_ids[path] = self.headers.get("Last-Event-ID", "").encode("latin-1").decode()
                self._begin(204, "text/plain")

    def _begin(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _tell(self, case: Case, size: int) -> None:
        size = max(size, len(case.stream) // 100)
        for start in range(0, len(case.stream), size):
            self.wfile.write(case.stream[start : start + size])
            self.wfile.flush()
            if size < len(case.stream):
                time.sleep(0.001)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@contextmanager
def telling() -> Iterator[str]:
    """A server of the streams; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Teller) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_browser_hears_what_the_table_says(chromium: Browser) -> None:
    names = {path: sorted({"message", "tide", "ebb", " tide"}) for path in WAYS}
    with telling() as url, chromium.new_context() as context:
        page = context.new_page()
        page.goto(url)
        heard = dict(page.evaluate(LISTEN, names))
    for path, case in WAYS.items():
        assert tuple(map(tuple, heard[path])) == case.heard, (path, case.title)
        assert Teller.last_ids[path] == case.last_id.strip(), (path, case.title)
        if case.retry is not None:
            assert Teller.away[path] < PROMPT, (path, case.title)
