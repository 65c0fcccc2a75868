"""Where the links in mails lead: `/reset` sets a new password, `/verify` verifies an address."""

from dashboard.client import Visitor
from dashboard.components.elements import box, link, text
from dashboard.pages.door import Form


def reset_page(visitor: Visitor, token: str) -> None:
    """`/reset`: without a token it asks for the mail that has one."""
    _choose(visitor, token) if token else _ask(visitor)


def verify_page(visitor: Visitor, token: str) -> None:
    """`/verify`. Not before a click: programs that look into mails open their links too."""

    async def work(form: Form) -> None:
        await visitor.verify(token)
        form.finish("Thank you, the address is yours.")

    _foot(Form("Verify your address", "One click, and we know that mails reach you.", "Verify", work), "/", "Go on")


def _ask(visitor: Visitor) -> None:
    async def work(form: Form) -> None:
        if form.require({"email": "Please enter your e-mail address."}):
            form.finish(await visitor.ask_for_reset(form.value("email")))

    form = Form("Forgot your password?", "We send you a link that lets you choose a new one.", "Send the link", work)
    with form.body:
        form.add("email", "E-mail", kind="email", complete="username", placeholder="you@team.dev").props("autofocus")
    _foot(form, "/login", "Back to sign in")


def _choose(visitor: Visitor, token: str) -> None:
    async def work(form: Form) -> None:
        if form.require({"password": "Please choose a password."}):
            await visitor.reset(token, form.value("password"))
            form.finish("Your new password is set. You have been signed out everywhere.")

    form = Form("Choose a password", "At least 8 characters, and hard to guess.", "Set the password", work)
    with form.body:
        form.add("password", "Password", kind="password", complete="new-password").props("autofocus")
    _foot(form, "/login", "Sign in")


def _foot(form: Form, path: str, label: str) -> None:
    with form.foot, box("tt-foot", "p"), link(path, "tt-link").props(remove="data-go"):
        text(label)
