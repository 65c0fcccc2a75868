"""The real application behind a gateway that knows the world: names that stand for its things become their ids.

So the calls are drawn before there is a world, and are the same in every run.
"""

import io
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, cast
from uuid import NAMESPACE_URL, uuid5

from backend.wsgi import application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NAMES = (
    "workspace_id project_id ref other_ref trashed_ref recurring_ref template_id project_template_id file_id user_id"
    " gail_id invitation_id status_id field_id label_id other_label_id attachment_id link_id comment_id reminder_id"
    " view_id session_id token_id access"
)
STANDS_FOR = {name: str(uuid5(NAMESPACE_URL, name)) for name in NAMES.split()}
"""Name of a thing of the world → the id that stands for its id; `access`: for the token of the owner."""

world: dict[str, str] = {}
"""Name → its id in the present world."""


def gateway(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Path, query and body as they are meant."""
    body = _meant(_read(environ))
    told: dict[str, object] = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)) if body else ""}
    for name in {"PATH_INFO", "QUERY_STRING", "HTTP_AUTHORIZATION"} & set(environ):
        told[name] = _meant(environ[name].encode("latin-1")).decode("latin-1")
    answer = application({**environ, **told}, start_response)
    # Whoever calls here does not say when the answer has been read.
    with closing(cast("io.IOBase", answer)):
        return list(answer)


def _read(environ: "WSGIEnvironment") -> bytes:
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    kind, _, boundary = environ.get("CONTENT_TYPE", "").partition("; boundary=")
    if kind != "multipart/form-data" or not boundary:
        return body
    # An empty field is written without its last line end, and then it is none.
    end = b"--" + boundary.strip('"').encode()
    return body.replace(b"\r\n\r\n" + end, b"\r\n\r\n\r\n" + end)


def _meant(text: bytes) -> bytes:
    for name, stand_in in STANDS_FOR.items():
        text = text.replace(stand_in.encode(), world[name].encode())
    return text
