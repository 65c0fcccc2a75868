"""`/settings/tokens`: personal access tokens."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from dashboard import times
from dashboard.calls import account
from dashboard.calls.account import NewToken, PersonalToken
from dashboard.components import pickers
from dashboard.components.chooser import Item, dialog
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, button, empty, icon, icon_button, on_enter, text, text_button
from dashboard.components.form_field import FormField
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.hub import Batch, encode
from dashboard.language import _
from dashboard.pages.settings_parts import done
from dashboard.tab import Tab

SCOPES = {"read": _("Read"), "write": _("Read and write")}
LIVES = {"30": _("30 days"), "90": _("90 days"), "365": _("A year"), "": _("Never")}


class AccessTokens:
    """Made, shown once, withdrawn."""

    def __init__(self, tab: Tab, tokens: list[PersonalToken]) -> None:
        self._tab = tab
        self._tokens = tokens
        self._scope, self._days = "read", "90"
        with box("tt-set-actions tt-first"):
            text_button(_("New token"), self._open, icon_name="plus")
        self._place = box("tt-contents")
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "AccessTokens":
        """Read the tokens."""
        return cls(tab, await account.tokens(tab.api))

    def on_batch(self, batch: Batch) -> None:
        """Tokens are not in a workspace's log."""

    def _draw(self) -> None:
        self._place.clear()
        with self._place:
            if not self._tokens:
                with box("tt-set-card"):
                    empty(
                        "terminal",
                        _("No tokens yet"),
                        _("Make one for a script, a calendar, or a program of your own."),
                    )
                return
            with box("tt-table"):
                for token in self._tokens:
                    self._line(token)

    def _line(self, token: PersonalToken) -> None:
        with box("tt-tr"):
            icon("key-round", "tt-set-sign")
            with box("tt-grow"):
                text(token["name"], tag="b")
                with box("tt-set-facts"):
                    text(f"{token['start']}…", "tt-set-code")
                    text(self._used(token))
                    text(self._ends(token))
            text(SCOPES[token["scope"]], "tt-tag")
            made = text_button(_("Withdraw"), partial(self._ask, token), classes="tt-plain")
            made.props["aria-label"] = _("Withdraw {name}").format(name=token["name"])

    def _used(self, token: PersonalToken) -> str:
        used = token["last_used_at"]
        return _("Used {time}").format(time=times.since(used, self._tab.here)) if used else _("Never used")

    def _ends(self, token: PersonalToken) -> str:
        ends = token["expires_at"]
        if ends is None:
            return _("No end")
        day = times.short_day(ends, self._tab.here)
        return _("Ended {day}").format(day=day) if times.is_past(ends) else _("Until {day}").format(day=day)

    # a new one

    def _open(self) -> None:
        with self._tab.client.layout:
            self._frame, self._card = dialog("tt-small", _("New access token"))
        with self._card:
            with box("tt-ask"):
                text(_("New access token"), tag="h2")
                text(_("It acts in your name, within your rights. Give each program its own."), tag="p")
                self._name = FormField(_("What it is for"), "name")
                self._name.input.props("autofocus maxlength=120")
                with box("tt-two"):
                    self._choice(_("Scope"), SCOPES, self._scope, self._set_scope)
                    self._choice(_("Ends after"), LIVES, self._days, self._set_days)
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("Cancel"), self._frame.close, classes="tt-plain")
                text_button(_("Make the token"), self._create)
        on_enter(self._name.input, self._create)
        self._frame.open()

    def _choice(self, label: str, names: dict[str, str], chosen: str, take: Callable[[str], None]) -> None:
        with box("tt-field"):
            text(label, tag="label")
            with button("tt-frame tt-choice", label=label) as made:
                shown = text(names[chosen])
                box("tt-spacer")
                icon("chevron-down")

        async def picked(value: str) -> None:
            take(value)
            shown.text = names[value]

        async def choose() -> None:
            items = [Item(value, name, is_chosen=name == shown.text) for value, name in names.items()]
            await pickers.choose(made, lambda: items, picked, title=label)

        made.on("click", choose, [])

    def _set_scope(self, value: str) -> None:
        self._scope = value

    def _set_days(self, value: str) -> None:
        self._days = value

    async def _create(self) -> None:
        if not self._name.require():
            return
        ends = times.write(datetime.now(UTC) + timedelta(days=int(self._days))) if self._days else None
        try:
            token = await account.create_token(self._tab.api, self._name.value, self._scope, ends)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            if not (isinstance(error, Refused) and self._name.take(error)):
                self._name.complain(str(error))
        else:
            self._tokens.insert(0, token)
            self._draw()
            self._show(token, str(await self._tab.client.run_javascript("location.origin")))

    def _show(self, token: NewToken, base: str) -> None:
        secret = token.pop("token")  # type: ignore[misc]  # shown here, kept nowhere
        call = f'curl -H "Authorization: Bearer {secret}" {base}/api/me'
        self._card.clear()
        with self._card:
            with box("tt-ask"):
                text(_("{name} is ready").format(name=token["name"]), tag="h2")
                text(_("Copy it now: it is shown this once and never again."), tag="p")
                self._copyable(_("Token"), secret)
                self._copyable(_("Try it"), call)
            with box("tt-df"):
                box("tt-spacer")
                text_button(_("I have copied it"), self._frame.close)

    def _copyable(self, label: str, value: str) -> None:
        with box("tt-field"):
            text(label, tag="label")
            with box("tt-set-secret"):
                text(value, "tt-set-code", "code")
                icon_button("copy", _("Copy: {label}").format(label=label), partial(self._copy, value))

    async def _copy(self, value: str) -> None:
        copied = await self._tab.client.run_javascript(f"tasktide.copy({encode(value)})")
        self._tab.toasts.say(_("Copied")) if copied else self._tab.toasts.complain(
            _("Mark the text and copy it by hand")
        )

    # the end of one

    def _ask(self, token: PersonalToken) -> None:
        confirm(
            self._tab,
            _("Withdraw “{name}”?").format(name=token["name"]),
            _("Whatever uses it stops working at once. There is no way back; you can make another one."),
            partial(self._withdraw, token),
            label=_("Withdraw"),
        )

    async def _withdraw(self, token: PersonalToken) -> None:
        if await self._tab.attempt(done(account.withdraw_token(self._tab.api, token["id"]))):
            self._tokens.remove(token)
            self._draw()
            self._tab.toasts.say(_("{name} is withdrawn").format(name=token["name"]))
