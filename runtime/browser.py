"""Which Chromium the browser tests use."""

import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOLDERS = (".cache/ms-playwright", "Library/Caches/ms-playwright")
PROGRAMS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")


def find_browser() -> Path | None:
    """The machine's own Chromium, or the one that Playwright has installed."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    installed = (path for folder in FOLDERS for program in PROGRAMS for path in (Path.home() / folder).glob(program))
    return max(installed, default=None)
