"""The dashboard as an ASGI application: `uvicorn dashboard.app:app`, or inside the one web process."""

import logging
import os
import sys

from config.settings import ConfigurationError, load

settings = load()
os.environ.setdefault("NICEGUI_STORAGE_PATH", str(settings.data / "dashboard/browsers"))  # read by NiceGUI's import

# ruff: noqa: E402
from config.errors import report_errors

try:
    from dashboard.build import build, ready
except ConfigurationError as error:  # of the language, which is read by imports
    sys.exit(str(error))

__all__ = ["app", "ready"]

logging.getLogger("httpx").setLevel(logging.WARNING)  # a line per call to the API says nothing new
report_errors("dashboard")
app = build(settings)
