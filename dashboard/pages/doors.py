"""The entrance: `/login`, `/signup`, and `/welcome` for the first workspace and project."""

import re
from collections.abc import Awaitable
from urllib.parse import quote

from nicegui import app, ui

from config.settings import Settings
from dashboard import texts
from dashboard.client import Visitor
from dashboard.components.elements import box, link, text, text_button
from dashboard.language import _
from dashboard.pages.door import Form, notice
from dashboard.routes import is_local
from dashboard.sessions import Session, Sessions
from dashboard.tokens import Pair

DEMO = ("demo@tasktide.example", "tasktide-demo")
TOLD = {
    "out": _("You are signed out."),
    "ended": _("You were signed out: this sign-in has ended. Sign in to go on where you were."),
    "set": _("Your new password is set. Sign in with it."),
}


def login_page(sessions: Sessions, visitor: Visitor, settings: Settings, target: str, told: str = "") -> None:
    """`/login`. `told`: why one is here, as a key of `TOLD`."""
    target = target if is_local(target) else "/"

    async def work(form: Form) -> None:
        if form.require(
            {"email": _("Please enter your e-mail address."), "password": _("Please enter your password.")}
        ):
            await enter(visitor.sign_in(form.value("email"), form.value("password")))

    async def enter(pair: Awaitable[Pair]) -> None:
        begin(sessions, await pair, target)

    form = Form(
        _("Welcome back"), _("Sign in to {name}.").format(name=texts.NAME), _("Sign in"), work, told=TOLD.get(told, "")
    )
    with form.body:
        form.add("email", _("E-mail"), kind="email", complete="username", placeholder=_("you@team.dev")).props(
            "autofocus"
        )
        form.add("password", _("Password"), kind="password", complete="current-password", placeholder="••••••••")
    with form.foot:
        if settings.demo:
            _demo(form)
        _foot("", _("Forgot your password?"), "/reset")
        if settings.signup == "open":
            _foot(_("No account yet?"), _("Create one"), _with_next("/signup", target))


def signup_page(sessions: Sessions, visitor: Visitor, settings: Settings, target: str) -> None:
    """`/signup`."""
    target = target if is_local(target) else "/"
    if settings.signup != "open":
        closed = _("Ask an administrator of this installation for an invitation: its link lets you in.")
        notice(_("Sign-up is closed"), closed, path=_with_next("/login", target), label=_("Back to sign in"))
        return

    async def work(form: Form) -> None:
        wanted = {
            "first_name": _("Please enter your first name."),
            "email": _("Please enter your e-mail address."),
            "password": _("Please choose a password."),
        }
        if form.require(wanted):
            fields = {name: form.value(name) for name in ("email", "password", "first_name", "last_name")}
            begin(sessions, await visitor.sign_up({k: v for k, v in fields.items() if v}), target)

    lead = _("A minute, and your team's work is live on {name}.").format(name=texts.NAME)
    form = Form(_("Create your account"), lead, _("Create account"), work)
    with form.body:
        add_names(form)
        form.add("email", _("E-mail"), kind="email", complete="username", placeholder=_("you@team.dev"))
        form.add(
            "password", _("Password"), kind="password", complete="new-password", placeholder=_("At least 8 characters")
        )
    with form.foot:
        _foot(_("Already have an account?"), _("Sign in"), _with_next("/login", target))


def add_names(form: Form) -> None:
    """First and last name, side by side."""
    with box("tt-two"):
        form.add("first_name", _("First name"), complete="given-name").props("autofocus maxlength=120")
        form.add("last_name", _("Last name"), complete="family-name").props("maxlength=120")


def welcome_page(session: Session, *, has_workspace: bool, workspace: str = "") -> None:
    """`/welcome`: the first workspace, or a first project in the present one."""

    async def work(form: Form) -> None:
        nonlocal has_workspace, workspace
        wanted = {"project": _("Please name your first project.")}
        if not has_workspace:
            wanted["name"] = _("Please name your workspace.")
        if form.require(wanted):
            if not has_workspace:
                made = await session.api.create_workspace(form.value("name"))
                has_workspace, workspace = True, made["id"]  # once, also where the project is refused
                app.storage.user["workspace"] = workspace
            project = await session.api.create_project(
                workspace, key_of(form.value("project")), form.value("project"), texts.COLORS[0]
            )
            ui.navigate.to(f"/p/{project['key']}/board")

    lead = (
        _("A workspace is your team's room; a project holds its tasks.")
        if not has_workspace
        else _("A project holds your team's tasks.")
    )
    title = _("Set up your workspace") if not has_workspace else _("Your first project")
    form = Form(title, lead, _("Create and open the board"), work)
    with form.body:
        if not has_workspace:
            form.add("name", _("Workspace"), placeholder=_("Acme")).props("autofocus maxlength=100")
        form.add("project", _("First project"), placeholder=_("Website launch")).props("maxlength=100")
    with form.foot:
        if session.user is not None:
            _foot(_("Signed in as {email}.").format(email=session.user["email"]), _("Sign out"), "/signout")


def key_of(name: str) -> str:
    """A project's key: initials of several words, else the first letters."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    letters = "".join(word[0] for word in words) if len(words) > 1 else (words[0] if words else "")
    key = re.sub(r"[^A-Z0-9]", "", letters.upper())[:4].lstrip("0123456789")
    return key if len(key) >= 2 else "TASK"


def _demo(form: Form) -> None:
    text(_("or"), "tt-or", "div")

    async def demo() -> None:
        form.fields["email"].input.value, form.fields["password"].input.value = DEMO
        await form.submit()

    text_button(_("Look around the demo"), demo, classes="tt-plain tt-wide", icon_name="play")


def _foot(question: str, label: str, path: str) -> None:
    with box("tt-foot", "p"):
        if question:
            text(f"{question} ")
        with link(path, "tt-link").props(remove="data-go"):
            text(label)


def _with_next(path: str, target: str) -> str:
    return path if target == "/" else f"{path}?next={quote(target)}"


def begin(sessions: Sessions, pair: Pair, target: str) -> None:
    """Go in: by way of `/enter`, which alone can give the browser its cookie."""
    ticket = sessions.admit(sessions.begin(pair), str(app.storage.browser["id"]))
    ui.navigate.to(f"/enter?ticket={ticket}&next={quote(target)}")
