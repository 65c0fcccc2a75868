"""The ways in and out, and what a browser has to show to be somebody.

A browser's cookie is signed and holds the random id of its sign-in. `/enter` alone puts it there, by a ticket that the
page before it was given; after signing out it means nothing to anybody, and the next sign-in has another one.
"""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import app, ui
from starlette.background import BackgroundTask

from config.settings import Settings
from dashboard import texts
from dashboard.client import Visitor
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.pages.door import notice
from dashboard.pages.doors import login_page, signup_page
from dashboard.pages.invitation import invitation_page
from dashboard.pages.mailed import reset_page, unsubscribe_page, verify_page
from dashboard.routes import is_local
from dashboard.sessions import SIGN_IN, Sessions


class Gate:
    """The doors of the site."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self._settings = settings
        self._sessions = sessions

    def register(self) -> None:
        """Tell NiceGUI of them."""
        ui.page("/login", title=texts.titled(_("Sign in")))(self.login)
        ui.page("/signup", title=texts.titled(_("Create your account")))(self.signup)
        ui.page("/reset", title=texts.titled(_("Choose a password")))(self.reset)
        ui.page("/verify", title=texts.titled(_("Verify your address")))(self.verify)
        ui.page("/unsubscribe", title=texts.titled(_("Fewer mails")))(self.unsubscribe)
        ui.page("/invitations/{token}", title=texts.titled(_("Invitation")))(self.invitation)
        ui.page("/invite/{token}", title=texts.titled(_("Invitation")))(self.invited)
        app.get("/enter")(self.enter)
        app.get("/signout")(self.sign_out)

    def login(self, request: Request) -> Response | None:
        """`/login`."""
        target = request.query_params.get("next", "/")
        if self._sessions.of(request) is not None:
            return RedirectResponse(target if is_local(target) else "/", 303)
        login_page(self._sessions, self._visitor(request), self._settings, target, request.query_params.get("told", ""))
        return None

    def signup(self, request: Request) -> Response | None:
        """`/signup`."""
        target = request.query_params.get("next", "/")
        if self._sessions.of(request) is not None:
            return RedirectResponse(target if is_local(target) else "/", 303)
        signup_page(self._sessions, self._visitor(request), self._settings, target)
        return None

    def reset(self, request: Request) -> None:
        """`/reset`."""
        reset_page(self._visitor(request), request.query_params.get("token", ""))

    def verify(self, request: Request) -> None:
        """`/verify`."""
        verify_page(self._visitor(request), request.query_params.get("token", ""))

    def unsubscribe(self, request: Request) -> None:
        """`/unsubscribe`."""
        unsubscribe_page(self._visitor(request), request.query_params.get("token", ""))

    async def invitation(self, request: Request, token: str) -> None:
        """`/invitations/{token}`."""
        visitor, session, me = self._visitor(request), self._sessions.of(request), None
        try:
            found = await visitor.invitation(quote(token, safe=""))
            if session is not None:
                me = await session.me()
        except SignedOut:
            session = None
        except Refused as error:
            if error.status not in {404, 422}:
                unreachable(error)
                return
            lead = _("It is incomplete, or a newer mail has replaced it.")
            notice(_("This link leads nowhere"), lead, label=_("Open {name}").format(name=texts.NAME))
            return
        except DashboardError as error:
            unreachable(error)
            return
        invitation_page(self._sessions, visitor, quote(token, safe=""), found, session, me)

    async def invited(self, request: Request, token: str) -> None:
        """`/invite/{token}`: the same."""
        await self.invitation(request, token)

    def enter(self, request: Request) -> Response:
        """`/enter`: what a page does after a sign-in, so that the browser gets a cookie of that sign-in alone."""
        asked = request.query_params
        target = asked.get("next", "/")
        session = self._sessions.redeem(asked.get("ticket", ""), str(request.session.get("id", "")))
        if session is None:
            return to_login(target)
        request.session[SIGN_IN] = session.id
        return RedirectResponse(target if is_local(target) else "/", 303)

    def sign_out(self, request: Request) -> Response:
        """`/signout`: only by a link on this site, so that no other page can do it. `next`: where to go then."""
        target = request.query_params.get("next", "")
        session = self._sessions.of(request)
        work = None
        if session is not None and request.headers.get("sec-fetch-site", "same-origin") == "same-origin":
            del request.session[SIGN_IN]
            # when the answer is on its way: whoever asked is sent away by it, the other tabs by the end of the sign-in
            work = BackgroundTask(session.api.sign_out)
        return RedirectResponse(target if is_local(target) else "/login?told=out", 303, background=work)

    def _visitor(self, request: Request) -> Visitor:
        address = request.client.host if request.client else ""
        return Visitor(self._sessions.http, address, request.headers.get("user-agent", "")[:200])


def to_login(target: str) -> Response:
    """Sign in first."""
    return RedirectResponse("/login" if target == "/" else f"/login?next={quote(target)}", 303)


def unreachable(error: DashboardError) -> None:
    """What stands where the API did not answer."""
    notice(_("{name} is not answering").format(name=texts.NAME), str(error), path="", label=_("Try again"))
