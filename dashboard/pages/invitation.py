"""`/invitations/{token}`: where the mail of an invitation leads."""

from nicegui import app, ui

from dashboard import texts
from dashboard.client import Api, Visitor
from dashboard.documents import Invitation, User
from dashboard.pages.door import Form, notice
from dashboard.pages.doors import add_names, begin
from dashboard.sessions import Session, Sessions

STATES = {
    "accepted": ("You have been here before", "This invitation has been accepted already."),
    "withdrawn": ("This invitation was withdrawn", "Whoever invited you has changed their mind. Ask them."),
    "expired": ("This invitation has expired", "Ask for a new one; the link in the next mail will work."),
}


def invitation_page(
    sessions: Sessions, visitor: Visitor, token: str, invitation: Invitation, session: Session | None, me: User | None
) -> None:
    """What the visitor can do with it: accept, sign in, sign up, or nothing any more."""
    if invitation["state"] in STATES:
        notice(*STATES[invitation["state"]], label=f"Open {texts.NAME}")
    elif session is not None and me is not None:
        if me["email"].lower() == invitation["email"].lower():
            _accept(session.api, token, invitation)
        else:
            _for_another(token, invitation, me)
    elif invitation["has_account"]:
        _sign_in(token, invitation)
    else:
        _sign_up(sessions, visitor, token, invitation)


def _accept(api: Api, token: str, invitation: Invitation) -> None:
    async def work(_form: Form) -> None:
        member = await api.accept_invitation(token)
        app.storage.user["workspace"] = member["workspace_id"]
        ui.navigate.to("/")

    Form(_title(invitation), _lead(invitation), "Accept the invitation", work)


def _for_another(token: str, invitation: Invitation, me: User) -> None:
    notice(
        _title(invitation),
        _lead(invitation),
        more=f"The invitation is for {invitation['email']}, and you are signed in as {me['email']}.",
        path=f"/signout?next=/invitations/{token}",
        label="Sign out and go on",
    )


def _sign_in(token: str, invitation: Invitation) -> None:
    notice(
        _title(invitation),
        _lead(invitation),
        more=f"There is an account for {invitation['email']}; sign in with it.",
        path=f"/login?next=/invitations/{token}",
        label="Sign in to accept",
    )


def _sign_up(sessions: Sessions, visitor: Visitor, token: str, invitation: Invitation) -> None:
    async def work(form: Form) -> None:
        if form.require({"first_name": "Please enter your first name.", "password": "Please choose a password."}):
            fields = {name: form.value(name) for name in ("password", "first_name", "last_name")}
            pair = await visitor.sign_up_invited(token, fields)
            begin(sessions, pair, "/")

    form = Form(_title(invitation), _lead(invitation), "Create account and join", work)
    with form.body:
        form.add("email", "E-mail", kind="email", complete="username", value=invitation["email"]).props("readonly")
        add_names(form)
        form.add("password", "Password", kind="password", complete="new-password", placeholder="At least 8 characters")


def _title(invitation: Invitation) -> str:
    return f"Join {invitation['workspace']}"


def _lead(invitation: Invitation) -> str:
    role = texts.ROLE[invitation["role"]].lower()
    article = "an" if role[0] in "aeiou" else "a"
    who = invitation["invited_by"] or "Somebody"
    return f"{who} invites you to this workspace on {texts.NAME}, as {article} {role}."
