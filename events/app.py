"""The event service: `GET /events` as Server-Sent Events, and how it is.

It runs alone (`python -m events`, or `uvicorn events.app:app`) or inside a process with others, which then

- hands requests for /events to `app` with the server's own `send`, not a wrapper of it (a frozen reader's connection
  can be dropped only through that), and
- runs `app`'s lifespan, in its main thread once the server has installed its signal handlers: SIGTERM and SIGINT then
  end the streams. A process that handles signals in another way calls `shutdown()`, from any thread, before it waits
  for its responses to end.
"""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from config.errors import report_errors
from config.settings import Settings, load
from events.access import Claims, Verifier
from events.connection import cycle_of
from events.hub import Hub
from events.log import Log, LogUnavailable
from events.problems import (
    NotAuthenticated,
    Problem,
    Unavailable,
    present_request_id,
    refused,
    request_id,
    unexpected,
    unroutable,
)
from events.selection import stream_request, ticket_in
from events.signals import told_of_signals
from events.stream import HEADERS, STREAM_KEY, EventStream
from events.tickets import Tickets
from events.wire import TOKEN_PREFIX, token_digest

# Written by `just openapi` from what the backend declares.
_SCHEMA = Path(__file__).parent / "schema.json"
_SCHEMA_HEADERS = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}


class Service:
    """What lives between the start and the end of the lifespan."""

    def __init__(self, settings: Settings) -> None:
        log = Log(settings.events_database_url or settings.database_url)
        self.log = log
        self.hub = Hub(log, settings.redis_url, settings.streams_per_user, settings.stream_lifetime)
        self.verifier = Verifier(settings.jwt_public_key)
        self.tickets = Tickets(settings, self.verifier, log, self.hub)
        self.loop = asyncio.get_running_loop()

    async def claims(self, request: Request) -> Claims:
        """Who asks. Raises `NotAuthenticated`, or `Unavailable` where a personal access token cannot be looked up."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotAuthenticated
        token = token.strip()
        return await self._personal(token) if token.startswith(TOKEN_PREFIX) else self.verifier.claims(token)

    async def _personal(self, token: str) -> Claims:
        try:
            found = await self.log.token(token_digest(token))
        except LogUnavailable:
            raise Unavailable from None
        if found is None:
            raise NotAuthenticated("This personal access token does not work: it was withdrawn, or has expired.")
        return Claims(found.user_id, found.id, math.inf if found.expires_at is None else found.expires_at)


class EventsApplication(Starlette):
    """Outermost, where `send` is still the server's own, it writes the streams; both slash forms mean the same."""

    service: Service | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection of the server."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
        elif (begun := await self._answer(scope, receive, send)) is not None:
            if isinstance(scope["headers"], list):
                scope["headers"].clear()  # kept for as long as the stream goes on, the token among them
            await begun.run(cycle_of(send), receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> EventStream | None:
        scope = {**scope, "path": scope["path"].rstrip("/") or "/"}
        try:
            await super().__call__(scope, receive, send)
        except BaseException:
            if (failed := scope.get(STREAM_KEY)) is not None:
                failed.end()
            raise
        begun: EventStream | None = scope.get(STREAM_KEY)
        return begun


@asynccontextmanager
async def lifespan(application: EventsApplication) -> AsyncIterator[None]:
    """Follow the log for as long as the server runs."""
    application.service = service = Service(load())
    try:
        async with service.hub.running():
            with told_of_signals(shutdown):
                yield
    finally:
        application.service = None


async def stream(request: Request) -> Response:
    """The live stream of a workspace. HEAD answers as GET would, without a stream."""
    service = _service()
    if (ticket := ticket_in(request.query_params)) is not None:
        return await service.tickets.answer(request, ticket)
    claims = await service.claims(request)
    wanted = stream_request(request)
    headers = {"X-Request-ID": request_id(request)}
    if request.method == "HEAD":
        await service.hub.admission(claims, wanted.workspace_id)
        if wanted.query is not None:
            await service.hub.lists.meaning(claims, wanted)
        return Response(headers={**HEADERS, **headers}, media_type=EventStream.media_type)
    return EventStream(await service.hub.join(claims, wanted), service.hub.leave, headers)


async def schema(_request: Request) -> Response:
    """JSON Schema of each type of event, for everybody."""
    return Response(_SCHEMA.read_bytes(), media_type="application/schema+json", headers=_SCHEMA_HEADERS)


async def ready() -> dict[str, str]:
    """Each part by name: `ok`, or why it takes no requests."""
    return {"events": await app.service.hub.ready() if app.service else "not started"}


def shutdown() -> None:
    """End each stream with `bye`, reason `shutdown`; new ones are refused. From any thread or signal handler."""
    if app.service is not None:
        app.service.loop.call_soon_threadsafe(app.service.hub.shutdown)


async def healthz(_request: Request) -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"})


async def readyz(_request: Request) -> Response:
    """May take requests, or which part may not."""
    parts = await ready()
    is_ready = all(part == "ok" for part in parts.values())
    return JSONResponse({"status": "ok" if is_ready else "unavailable", "parts": parts}, 200 if is_ready else 503)


async def metrics(_request: Request) -> Response:
    """For Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _service() -> Service:
    if app.service is None:
        raise RuntimeError("the lifespan of events.app has not been started")
    return app.service


def _cross_origin() -> list[Middleware]:
    origins = load().cors_origins
    headers = ["Authorization", "Last-Event-ID", "X-Request-ID"]
    allowing = Middleware(CORSMiddleware, allow_origins=origins, allow_headers=headers, allow_credentials=True)
    return [allowing] if origins else []


report_errors("events", present_request_id)
app = EventsApplication(
    routes=[
        Route("/events", stream),
        Route("/events/schema.json", schema),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ],
    middleware=_cross_origin(),
    exception_handlers={Problem: refused, HTTPException: unroutable, Exception: unexpected},
    lifespan=lifespan,
)
