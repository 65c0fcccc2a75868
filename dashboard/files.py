"""Files between a browser and the API: sent through this process byte by byte, fetched from the API by signed links."""

import secrets
from collections.abc import AsyncIterator
from urllib.parse import quote
from uuid import UUID

import httpx
from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from nicegui import app
from starlette.requests import ClientDisconnect

from dashboard.calls.task import attachment_address
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.sessions import Session, Sessions

LINGER = 1800  # seconds for which a browser keeps the address of a small picture; the API honours it for an hour
# What the API says of a file, and the browser has to know.
PASSED = ("content-type", "content-length", "content-disposition", "x-content-type-options", "cache-control")
SLOW = httpx.Timeout(300, connect=3)
GONE = 499  # as nginx names it: the client has closed the connection


class Files:
    """The routes of files, for whoever is signed in."""

    def __init__(self, sessions: Sessions, limit: int) -> None:
        self._sessions = sessions
        self._limit = limit  # bytes of one file

    def register(self) -> None:
        """Tell NiceGUI of them."""
        app.post("/data/tasks/{task}/files")(self.send)
        app.get("/data/files/{attachment}")(self.fetch)
        app.get("/data/files/{attachment}/thumbnail")(self.thumbnail)
        app.get("/data/exports/{export}")(self.export)

    async def send(self, request: Request, task: UUID, name: str) -> Response:
        """`POST /data/tasks/{id}/files?name=`: the body is the file; the API's answer comes back as it is."""
        session = self._sessions.of(request)
        if session is None:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return JSONResponse({"detail": _("Files are sent from Tasktide's own pages only.")}, 403)
        size = int(request.headers.get("content-length") or 0)
        if size > self._limit:
            return JSONResponse({"detail": _("A file holds at most {size}.").format(size=size_text(self._limit))}, 413)
        try:
            answer = await self._pass_on(session, request, task, Multipart(name, size))
        except ClientDisconnect:  # nobody is there to be told
            return Response(status_code=GONE)
        except (httpx.HTTPError, DashboardError) as error:
            said = str(error) if isinstance(error, DashboardError) else _("The file did not get through. Try it again.")
            return JSONResponse({"detail": said}, 503)
        return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))

    async def fetch(self, request: Request, attachment: UUID) -> Response:
        """`/data/files/{id}`: on to the file itself."""
        return await self._lead_to(request, attachment, thumbnail=False)

    async def thumbnail(self, request: Request, attachment: UUID) -> Response:
        """`/data/files/{id}/thumbnail`: on to the small picture."""
        return await self._lead_to(request, attachment, thumbnail=True)

    async def export(self, request: Request, export: UUID) -> Response:
        """`/data/exports/{id}`: the file of an export, passed on as it comes."""
        session = self._sessions.of(request)
        if session is None:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        try:
            # As bytes that nobody packs on the way: their number is told before.
            headers = {
                "Authorization": f"Bearer {await session.api.tokens.access()}",
                "Accept-Encoding": "identity",
            }
            asked = session.api.http.build_request("GET", f"/api/exports/{export}/file", headers=headers, timeout=SLOW)
            answer = await session.api.http.send(asked, stream=True)
        except (httpx.HTTPError, DashboardError):
            return JSONResponse({"detail": _("The file did not get through. Try it again.")}, 503)
        passed = {name: answer.headers[name] for name in PASSED if name in answer.headers}
        return StreamingResponse(_pieces(answer), answer.status_code, headers=passed)

    async def _pass_on(self, session: Session, request: Request, task: UUID, form: "Multipart") -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {await session.api.tokens.access()}",
            "Content-Type": form.content_type,
            "Content-Length": str(form.length),
        }
        path = f"/api/tasks/{task}/files"
        body = form.around(request.stream())
        return await session.api.http.post(path, content=body, headers=headers, timeout=SLOW)

    async def _lead_to(self, request: Request, attachment: UUID, *, thumbnail: bool) -> Response:
        session = self._sessions.of(request)
        if session is None:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        try:
            address = await attachment_address(session.api, str(attachment), thumbnail=thumbnail)
        except SignedOut:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        except Refused as error:
            return JSONResponse({"detail": str(error)}, error.status)
        except DashboardError as error:
            return JSONResponse({"detail": str(error)}, 503)
        if address is None:
            return JSONResponse({"detail": _("There is no small picture of this.")}, 404)
        kept = f"private, max-age={LINGER}" if thumbnail else "no-store"
        return RedirectResponse(address, 302, headers={"Cache-Control": kept})


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes; whoever goes away meanwhile ends it."""
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        await answer.aclose()


class Multipart:
    """One file as `multipart/form-data` (RFC 7578), around bytes that are still to come; `size`: how many."""

    def __init__(self, name: str, size: int) -> None:
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._begin = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\n{_plain(name)}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{quote(name[:100])}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        self._end = f"\r\n--{boundary}--\r\n".encode()
        self.length = len(self._begin) + size + len(self._end)

    async def around(self, body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The whole form."""
        yield self._begin
        async for part in body:
            yield part
        yield self._end


def size_text(size: int) -> str:
    """`820 B`, `14 KB`, `2.5 MB`, as people say it: in steps of 1,024."""
    if size < 1024:
        return _("{n} B").format(n=size)
    if size < 1024 * 1024:
        return _("{n} KB").format(n=f"{size / 1024:.0f}")
    return _("{n} MB").format(n=f"{size / 1024 / 1024:.1f}".removesuffix(".0"))


def _plain(name: str) -> str:
    """A name that cannot end its part of the form."""
    return " ".join(name.split())[:400] or "file"
