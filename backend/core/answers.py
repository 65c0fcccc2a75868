"""Answers made of documents: bytes from PostgreSQL, with ETag and cursor."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from backend.core.context import current
from backend.core.documents import Document, DocumentData, Read, read_one
from backend.core.errors import BadRequest, Conflict, Stale, invalid
from backend.core.models import Creation
from backend.core.pages import Page

# `W/` is let through where RFC 9110 compares strongly, too: gateways that compress an answer weaken its tag.
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')
_ETAGS = re.compile(rf"{_ETAG.pattern}(?:[ \t]*,[ \t]*{_ETAG.pattern})*")

Versions = frozenset[int] | None
Row = TypeVar("Row", bound=Model)


class HasId(Protocol):
    """Anything that was created."""

    @property
    def id(self) -> UUID: ...


def one(request: HttpRequest, document: Document, object_id: UUID, status: int = 200) -> HttpResponse:
    """The document of one row, as this request has left it. 304 where the client has this version."""
    written = current().written.get((document.name, object_id))
    if written is not None:
        return _answer(request, Read(written, "", None), status)
    return shown(request, read_one(document, object_id), status)


def shown(request: HttpRequest, found: Read, status: int = 200) -> HttpResponse:
    """A document that was read, with its cursor. 304 where the client has this version."""
    response = _answer(request, found, status)
    cursor = current().cursors.get(found.workspace_id) if found.workspace_id else None
    if cursor or found.cursor:
        response["Tasktide-Cursor"] = cursor or found.cursor
    return response


def _answer(request: HttpRequest, found: Read, status: int) -> HttpResponse:
    tag = _tag(found.text)
    if request.method == "GET" and _is_known(request, tag):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(found.text, "application/json", status)
    response["ETag"] = f'"{tag}"'
    return response


def _tag(text: str) -> str:
    """Version and fingerprint: names of other resources in a document change without its version.

    The version is what every document ends with.
    """
    version = text.rpartition(":")[2].strip(" }")
    return f"{version}-{hashlib.blake2b(text.encode(), digest_size=5).hexdigest()}"


def _is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the client has this representation (RFC 9110 §13.1.2)."""
    header = request.headers.get("If-None-Match", "")
    return header.strip() == "*" or tag in _ETAG.findall(header)


def many(page: Page) -> HttpResponse:
    """A page of documents."""
    return HttpResponse(page.as_json(), "application/json")


def if_match(request: HttpRequest) -> Versions:
    """The versions that the client allows to be changed (RFC 9110 §13.1.1); None: any.

    A tag may also be the bare version (`"3"`), for clients who know that only.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in {"", "*"}:
        return None
    if not _ETAGS.fullmatch(header):
        raise BadRequest('If-Match takes ETags such as "3".')
    versions = [tag.partition("-")[0] for tag in _ETAG.findall(header)]
    return frozenset(int(one) for one in versions if one.isascii() and one.isdecimal() and len(one) < 19)


def check_version(expected: Versions, version: int, document: Document, object_id: UUID) -> None:
    """`Stale`, with the present document, where the locked row has another version than the client knows."""
    if expected is not None and version not in expected:
        raise Stale(current=json.loads(read_one(document, object_id).text))


def require_same_id(sent: UUID | None, path_id: UUID, field: str = "id") -> None:
    """A `PUT` may repeat what cannot be changed, but not alter it."""
    if sent is not None and sent != path_id:
        raise invalid(field, "cannot be changed", "read_only")


def create_once(
    request: HttpRequest,
    actor: HasId,
    chosen_id: UUID | None,
    *,
    among: Callable[[], QuerySet[Row]],
    create: Callable[[], HasId],
    body: bytes | None = None,
) -> tuple[UUID, int]:
    """Create under the client's own id or `Idempotency-Key`: (id, 201), or (id, 200) when it was done before.

    Call it inside the change that creates. `Conflict` where the key was used with another body or by somebody else, or
    where what it made is no more `among` what the actor sees. `body` stands for what was sent where that is no JSON.
    """
    key = _creation_key(request, actor.id, chosen_id)
    if key is None:
        return create().id, 201
    creation, is_new = _claimed(key, request, actor, body)
    if is_new:
        creation.object_id = create().id
        creation.save(update_fields=["object_id"])
        return creation.object_id, 201
    if creation.object_id is None:
        raise Conflict("This id or Idempotency-Key was used before, for something else.")
    if not among().filter(pk=creation.object_id).exists():
        raise Conflict("This id or Idempotency-Key was used before, for something that is gone.")
    return creation.object_id, 200


def do_once(request: HttpRequest, actor: HasId, do: Callable[[], DocumentData]) -> DocumentData:
    """Do something under the client's `Idempotency-Key`, if there is one: done before, it is answered as it was then.

    Call it inside the change. `Conflict` as with `create_once`.
    """
    key = _creation_key(request, actor.id, None)
    if key is None:
        return do()
    creation, is_new = _claimed(key, request, actor)
    if is_new:
        creation.answer = do()
        creation.save(update_fields=["answer"])
    if creation.answer is None:
        raise Conflict("This Idempotency-Key was used before, for something else.")
    answer: DocumentData = creation.answer
    return answer


def _claimed(key: str, request: HttpRequest, actor: HasId, body: bytes | None = None) -> tuple[Creation, bool]:
    """What stands under the key, and whether it is new."""
    # The query too says of what something is created: a task's key means another task in another workspace.
    fingerprint = hashlib.sha256(f"{request.get_full_path()}\n".encode() + (body or _canonical(request))).hexdigest()
    creation, is_new = Creation.objects.get_or_create(
        key=key, defaults={"user_id": actor.id, "fingerprint": fingerprint}
    )
    if (creation.user_id, creation.fingerprint) != (actor.id, fingerprint):
        raise Conflict("This id or Idempotency-Key was used before, for something else.")
    return creation, is_new


def _creation_key(request: HttpRequest, user_id: UUID, chosen_id: UUID | None) -> str | None:
    header = request.headers.get("Idempotency-Key", "")
    if len(header) > 255 or "\0" in header:
        raise BadRequest("Idempotency-Key holds at most 255 characters.")
    if chosen_id is not None:
        return f"id:{chosen_id}"
    return f"key:{user_id}:{header}" if header else None


def _canonical(request: HttpRequest) -> bytes:
    return json.dumps(json.loads(request.body or b"null"), sort_keys=True).encode()
