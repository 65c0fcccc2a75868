"""Taking people into a workspace: whom one knows at once, others by invitation, and people without sign-in."""

from dashboard import texts
from dashboard.calls import team
from dashboard.calls.team import NewPerson
from dashboard.components import pickers
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import box, button, field, icon, on_enter, text, text_button
from dashboard.components.form_field import FormField
from dashboard.documents import ROLES, Member
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.tab import Tab


class Newcomers:
    """A line for an address and a role; a dialog for people who do not sign in."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._role = "member"
        with box("tt-set-add"):
            with box("tt-frame tt-grow"):
                self._email = field(_("E-mail"), label=_("E-mail of the new member")).props(
                    "type=email autocomplete=off"
                )
            self._role_button()
            text_button(_("Add member"), self._add, icon_name="user-plus")
        on_enter(self._email, self._add)
        with box("tt-set-under"):
            text(_("Somebody who does not sign in?"), "tt-muted")
            with button("tt-link", self._open):
                text(_("Add a person without sign-in"))

    def _role_button(self) -> None:
        with button("tt-frame tt-choice tt-narrow", label=_("Role of the new member")) as made:
            shown = text(texts.ROLE["member"])
            icon("chevron-down")

        async def picked(role: str) -> None:
            self._role = role
            shown.text = texts.ROLE[role]  # type: ignore[index]

        async def choose() -> None:
            roles = ROLES if self._tab.store.role() == "owner" else ROLES[1:]
            items = [Item(role, texts.ROLE[role], is_chosen=role == self._role) for role in roles]
            await pickers.choose(made, lambda: items, picked, title=_("Role"))

        made.on("click", choose, [])

    async def _add(self) -> None:
        email = (self._email.value or "").strip()
        if not email:
            return
        member = await self._tab.attempt(self._take_in(email))
        if member is not None:
            self._email.value = ""
            self._tab.store.members.put(member)
            self._tab.toasts.say(_("{name} is a member now").format(name=member["user"]["name"]))

    async def _take_in(self, email: str) -> Member | None:
        """For whom one does not know an invitation is offered."""
        workspace, role = self._tab.store.workspace["id"], self._role
        try:
            return await team.take_in(self._tab.api, workspace, email, role)
        except Refused as error:
            if not error.is_about("email", "not_known"):
                raise

        async def invite() -> None:
            if await self._tab.attempt(team.invite(self._tab.api, workspace, email, role)) is not None:
                self._email.value = ""
                self._tab.toasts.say(_("{email} has been invited").format(email=email))

        self._tab.toasts.complain(
            _("{email} has to be asked first").format(email=email), more=(_("Invite by mail"), invite)
        )
        return None

    def _open(self) -> None:
        with self._tab.client.layout:
            self._frame, card = dialog("tt-small", _("A person without sign-in"))
        with card:
            with box("tt-ask"):
                text(_("A person without sign-in"), tag="h2")
                text(_("Tasks can be theirs. With an address they can be invited, and claim the place later."), tag="p")
                with box("tt-two"):
                    self._first = FormField(_("First name"), "first_name")
                    self._last = FormField(_("Last name"), "last_name")
                self._address = FormField(_("E-mail (optional)"), "email", kind="email")
                self._first.input.props("autofocus")
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("Cancel"), self._frame.close, classes="tt-plain")
                text_button(_("Add the person"), self._create)
        for entry in (self._first, self._last, self._address):
            on_enter(entry.input, self._create)
        self._frame.open()

    async def _create(self) -> None:
        if not self._first.require():
            return
        person: NewPerson = {
            "first_name": self._first.value,
            "last_name": self._last.value,
            "email": self._address.value or None,
        }
        try:
            await team.create_person(self._tab.api, self._tab.store.workspace["id"], person)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            fields = (self._first, self._last, self._address)
            if not any([entry.take(error) for entry in fields if isinstance(error, Refused)]):  # noqa: C419
                self._address.complain(str(error))
        else:
            self._frame.close()
            name = f"{self._first.value} {self._last.value}".strip()
            self._tab.toasts.say(_("{name} is a member now").format(name=name))
