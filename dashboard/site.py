"""The pages by URL, and who may see them."""

from collections.abc import Callable, MutableMapping
from functools import partial

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from nicegui import Client, app, ui

from config.settings import Settings
from dashboard import metrics, texts, times
from dashboard.components import away
from dashboard.documents import Workspace
from dashboard.errors import DashboardError, SignedOut
from dashboard.gate import Gate, to_login, unreachable
from dashboard.hubs import Hubs
from dashboard.language import _
from dashboard.packed import packed_json
from dashboard.pages.door import notice
from dashboard.pages.doors import welcome_page
from dashboard.pages.frame import PageFrame
from dashboard.routes import Route, parse
from dashboard.sessions import Sessions
from dashboard.tab import Tab
from query.errors import QueryError

PATHS = (
    "/",
    "/inbox",
    "/all",
    "/view/{id}",
    "/insights",
    "/people",
    "/people/{id}",
    "/p/{key}/{layout}",
    "/t/{key}",
    "/settings",
    "/settings/{section}",
    "/settings/projects/{key}",
    "/settings/projects/{key}/{part}",
    "/settings/webhooks/{key}",
)
BUILD_TIME = 20.0  # seconds that a page may take


class Site:
    """All routes of the dashboard over these sign-ins and hubs."""

    def __init__(self, settings: Settings, sessions: Sessions, hubs: Hubs) -> None:
        self._settings = settings
        self._sessions = sessions
        self._hubs = hubs

    def register(self) -> None:
        """Tell NiceGUI of every page."""
        Gate(self._settings, self._sessions).register()
        ui.page("/welcome", title=texts.titled(_("Welcome")), response_timeout=BUILD_TIME)(self.welcome)
        app.get("/data/tasks")(self.rows)
        for path in PATHS:
            ui.page(path, title=texts.NAME, response_timeout=BUILD_TIME)(_copy(self.page))
        app.exception_handler(404)(self.missing)

    async def welcome(self, request: Request) -> Response | None:
        """`/welcome`."""
        session = self._sessions.of(request)
        if session is None:
            return to_login(_address(request))
        try:
            workspaces = await session.api.workspaces()
        except SignedOut:
            return to_login(_address(request))
        except DashboardError as error:
            unreachable(error)
            return None
        chosen = self._chosen(workspaces, "")
        is_new = chosen is None or "new" in request.query_params
        welcome_page(session, has_workspace=not is_new, workspace="" if is_new or chosen is None else chosen["id"])
        return None

    async def page(self, request: Request, client: Client) -> Response | None:
        """Every page of a signed-in person."""
        session = self._sessions.of(request)
        if session is None:
            return to_login(_address(request))
        if parse(_address(request)) is None:
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
            return to_login(_address(request))
        except DashboardError as error:
            unreachable(error)
            return None
        session.on_end.append(tab.on_sign_out)
        client.on_delete(partial(self._leave, tab, app.storage.user))  # nobody can ask for it when the tab is gone
        route = parse(_address(request)) or Route("home")
        await PageFrame(tab, workspaces, self._settings.public_url).show(route)
        return None

    def _leave(self, tab: Tab, kept: MutableMapping[str, object]) -> None:
        away.remember(tab, kept)
        tab.session.on_end.remove(tab.on_sign_out)
        self._hubs.leave(tab, tab.hub)

    async def rows(self, request: Request) -> Response:
        """`/data/tasks`: the cards of a query, for the components."""
        session = self._sessions.of(request)
        if session is None:
            return JSONResponse({"detail": _("Please sign in.")}, 401)
        text = request.query_params.get("q", "")
        try:
            hub = self._hubs.get((await session.me())["id"], request.query_params.get("workspace", ""))
            if hub is None:
                return JSONResponse({"detail": _("This workspace is not open.")}, 409)
            await hub.selections.ensure(text)
        except QueryError as error:
            return JSONResponse({"detail": error.message}, 422)
        except DashboardError as error:
            return JSONResponse({"detail": str(error)}, 503)
        hub.selections.forget_unused({text, *(page.selection for page in hub.pages)})
        return await packed_json(request, hub.rows(text))

    async def missing(self, request: Request, _error: Exception | None = None) -> Response:
        """Our own 404."""
        if request.method != "GET" or request.url.path.startswith(("/data/", "/_nicegui", "/assets/")):
            return JSONResponse({"detail": _("Not found")}, 404)
        with Client(ui.page("", title=texts.titled(_("Not found"))), request=request) as client:
            missing_page()
        return client.build_response(request, 404)

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
    lead = _("The address may be mistyped, or what was here has gone.")
    notice(_("There is nothing here"), lead, label=_("Go to my work"))


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
