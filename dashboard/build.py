"""The dashboard put together for one set of settings: connections, pages, middleware, checks of health."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args

import httpx
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from nicegui import app as pages
from nicegui import core, ui
from nicegui.client import templates
from nicegui.language import Language
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from config.settings import Settings
from dashboard import texts, theme
from dashboard.catalogue import ENGLISH
from dashboard.client import connect
from dashboard.files import Files
from dashboard.headers import Guard, guard_templates
from dashboard.hubs import Hubs
from dashboard.import_files import ImportFiles
from dashboard.language import tag
from dashboard.packed import Packed
from dashboard.sessions import LIFE, Sessions
from dashboard.site import Site, count_tabs


def build(settings: Settings) -> FastAPI:
    """The application. NiceGUI keeps its pages for the whole process, so each process builds one at a time."""
    api = connect(settings.api_url or settings.public_url)
    stream = connect(settings.events_url or settings.public_url)
    folder = _make_folder(settings)
    sessions = Sessions(api, folder / "sessions", settings.secret_key)
    hubs = Hubs(stream)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        """Forget old sign-ins at start, close the connections at the end."""
        sessions.sweep()
        yield
        await hubs.close()
        await api.aclose()
        await stream.aclose()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    _add_checks(app, api)
    _dress()
    count_tabs(hubs)
    Site(settings, sessions, hubs).register()
    Files(sessions, settings.attachment_limit).register()
    ImportFiles(sessions, settings.attachment_limit).register()
    guard_templates(templates.env)
    app.add_middleware(Packed)
    app.add_middleware(Guard)
    _join(app, settings)
    return app


async def ready() -> dict[str, str]:
    """Whether the dashboard itself may take traffic."""
    return {"dashboard": "ok" if core.app.is_started else "still starting"}


def _make_folder(settings: Settings) -> Path:
    folder = settings.data / "dashboard"
    for one in (folder, folder / "browsers"):  # NiceGUI's own files in there are everybody's to read
        one.mkdir(parents=True, exist_ok=True)
        one.chmod(0o700)
    return folder


def _add_checks(app: FastAPI, api: httpx.AsyncClient) -> None:
    @app.get("/healthz")
    async def healthz() -> Response:
        """Alive."""
        return JSONResponse({"status": "ok"})

    @app.get("/readyz")
    async def readyz() -> Response:
        """May take traffic: the dashboard runs and reaches the API."""
        parts = await ready() | {"api": await _reach(api)}
        is_ready = all(state == "ok" for state in parts.values())
        return JSONResponse({"status": "ok" if is_ready else "unavailable", "parts": parts}, 200 if is_ready else 503)

    @app.get("/metrics")
    async def metrics() -> Response:
        """What this process counts."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _reach(api: httpx.AsyncClient) -> str:
    try:
        answer = await api.get("/.well-known/jwks.json", timeout=2)
    except httpx.HTTPError as error:
        return f"no answer from the API ({type(error).__name__})"
    return "ok" if answer.is_success else f"the API answers {answer.status_code}"


def _dress() -> None:
    theme.serve()
    ui.add_head_html(theme.head(), shared=True)
    pages.colors(primary="#5350d4")


def _join(app: FastAPI, settings: Settings) -> None:
    ui.run_with(
        app,
        title=texts.NAME,
        favicon=theme.STATIC / "favicon.svg",
        language=_language(),
        binding_refresh_interval=None,
        reconnect_timeout=30,
        tailwind=False,
        show_welcome_message=False,
        storage_secret=settings.secret_key or None,
        session_middleware_kwargs={
            "session_cookie": "tasktide_browser",
            "same_site": "lax",
            "https_only": settings.public_url.startswith("https://"),
            "max_age": LIFE,
        },
    )


def _language() -> Language:
    """NiceGUI's own words, of its calendar for instance, in the installation's language or what is nearest."""
    known: tuple[Language, ...] = get_args(Language)
    wanted = tag()
    short = wanted.partition("-")[0]
    fitting = [one for one in known if one in {wanted, short} or one.startswith(f"{short}-")]
    return max(fitting, key=lambda one: (one == wanted, one == short), default="en-US") if short != ENGLISH else "en-US"
