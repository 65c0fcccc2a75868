"""What every page's head holds."""

import hashlib
from pathlib import Path

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
    "people.css",
    "insights.css",
    "inbox.css",
)


def head() -> str:
    """Style sheets, the font that is needed first, the script that must run before anything is painted."""
    sheets = "".join(f'<link rel="stylesheet" href="/assets/{_stamp()}/{name}">' for name in SHEETS)
    return (
        f'<link rel="preload" href="{assets()}/fonts/inter-latin-wght-normal.woff2" as="font" type="font/woff2"'
        " crossorigin>"
        f'<script src="/assets/{_stamp()}/boot.js"></script><script src="/assets/{_stamp()}/task.js"></script>{sheets}'
        '<meta name="theme-color" content="#f7f7f9" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#0d0d10" media="(prefers-color-scheme: dark)">'
        '<meta name="robots" content="noindex">'
    )


def assets() -> str:
    """Where the static files are served: a path that changes with them, so that they may be kept for ever."""
    return f"/assets/{_stamp()}"


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
