"""What every page's head holds."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from nicegui import app as pages
from starlette.requests import Request
from starlette.responses import Response

from dashboard.browser_words import prelude

STATIC = Path(__file__).parent / "static"
SHEETS = (
    "icons.css",
    "theme.css",
    "shell.css",
    "board.css",
    "filter.css",
    "calendar.css",
    "timeline.css",
    "drawer.css",
    "doors.css",
    "settings.css",
    "data.css",
    "people.css",
    "insights.css",
    "inbox.css",
    "webhooks.css",
)
SCRIPTS = ("boot.js", "task.js", "imports.js")
YEAR = 365 * 24 * 3600  # seconds


def head() -> str:
    """The style sheet, the font that is needed first, the script that must run before anything is painted."""
    return (
        f'<link rel="preload" href="{assets()}/fonts/inter-latin-wght-normal.woff2" as="font" type="font/woff2"'
        " crossorigin>"
        f'<script src="{assets()}/tasktide.js"></script><link rel="stylesheet" href="{assets()}/tasktide.css">'
        '<meta name="theme-color" content="#f7f7f9" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#0d0d10" media="(prefers-color-scheme: dark)">'
        '<meta name="robots" content="noindex">'
    )


def serve() -> None:
    """Sheets and scripts come in one file each: a request costs more than what is in most of them."""
    base = assets()
    for name, parts, kind in (("tasktide.css", SHEETS, "text/css"), ("tasktide.js", SCRIPTS, "text/javascript")):
        before = prelude() if parts is SCRIPTS else ""
        whole = before + "\n".join((STATIC / part).read_text(encoding="utf-8") for part in parts)
        answer = Response(whole, media_type=kind, headers={"Cache-Control": f"public, max-age={YEAR}"})
        pages.add_route(f"{base}/{name}", _always(answer))
    pages.add_static_files(base, STATIC, max_cache_age=YEAR)


def _always(answer: Response) -> Callable[[Request], Response]:
    def endpoint(_request: Request) -> Response:
        return answer

    return endpoint


def assets() -> str:
    """Where the static files are served: a path that changes with them, so that they may be kept for ever."""
    return f"/assets/{_stamp()}"


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.glob("*.*")):
        digest.update(path.read_bytes())
    digest.update(prelude().encode())
    return digest.hexdigest()[:12]
