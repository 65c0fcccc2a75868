"""A file as an answer: what a browser may do with it, parts of it, and links that need no token.

Images are shown in place, under the type that they were found to have. Everything else is saved, whatever it claims to
be. Nothing in it can run: its type is not guessed again, it stands in a sandbox and may load nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from backend.accounts.auth import BearerAuth
from backend.accounts.models import User
from backend.core import limits
from backend.core.clock import now
from backend.core.errors import NotAuthenticated, NotFound, RangeNotSatisfiable
from backend.core.ninja import Problem
from backend.core.problems import problem
from backend.core.ranges import Range, asked_range
from backend.tasks import pictures, storage
from backend.tasks.models import Attachment, StoredFile
from backend.tasks.schemas.attachment import AttachmentLink

LINK_LIFE = timedelta(hours=1)
# A browser need not ask again while its link lives; nobody else keeps it.
CACHING = "private, max-age=3600"


def _header(name: str, description: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": False, "description": description, "schema": {"type": "string"}}


def _bytes_of(*content_types: str) -> dict[str, Any]:
    return {"content": {one: {"schema": {"type": "string", "format": "binary"}} for one in content_types}}


_KNOWN = _header("If-None-Match", "The ETag of what you have.")
_NOT_MODIFIED = {"description": "You have it already"}

# What the endpoints of bytes declare; Ninja knows bodies of JSON alone.
CONTENT: dict[str, Any] = {
    "response": {200: None, 206: None, 416: Problem},
    "openapi_extra": {
        "parameters": [
            _header("Range", "One range of bytes (RFC 9110 §14)."),
            _header("If-Range", "The ETag of the part that you have."),
            _KNOWN,
        ],
        "responses": {
            200: _bytes_of("application/octet-stream", "*/*"),
            206: _bytes_of("application/octet-stream", "*/*") | {"description": "The part that was asked for"},
            304: _NOT_MODIFIED,
        },
    },
}
THUMBNAIL: dict[str, Any] = {
    "response": {200: None},
    "openapi_extra": {
        "parameters": [_KNOWN],
        "responses": {200: _bytes_of(pictures.THUMBNAIL_TYPE), 304: _NOT_MODIFIED},
    },
}


class LinkOrToken(BearerAuth):
    """As everywhere, or by the signature of a link, which stands for the person to whom it was given."""

    openapi_description = "As everywhere, or in its place the `signature` of a link that was asked for."

    def __call__(self, request: HttpRequest) -> User:
        """The person. What he may see is asked anew each time."""
        signature = request.GET.get("signature")
        match = request.resolver_match
        if signature is None or match is None or "Authorization" in request.headers:
            return super().__call__(request)
        user = _reader(match.kwargs["attachment_id"], signature)
        limits.count_request(user.id)
        return user


def link_to(attachment: Attachment, reader: User) -> AttachmentLink:
    """Addresses for `reader` alone, as far as he keeps them for himself, for an hour."""
    expires_at = (now() + LINK_LIFE).replace(microsecond=0)
    signature = _signer(attachment.id).sign(f"{reader.id}.{int(expires_at.timestamp())}")
    address, query = f"/api/attachments/{attachment.id}", f"?signature={signature}"
    has_thumbnail = attachment.file is not None and attachment.file.has_thumbnail
    return AttachmentLink(
        url=f"{address}/content{query}",
        thumbnail_url=f"{address}/thumbnail{query}" if has_thumbnail else None,
        expires_at=expires_at,
    )


def content_of(request: HttpRequest, attachment: Attachment, *, is_download: bool) -> HttpResponseBase:
    """The file of an attachment, or the part of it that is asked for."""
    file = _file_of(attachment)
    is_inline = file.content_type in pictures.IMAGES.values() and not is_download
    disposition = f"{'inline' if is_inline else 'attachment'}; {_named(attachment.name)}"
    tag = f'"{file.sha256}"'
    if _is_known(request, tag):
        return _guarded(HttpResponse(status=304), tag)
    try:
        wanted = asked_range(request, file.size, tag)
    except RangeNotSatisfiable as error:
        refusal = problem(error)
        refusal["Content-Range"] = f"bytes */{file.size}"
        return refusal
    response = _streamed(file.key, wanted, file.size)
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = disposition
    return _guarded(response, tag)


def download(key: str, size: int, name: str, content_type: str) -> HttpResponseBase:
    """A whole file of the storage, to be saved under `name`."""
    response = _streamed(key, None, size)
    del response["Accept-Ranges"]
    response["Content-Type"] = content_type
    response["Content-Disposition"] = f"attachment; {_named(name)}"
    return _harmless(response, "no-store")


def thumbnail_of(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The small picture; `NotFound` where there is none, or not yet."""
    file = _file_of(attachment)
    if not file.has_thumbnail:
        raise NotFound("There is no small picture of this, or not yet.")
    tag = f'"{file.sha256}-small"'
    if _is_known(request, tag):
        return _guarded(HttpResponse(status=304), tag)
    return _guarded(HttpResponse(storage.whole(file.thumbnail_key), pictures.THUMBNAIL_TYPE), tag)


def _file_of(attachment: Attachment) -> StoredFile:
    if attachment.file is None:
        raise NotFound
    return attachment.file


def _streamed(key: str, wanted: Range | None, size: int) -> StreamingHttpResponse:
    first, last = wanted or (0, size - 1)
    response = StreamingHttpResponse(storage.part(key, first, last), status=206 if wanted else 200)
    response["Content-Length"] = str(last - first + 1)
    if wanted:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def _guarded(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """With the headers that keep a hostile file harmless, and those of its cache."""
    response["ETag"] = tag
    return _harmless(response, CACHING)


def _harmless(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    response["Cache-Control"] = caching
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _is_known(request: HttpRequest, tag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in known.split(",")}


def _named(name: str) -> str:
    """A file's name as RFC 6266 writes it: plain for old programs, and in UTF-8 (RFC 8187)."""
    plain = "".join(one if " " <= one <= "~" and one not in '"\\%' else "_" for one in name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _signer(attachment_id: UUID) -> Signer:
    return Signer(salt=f"attachment {attachment_id}", sep=".")


def _reader(attachment_id: UUID, signature: str) -> User:
    """Whom a signature stands for; `NotAuthenticated` where it is not ours, or too old, or he is no more."""
    try:
        user_id, _, expires = _signer(attachment_id).unsign(signature).partition(".")
    except BadSignature:
        raise NotAuthenticated("This link is not one of ours.") from None
    user = User.objects.active().filter(id=user_id).first()
    if user is None or now() >= datetime.fromtimestamp(int(expires), UTC):
        raise NotAuthenticated("This link has ended; ask for a new one.")
    return user
