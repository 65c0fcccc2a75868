"""The API as a WSGI application."""

import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.settings import load

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

_django = get_wsgi_application()
settings.DATABASES["default"]["OPTIONS"]["options"] += f" -c statement_timeout={settings.STATEMENT_TIMEOUT * 1000}"


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """A body that comes in chunks, without its length, is measured first: Django would take it for empty."""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "") and not environ.get("CONTENT_LENGTH"):
        body = environ["wsgi.input"].read(load().body_limit + 1)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.input"] = io.BytesIO(body)
    return _django(environ, start_response)
