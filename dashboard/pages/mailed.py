"""Where links in mails lead: `/reset` sets a new password, `/verify` verifies an address, `/unsubscribe` ends mails."""

from dashboard.client import Visitor
from dashboard.components.elements import box, link, text
from dashboard.language import _
from dashboard.pages.door import Form


def reset_page(visitor: Visitor, token: str) -> None:
    """`/reset`: without a token it asks for the mail that has one."""
    _choose(visitor, token) if token else _ask(visitor)


def verify_page(visitor: Visitor, token: str) -> None:
    """`/verify`. Not before a click: programs that look into mails open their links too."""

    async def work(form: Form) -> None:
        await visitor.verify(token)
        form.finish(_("Thank you, the address is yours."))

    _foot(
        Form(_("Verify your address"), _("One click, and we know that mails reach you."), _("Verify"), work),
        "/",
        _("Go on"),
    )


def unsubscribe_page(visitor: Visitor, token: str) -> None:
    """`/unsubscribe`. Not before a click, as above."""

    async def work(form: Form) -> None:
        await visitor.unsubscribe(token)
        form.finish(_("No more mails of this kind. Under Settings → Notifications you can have them again."))

    title, lead = _("No more of these mails?"), _("You still find the news in your inbox in Tasktide.")
    _foot(Form(title, lead, _("No more mails"), work), "/settings/notifications", _("All notifications"))


def _ask(visitor: Visitor) -> None:
    async def work(form: Form) -> None:
        if form.require({"email": _("Please enter your e-mail address.")}):
            form.finish(await visitor.ask_for_reset(form.value("email")))

    form = Form(
        _("Forgot your password?"), _("We send you a link that lets you choose a new one."), _("Send the link"), work
    )
    with form.body:
        form.add("email", _("E-mail"), kind="email", complete="username", placeholder=_("you@team.dev")).props(
            "autofocus"
        )
    _foot(form, "/login", _("Back to sign in"))


def _choose(visitor: Visitor, token: str) -> None:
    async def work(form: Form) -> None:
        if form.require({"password": _("Please choose a password.")}):
            await visitor.reset(token, form.value("password"))
            form.finish(_("Your new password is set. You have been signed out everywhere."))

    form = Form(_("Choose a password"), _("At least 8 characters, and hard to guess."), _("Set the password"), work)
    with form.body:
        form.add("password", _("Password"), kind="password", complete="new-password").props("autofocus")
    _foot(form, "/login", _("Sign in"))


def _foot(form: Form, path: str, label: str) -> None:
    with form.foot, box("tt-foot", "p"), link(path, "tt-link").props(remove="data-go"):
        text(label)
