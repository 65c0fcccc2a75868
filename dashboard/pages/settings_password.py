"""`/settings/password`."""

from dashboard.calls import account
from dashboard.components.elements import box, text, text_button
from dashboard.components.form_field import FormField
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_parts import card
from dashboard.tab import Tab


class PasswordSection:
    """The present one, and a new one."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with card(), box("tt-set-form", "form").props("novalidate") as form:
            # password managers look for whose password it is
            who = FormField(_("Account"), "username", complete="username")
            who.input.value = tab.store.me["email"]
            who.input.props("readonly")
            self._current = FormField(
                _("Present password"), "current_password", kind="password", complete="current-password"
            )
            self._wanted = FormField(
                _("New password"),
                "password",
                kind="password",
                complete="new-password",
                hint=_("At least 8 characters; not one that others use, and nothing of your name or address."),
            )
            with box("tt-row"):
                text_button(_("Change the password")).props("type=submit")
                self._done = text("", "tt-set-hint").props("role=status")
        form.on("submit.prevent", self._change, [])
        text(
            _(
                "Your other devices are signed out at once; this one stays. Access tokens stay too: withdraw them"
                " yourself if somebody may have seen them."
            ),
            "tt-set-note",
            "p",
        )

    @classmethod
    async def open(cls, tab: Tab) -> "PasswordSection":
        """There is nothing to read."""
        return cls(tab)

    def on_batch(self, batch: Batch) -> None:
        """Nothing here changes by itself."""

    async def _change(self) -> None:
        fields = (self._current, self._wanted)
        self._done.text = ""
        if not all([entry.require() for entry in fields]):  # noqa: C419  # each is to say what it lacks
            return
        try:
            await account.change_password(self._tab.api, self._current.raw, self._wanted.raw)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            if not any([entry.take(error) for entry in fields if isinstance(error, Refused)]):  # noqa: C419
                self._current.complain(str(error))
        else:
            self._tab.session.end_others()
            for entry in fields:
                entry.input.value = ""
                entry.complain("")
            self._done.text = _("Your password is changed. Your other devices are signed out.")
