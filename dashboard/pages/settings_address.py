"""The row of the profile that holds one's e-mail address: proven or not, and how to change it."""

from dashboard.calls import account
from dashboard.calls.account import Me
from dashboard.components.chooser import dialog
from dashboard.components.elements import box, icon, on_enter, text, text_button
from dashboard.components.form_field import FormField
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.pages.settings_parts import row
from dashboard.tab import Tab


class AddressRow:
    """A new address counts when the link in the mail to it has been opened."""

    def __init__(self, tab: Tab, me: Me) -> None:
        self._tab = tab
        self._me = me
        with row(_("E-mail"), _("You sign in with it, and mails go there.")), box("tt-set-address") as self._place:
            pass
        self._draw()

    def show(self, me: Me) -> None:
        """It was changed, or proven, elsewhere."""
        if (me["email"], me["email_verified"]) != (self._me["email"], self._me["email_verified"]):
            self._me = me
            self._draw()

    def _draw(self) -> None:
        self._place.clear()
        with self._place:
            with box("tt-set-mail"):
                text(self._me["email"], "tt-name")
                if self._me["email_verified"]:
                    with box("tt-tag tt-good", "span"):
                        icon("check")
                        text(_("Verified"))
                else:
                    text(_("Not verified"), "tt-tag tt-warn")
            with box("tt-row"):
                if not self._me["email_verified"]:
                    text_button(_("Send the mail again"), self._send_again, classes="tt-plain")
                text_button(_("Change"), self._open, classes="tt-plain")

    async def _send_again(self) -> None:
        told = await self._tab.attempt(account.ask_to_verify(self._tab.api))
        if told is not None:
            self._tab.toasts.say(told)

    def _open(self) -> None:
        with self._tab.client.layout:
            self._frame, card = dialog("tt-small", _("Change your address"))
        with card:
            with box("tt-ask"):
                text(_("Change your address"), tag="h2")
                text(_("We send a link to the new address. Until you open it, the present one stays."), tag="p")
                self._email = FormField(_("New address"), "email", kind="email", complete="email")
                self._email.input.props("autofocus")
                self._password = FormField(
                    _("Your password"), "current_password", kind="password", complete="current-password"
                )
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("Cancel"), self._frame.close, classes="tt-plain")
                text_button(_("Send the link"), self._send)
        for entry in (self._email, self._password):
            on_enter(entry.input, self._send)
        self._frame.open()

    async def _send(self) -> None:
        fields = (self._email, self._password)
        if not all([entry.require() for entry in fields]):  # noqa: C419  # each is to say what it lacks
            return
        try:
            told = await account.change_email(self._tab.api, self._email.value, self._password.raw)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            if not any([entry.take(error) for entry in fields if isinstance(error, Refused)]):  # noqa: C419
                self._email.complain(str(error))
        else:
            self._frame.close()
            self._tab.toasts.say(told)
