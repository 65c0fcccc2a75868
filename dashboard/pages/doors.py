"""The entrance: `/login`, `/signup`, and `/welcome` for the first workspace and project."""

import re
from collections.abc import Awaitable, Callable

from nicegui import app, ui

from config.settings import Settings
from dashboard import texts
from dashboard.client import Visitor
from dashboard.components.elements import box, field, link, logo, text, text_button
from dashboard.errors import DashboardError, Refused
from dashboard.routes import is_local
from dashboard.sessions import Session, Sessions
from dashboard.tokens import Pair

DEMO = ("demo@tasktide.example", "tasktide-demo")


class Form:
    """A column of labelled fields, each with its complaint, and one button."""

    def __init__(self, title: str, lead: str, submit: str, work: Callable[["Form"], Awaitable[None]]) -> None:
        self._work = work
        self._is_busy = False
        self.inputs: dict[str, ui.input] = {}
        self._complaints: dict[str, tuple[ui.element, ui.element]] = {}
        with box("tt-door", "main"), ui.element("form").props("novalidate") as self._form:
            logo(big=True)
            text(title, tag="h1")
            text(lead, tag="p")
            self.fields = box("")
            self._error = text("", "tt-complaint", "div").props("role=alert")
            self._button = text_button(submit, classes="tt-wide")
            self._button.props("type=submit").style("margin-top:6px")
            self.foot = box("")
        self._form.on("submit.prevent", self.submit, [])

    def add(
        self,
        name: str,
        label: str,
        *,
        kind: str = "text",
        complete: str = "off",
        placeholder: str = "",
        value: str = "",
    ) -> ui.input:
        """A field."""
        with box("tt-field"):
            caption = text(label, tag="label")
            with box("tt-frame") as frame:
                made = field(placeholder, value=value, label=label, password=kind == "password")
                made.props(f"type={kind} name={name} autocomplete={complete}")
            caption.props["for"] = made.html_id
            complaint = text("", "tt-complaint", "div").props("role=alert")
        self.inputs[name] = made
        self._complaints[name] = (frame, complaint)
        return made

    def value(self, name: str) -> str:
        """What was typed."""
        return str(self.inputs[name].value or "").strip() if name != "password" else str(self.inputs[name].value or "")

    def complain(self, name: str, message: str) -> None:
        """Say beside a field what is wrong with it."""
        frame, complaint = self._complaints[name]
        frame.classes(add="tt-wrong" if message else "", remove="" if message else "tt-wrong")
        complaint.text = message  # type: ignore[attr-defined]

    def require(self, messages: dict[str, str]) -> bool:
        """Whether all these fields are filled; the others are complained about."""
        for name, message in messages.items():
            self.complain(name, "" if self.value(name) else message)
        return all(self.value(name) for name in messages)

    def finish(self, message: str) -> None:
        """Its work is done: a sentence in the place of fields and button."""
        self.inputs.clear()
        self.fields.clear()
        self._button.delete()
        with self.fields:
            text(message, tag="p").props("role=status")

    async def submit(self) -> None:
        """Do the form's work once; what goes wrong is said beside the field that it is about."""
        if self._is_busy:
            return
        self._is_busy = True
        self._error.text = ""
        for name in self.inputs:
            self.complain(name, "")
        try:
            await self._work(self)
        except DashboardError as error:
            self._show(error)
        finally:
            self._is_busy = False

    def _show(self, error: DashboardError) -> None:
        shown = False
        for name in self.inputs:
            message = error.field(name) if isinstance(error, Refused) else ""
            if message:
                self.complain(name, message[:1].upper() + message[1:])
                shown = True
        if not shown:
            self._error.text = str(error)


def login_page(sessions: Sessions, visitor: Visitor, settings: Settings, target: str) -> None:
    """`/login`."""
    target = target if is_local(target) else "/"

    async def work(form: Form) -> None:
        if form.require({"email": "Please enter your e-mail address.", "password": "Please enter your password."}):
            await enter(visitor.sign_in(form.value("email"), form.value("password")))

    async def enter(pair: Awaitable[Pair]) -> None:
        _begin(sessions, await pair, target)

    form = Form("Welcome back", f"Sign in to {texts.NAME}.", "Sign in", work)
    with form.fields:
        form.add("email", "E-mail", kind="email", complete="username", placeholder="you@team.dev").props("autofocus")
        form.add("password", "Password", kind="password", complete="current-password", placeholder="••••••••")
    with form.foot:
        if settings.demo:
            text("or", "tt-or", "div")

            async def demo() -> None:
                form.inputs["email"].value, form.inputs["password"].value = DEMO
                await form.submit()

            text_button("Look around the demo", demo, classes="tt-plain tt-wide", icon_name="play")
        with box("tt-foot", "p"), link("/reset", "tt-link").props(remove="data-go"):
            text("Forgot your password?")
        if settings.signup == "open":
            with box("tt-foot", "p"):
                text("No account yet? ")
                with link("/signup", "tt-link").props(remove="data-go"):
                    text("Create one")


def signup_page(sessions: Sessions, visitor: Visitor, settings: Settings, target: str) -> None:
    """`/signup`."""
    target = target if is_local(target) else "/"

    async def work(form: Form) -> None:
        wanted = {
            "first_name": "Please enter your first name.",
            "email": "Please enter your e-mail address.",
            "password": "Please choose a password.",
        }
        if not form.require(wanted):
            return
        fields = {name: form.value(name) for name in ("email", "password", "first_name", "last_name")}
        _begin(sessions, await visitor.sign_up({k: v for k, v in fields.items() if v}), target)

    if settings.signup != "open":
        with box("tt-door", "main"), box(""):
            logo(big=True)
            text("Sign-up is closed", tag="h1")
            text("Ask an administrator of this installation for an invitation.", tag="p")
            with link("/login", "tt-link").props(remove="data-go"):
                text("Back to sign in")
        return
    form = Form(
        "Create your account", f"A minute, and your team's work is live on {texts.NAME}.", "Create account", work
    )
    with form.fields:
        with box("tt-two"):
            form.add("first_name", "First name", complete="given-name").props("autofocus")
            form.add("last_name", "Last name", complete="family-name")
        form.add("email", "E-mail", kind="email", complete="username", placeholder="you@team.dev")
        form.add("password", "Password", kind="password", complete="new-password", placeholder="At least 8 characters")
    with form.foot, box("tt-foot", "p"):
        text("Already have an account? ")
        with link("/login", "tt-link").props(remove="data-go"):
            text("Sign in")


def welcome_page(session: Session, *, has_workspace: bool, workspace: str = "") -> None:
    """`/welcome`: the first workspace, or a first project in the present one."""

    async def work(form: Form) -> None:
        wanted = {"project": "Please name your first project."}
        if not has_workspace:
            wanted["name"] = "Please name your workspace."
        if form.require(wanted):
            where = workspace
            if not has_workspace:
                made = await session.api.create_workspace(form.value("name"), slug_of(form.value("name")))
                where = made["id"]
                app.storage.user["workspace"] = where
            project = await session.api.create_project(
                where, key_of(form.value("project")), form.value("project"), texts.COLORS[0]
            )
            ui.navigate.to(f"/p/{project['key']}/board")

    lead = (
        "A workspace is your team's room; a project holds its tasks."
        if not has_workspace
        else "A project holds your team's tasks."
    )
    title = "Set up your workspace" if not has_workspace else "Your first project"
    form = Form(title, lead, "Create and open the board", work)
    with form.fields:
        if not has_workspace:
            form.add("name", "Workspace", placeholder="Acme").props("autofocus maxlength=100")
        form.add("project", "First project", placeholder="Website launch").props("maxlength=100")


def slug_of(name: str) -> str:
    """A workspace's short name for URLs."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "team"


def key_of(name: str) -> str:
    """A project's key: initials of several words, else the first letters."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    letters = "".join(word[0] for word in words) if len(words) > 1 else (words[0] if words else "")
    key = re.sub(r"[^A-Z0-9]", "", letters.upper())[:4].lstrip("0123456789")
    return key if len(key) >= 2 else "TASK"


def _begin(sessions: Sessions, pair: Pair, target: str) -> None:
    app.storage.user["session"] = sessions.begin(pair).id
    ui.navigate.to(target)
