"""The pages by URL, and who may see them."""

from collections.abc import Callable
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from nicegui import Client, app, ui

from config.settings import Settings
from dashboard import metrics, texts, times
from dashboard.client import Visitor
from dashboard.components.elements import box, link, logo, text
from dashboard.documents import Workspace
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.hubs import Hubs
from dashboard.pages.doors import login_page, signup_page, welcome_page
from dashboard.pages.frame import PageFrame
from dashboard.pages.invitation import invitation_page, notice
from dashboard.pages.mailed import reset_page, verify_page
from dashboard.routes import Route, is_local, parse
from dashboard.scope import Scope
from dashboard.sessions import Session, Sessions
from dashboard.tab import Tab

PATHS = ("/", "/all", "/p/{key}/{layout}", "/t/{key}", "/settings", "/settings/{section}")
BUILD_TIME = 20.0  # seconds that a page may take


class Site:
    """All routes of the dashboard over these sign-ins and hubs."""

    def __init__(self, settings: Settings, sessions: Sessions, hubs: Hubs) -> None:
        self._settings = settings
        self._sessions = sessions
        self._hubs = hubs

    def register(self) -> None:
        """Tell NiceGUI of every page."""
        ui.page("/login", title=f"Sign in · {texts.NAME}")(self.login)
        ui.page("/signup", title=f"Create your account · {texts.NAME}")(self.signup)
        ui.page("/reset", title=f"Choose a password · {texts.NAME}")(self.reset)
        ui.page("/verify", title=f"Verify your address · {texts.NAME}")(self.verify)
        ui.page("/invitations/{token}", title=f"Invitation · {texts.NAME}")(self.invitation)
        ui.page("/welcome", title=f"Welcome · {texts.NAME}", response_timeout=BUILD_TIME)(self.welcome)
        app.get("/signout")(self.sign_out)
        app.get("/data/tasks")(self.rows)
        for path in PATHS:
            ui.page(path, title=texts.NAME, response_timeout=BUILD_TIME)(_copy(self.page))
        app.exception_handler(404)(self.missing)

    def login(self, request: Request) -> Response | None:
        """`/login`."""
        if self._session() is not None:
            return RedirectResponse("/", 303)
        login_page(self._sessions, self._visitor(request), self._settings, request.query_params.get("next", "/"))
        return None

    def signup(self, request: Request) -> Response | None:
        """`/signup`."""
        if self._session() is not None:
            return RedirectResponse("/", 303)
        signup_page(self._sessions, self._visitor(request), self._settings, request.query_params.get("next", "/"))
        return None

    def reset(self, request: Request) -> None:
        """`/reset`."""
        reset_page(self._visitor(request), request.query_params.get("token", ""))

    def verify(self, request: Request) -> None:
        """`/verify`."""
        verify_page(self._visitor(request), request.query_params.get("token", ""))

    async def invitation(self, request: Request, token: str) -> None:
        """`/invitations/{token}`."""
        visitor, session, me = self._visitor(request), self._session(), None
        try:
            found = await visitor.invitation(quote(token, safe=""))
            if session is not None:
                me = await session.me()
        except SignedOut:
            session = None
        except Refused as error:
            if error.status not in {404, 422}:
                _unreachable(error)
                return
            notice("This link leads nowhere", "It is incomplete, or a newer mail has replaced it.")
            return
        except DashboardError as error:
            _unreachable(error)
            return
        invitation_page(self._sessions, visitor, quote(token, safe=""), found, session, me)

    async def welcome(self, request: Request) -> Response | None:
        """`/welcome`."""
        session = self._session()
        if session is None:
            return _to_login(request)
        try:
            workspaces = await session.api.workspaces()
        except SignedOut:
            return _to_login(request)
        except DashboardError as error:
            _unreachable(error)
            return None
        chosen = self._chosen(workspaces, "")
        is_new = chosen is None or "new" in request.query_params
        welcome_page(session, has_workspace=not is_new, workspace="" if is_new or chosen is None else chosen["id"])
        return None

    async def sign_out(self, request: Request) -> Response:
        """`/signout`: only by a link on this site, so that no other page can do it. `next`: where to go then."""
        session = self._session()
        if session is not None and request.headers.get("sec-fetch-site", "same-origin") == "same-origin":
            app.storage.user.pop("session", None)
            await session.api.sign_out()
        target = request.query_params.get("next", "")
        return RedirectResponse(target if is_local(target) else "/login", 303)

    async def page(self, request: Request, client: Client) -> Response | None:
        """Every page of a signed-in person."""
        session = self._session()
        if session is None:
            return _to_login(request)
        if parse(_address(request), me="") is None:
            return await self.missing(request)
        try:
            me = await session.me()
            workspaces = await session.api.workspaces()
            workspace = self._chosen(workspaces, request.query_params.get("w", ""))
            if workspace is None:
                return RedirectResponse("/welcome", 303)
            here = times.zone(request.cookies.get("tasktide_zone"), me["timezone"])
            tab = Tab(session, here, client)
            tab.hub = await self._hubs.join(tab, workspace)
        except SignedOut:
            return _to_login(request)
        except DashboardError as error:
            _unreachable(error)
            return None
        client.on_delete(lambda: self._hubs.leave(tab, tab.hub))
        route = parse(_address(request), me=me["id"]) or Route("home")
        await PageFrame(tab, workspaces, self._settings.public_url).show(route)
        return None

    async def rows(self, request: Request) -> Response:
        """`/data/tasks`: the cards of a scope, for the components."""
        session = self._session()
        if session is None:
            return JSONResponse({"detail": "Please sign in."}, 401)
        asked = request.query_params
        scope = Scope(asked.get("project", ""), mine=asked.get("mine") == "1", archived=asked.get("archived") == "1")
        try:
            me = await session.me()
            hub = self._hubs.get(me["id"], asked.get("workspace", ""))
            if hub is None:
                return JSONResponse({"detail": "This workspace is not open."}, 409)
            await hub.ensure(scope)
        except DashboardError as error:
            return JSONResponse({"detail": str(error)}, 503)
        return Response(hub.rows(scope), media_type="application/json", headers={"Cache-Control": "no-store"})

    async def missing(self, request: Request, _error: Exception | None = None) -> Response:
        """Our own 404."""
        if request.method != "GET" or request.url.path.startswith(("/data/", "/_nicegui", "/assets/")):
            return JSONResponse({"detail": "Not found"}, 404)
        with Client(ui.page("", title=f"Not found · {texts.NAME}"), request=request) as client:
            missing_page()
        return client.build_response(request, 404)

    def _session(self) -> Session | None:
        return self._sessions.find(app.storage.user.get("session"))

    def _visitor(self, request: Request) -> Visitor:
        return Visitor(self._sessions.http, request.client.host if request.client else "")

    def _chosen(self, workspaces: list[Workspace], slug: str) -> Workspace | None:
        wanted = next((one for one in workspaces if slug and one["slug"] == slug), None)
        if wanted is not None:
            app.storage.user["workspace"] = wanted["id"]
            return wanted
        kept = app.storage.user.get("workspace")
        oldest = min(workspaces, key=lambda one: (one["created_at"], one["id"]), default=None)
        return next((one for one in workspaces if one["id"] == kept), oldest)


def missing_page() -> None:
    """What stands where no page is."""
    with box("tt-door", "main"), box(""):
        logo(big=True)
        text("There is nothing here", tag="h1")
        text("The address may be mistyped, or what was here has gone.", tag="p")
        with link("/", "tt-btn tt-wide").props(remove="data-go"):
            text("Go to my work")


def _unreachable(error: DashboardError) -> None:
    with box("tt-door", "main"), box(""):
        logo(big=True)
        text("Tasktide is not answering", tag="h1")
        text(str(error), tag="p")
        with link("", "tt-btn tt-wide").props(remove="data-go"):
            text("Try again")


def _to_login(request: Request) -> Response:
    address = _address(request)
    return RedirectResponse("/login" if address == "/" else f"/login?next={quote(address)}", 303)


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _copy(page: Callable[[Request, Client], object]) -> Callable[[Request, Client], object]:
    """NiceGUI keeps pages by function: one for each path."""

    async def copied(request: Request, client: Client) -> Response | None:
        return await page(request, client)  # type: ignore[misc,no-any-return]

    return copied


def count_tabs(hubs: Hubs) -> None:
    """Keep the gauges true."""
    metrics.streams.set_function(hubs.count)
    metrics.tabs.set_function(lambda: sum(client.has_socket_connection for client in Client.instances.values()))
