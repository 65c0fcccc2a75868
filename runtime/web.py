"""`python -m runtime.web LISTENER GATE`: API, event stream and dashboard in one process, on one port.

LISTENER is the descriptor of a listening socket: it outlives this process, so that nobody is refused while it is
started again. GATE is that of a pipe which closes when the database is ready; until then only modules are imported.
"""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import cast

import django

from config.errors import report_errors

django.setup()
# Before the applications, of which each would take this process for its own.
report_errors("web", lambda: present_request_id() or current().request_id)

# ruff: noqa: E402  # the API's modules need a set-up Django
import uvicorn
from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from django.db import close_old_connections
from django.urls import get_resolver
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api import ready as backend_ready
from backend.core.context import current
from backend.core.middleware import longest_body
from backend.wsgi import application as wsgi
from config.settings import load
from dashboard import app as dashboard
from events import app as events
from events.problems import present_request_id
from runtime.bodies import WholeBodies

READY_TIMEOUT = 5.0
GRACE = 3  # seconds that open responses have after SIGTERM; streams end by themselves
DJANGO = frozenset({"api", "admin", "static", ".well-known"})

_checks = ThreadPoolExecutor(1, thread_name_prefix="ready")


class Web:
    """Hands each connection to the application that its path belongs to, with the server's own `send`."""

    def __init__(self, threads: int) -> None:
        # Each sees the other's types of WSGI and ASGI as foreign.
        in_threads = cast("ASGIApp", WSGIMiddleware(cast("WSGIApp", wsgi), workers=threads))
        self._backend = WholeBodies(in_threads, longest_body)
        self._own: dict[str, Callable[[], Awaitable[Response]]] = {
            "healthz": healthz,
            "readyz": readyz,
            "metrics": metrics,
        }
        self._lifespan = Starlette(lifespan=lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, or the life of the server."""
        if scope["type"] == "lifespan":
            return await self._lifespan(scope, receive, send)
        first = scope["path"].lstrip("/").partition("/")[0]
        if first in DJANGO:
            return await self._backend(scope, receive, send)
        if first == "events":
            return await events.app(scope, receive, send)
        if first in self._own and scope["type"] == "http":
            return await (await self._own[first]())(scope, receive, send)
        return await dashboard.app(scope, receive, send)


@asynccontextmanager
async def lifespan(_application: Starlette) -> AsyncIterator[None]:
    """The lives of both ASGI applications."""
    async with (
        events.app.router.lifespan_context(events.app),
        dashboard.app.router.lifespan_context(dashboard.app),
    ):
        yield


async def healthz() -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"})


async def readyz() -> Response:
    """May take requests, or which part may not and why."""
    found = await asyncio.gather(
        _in_time("backend", _backend()), _in_time("events", events.ready()), _in_time("dashboard", dashboard.ready())
    )
    parts = {name: state for part in found for name, state in part.items()}
    is_ready = all(state == "ok" for state in parts.values())
    return JSONResponse({"status": "ok" if is_ready else "unavailable", "parts": parts}, 200 if is_ready else 503)


async def metrics() -> Response:
    """Everything that this process counts, for Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _in_time(name: str, parts: Awaitable[dict[str, str]]) -> dict[str, str]:
    try:
        return await asyncio.wait_for(parts, READY_TIMEOUT)
    except TimeoutError:
        return {name: f"no answer within {READY_TIMEOUT:g} s"}


async def _backend() -> dict[str, str]:
    return await asyncio.get_running_loop().run_in_executor(_checks, _check_backend)


def _check_backend() -> dict[str, str]:
    close_old_connections()
    return backend_ready()


def main(listener: str, gate: str) -> None:
    """Serve until SIGTERM."""
    settings = load()
    # Imports the API's modules now and not during the first request.
    _ = get_resolver().url_patterns
    config = uvicorn.Config(
        Web(settings.web_threads),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        server_header=False,
        log_level=settings.log_level,
        timeout_graceful_shutdown=GRACE,
    )
    os.read(int(gate), 1)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(listener))])


if __name__ == "__main__":
    main(*sys.argv[1:])
