"""Files that are to be imported: the form that a browser sends goes on to the API as it is."""

import httpx
from fastapi import Request
from fastapi.responses import JSONResponse, Response
from nicegui import app
from starlette.requests import ClientDisconnect

from dashboard.errors import DashboardError
from dashboard.files import GONE, SLOW, size_text
from dashboard.language import _
from dashboard.sessions import Session, Sessions

FORM = 64 * 1024  # bytes of what stands beside the file


class ImportFiles:
    """The routes, for whoever is signed in."""

    def __init__(self, sessions: Sessions, limit: int) -> None:
        self._sessions = sessions
        self._limit = limit  # bytes of one file

    def register(self) -> None:
        """Tell NiceGUI of them."""
        app.post("/data/imports")(self.send)
        app.post("/data/imports/preview")(self.preview)

    async def send(self, request: Request) -> Response:
        """`POST /data/imports`: the API's answer comes back."""
        return await self._pass_on(request, "/api/imports")

    async def preview(self, request: Request) -> Response:
        """`POST /data/imports/preview`: the same."""
        return await self._pass_on(request, "/api/imports/preview")

    async def _pass_on(self, request: Request, path: str) -> Response:
        session = self._sessions.of(request)
        if session is None:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return JSONResponse({"detail": _("Files are sent from Tasktide's own pages only.")}, 403)
        size = int(request.headers.get("content-length") or 0)
        if size > self._limit + FORM:
            return JSONResponse({"detail": _("A file holds at most {size}.").format(size=size_text(self._limit))}, 413)
        try:
            answer = await self._post(session, request, path, size)
        except ClientDisconnect:  # nobody is there to be told
            return Response(status_code=GONE)
        except (httpx.HTTPError, DashboardError) as error:
            said = str(error) if isinstance(error, DashboardError) else _("The file did not get through. Try it again.")
            return JSONResponse({"detail": said}, 503)
        return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))

    async def _post(self, session: Session, request: Request, path: str, size: int) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {await session.api.tokens.access()}",
            "Content-Type": request.headers.get("content-type", ""),
            "Content-Length": str(size),
        }
        return await session.api.http.post(path, content=request.stream(), headers=headers, timeout=SLOW)
