"""The API as a WSGI application."""

import io
import os
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadhandler import StopUpload
from django.core.wsgi import get_wsgi_application

from backend.core.context import current
from backend.core.middleware import longest_body
from config.errors import report_errors

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

_django = get_wsgi_application()
report_errors("api", lambda: current().request_id)
settings.DATABASES["default"]["OPTIONS"]["options"] += f" -c statement_timeout={settings.STATEMENT_TIMEOUT * 1000}"


_CHUNK = 64 * 1024
_IN_MEMORY = 1024 * 1024  # bytes; of a longer body the rest waits on the disk


class _Whole(io.RawIOBase):
    """A body that is as long as was said, or not taken: Django would take a file that breaks off for the whole."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(self._left if size < 0 else min(size, self._left))
        if not piece and self._left > 0 and size != 0:
            # The one exception after which Django puts away what it has begun to write.
            raise StopUpload(connection_reset=True)
        self._left -= len(piece)
        return piece


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """A body that comes in chunks, without its length, is measured first: Django would take it for empty."""
    length = environ.get("CONTENT_LENGTH") or ""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "") and not length:
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            _copy(environ["wsgi.input"], body, longest_body(environ["PATH_INFO"]) + 1)
            environ["CONTENT_LENGTH"] = str(body.tell())
            body.seek(0)
            environ["wsgi.input"] = body
            return _django(environ, start_response)
    if length.isdecimal() and environ.get("CONTENT_TYPE", "").startswith("multipart/"):
        environ["wsgi.input"] = _Whole(environ["wsgi.input"], int(length))
    return _django(environ, start_response)


def _copy(source: IO[bytes], target: IO[bytes], limit: int) -> None:
    left = limit
    while left > 0 and (piece := source.read(min(_CHUNK, left))):
        target.write(piece)
        left -= len(piece)
