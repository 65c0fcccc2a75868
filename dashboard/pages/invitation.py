"""`/invitations/{token}`: where the mail of an invitation leads."""

from nicegui import app, ui

from dashboard import texts
from dashboard.client import Api, Visitor
from dashboard.documents import Invitation, Role, User
from dashboard.language import _
from dashboard.pages.door import Form, notice
from dashboard.pages.doors import add_names, begin
from dashboard.sessions import Session, Sessions

LEADS: dict[Role, str] = {
    "owner": _("{person} invites you to this workspace on {name}, as an owner."),
    "admin": _("{person} invites you to this workspace on {name}, as an admin."),
    "member": _("{person} invites you to this workspace on {name}, as a member."),
    "viewer": _("{person} invites you to this workspace on {name}, as a viewer."),
}
STATES = {
    "accepted": (_("You have been here before"), _("This invitation has been accepted already.")),
    "withdrawn": (_("This invitation was withdrawn"), _("Whoever invited you has changed their mind. Ask them.")),
    "expired": (_("This invitation has expired"), _("Ask for a new one; the link in the next mail will work.")),
}


def invitation_page(
    sessions: Sessions, visitor: Visitor, token: str, invitation: Invitation, session: Session | None, me: User | None
) -> None:
    """What the visitor can do with it: accept, sign in, sign up, or nothing any more."""
    if invitation["state"] in STATES:
        notice(*STATES[invitation["state"]], label=_("Open {name}").format(name=texts.NAME))
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

    Form(_title(invitation), _lead(invitation), _("Accept the invitation"), work)


def _for_another(token: str, invitation: Invitation, me: User) -> None:
    notice(
        _title(invitation),
        _lead(invitation),
        more=_("The invitation is for {email}, and you are signed in as {me}.").format(
            email=invitation["email"], me=me["email"]
        ),
        path=f"/signout?next=/invitations/{token}",
        label=_("Sign out and go on"),
    )


def _sign_in(token: str, invitation: Invitation) -> None:
    notice(
        _title(invitation),
        _lead(invitation),
        more=_("There is an account for {email}; sign in with it.").format(email=invitation["email"]),
        path=f"/login?next=/invitations/{token}",
        label=_("Sign in to accept"),
    )


def _sign_up(sessions: Sessions, visitor: Visitor, token: str, invitation: Invitation) -> None:
    async def work(form: Form) -> None:
        if form.require({"first_name": _("Please enter your first name."), "password": _("Please choose a password.")}):
            fields = {name: form.value(name) for name in ("password", "first_name", "last_name")}
            pair = await visitor.sign_up_invited(token, fields)
            begin(sessions, pair, "/")

    form = Form(_title(invitation), _lead(invitation), _("Create account and join"), work)
    with form.body:
        form.add("email", _("E-mail"), kind="email", complete="username", value=invitation["email"]).props("readonly")
        add_names(form)
        form.add(
            "password", _("Password"), kind="password", complete="new-password", placeholder=_("At least 8 characters")
        )


def _title(invitation: Invitation) -> str:
    return _("Join {workspace}").format(workspace=invitation["workspace"])


def _lead(invitation: Invitation) -> str:
    return LEADS[invitation["role"]].format(person=invitation["invited_by"] or _("Somebody"), name=texts.NAME)
