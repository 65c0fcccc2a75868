"""`/settings/invitations`: several addresses at once, and who has not answered yet."""

import re
from functools import partial
from typing import cast

from dashboard import texts, times
from dashboard.calls import team
from dashboard.calls.team import Invite, SentInvite
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import area, box, button, empty, icon, icon_button, text, text_button
from dashboard.components.form_field import sentence
from dashboard.components.rows import Rows
from dashboard.documents import ROLES
from dashboard.errors import DashboardError, SignedOut
from dashboard.hub import Batch, encode
from dashboard.language import _, plural
from dashboard.pages.settings_parts import done
from dashboard.store import Shelf
from dashboard.tab import Tab

MOST = 50  # addresses at once
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


class Invitations:
    """Asked, asked again, taken back."""

    def __init__(self, tab: Tab, waiting: list[Invite]) -> None:
        self._tab = tab
        self._role = "member"
        self._shelf: Shelf[Invite] = Shelf()
        self._links: dict[str, str] = {}
        for one in waiting:
            self._shelf.put(one)
        self._form()
        self._list = box("tt-table")
        with box("tt-set-card") as self._none:
            empty(
                "mail-plus", _("Nobody is waiting"), _("Type the addresses of those who shall come; each gets a mail.")
            )
        self._rows: Rows[Invite] = Rows(self._line, lambda one: (one["version"], one["id"] in self._links))
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Invitations":
        """Read who is waiting."""
        return cls(tab, await team.invitations(tab.api, tab.store.workspace["id"]))

    def on_batch(self, batch: Batch) -> None:
        """Others invite, too, and people accept."""
        for event in batch.change.events:
            if event["object"]["type"] == "invitation":
                self._take(cast("Invite", event["data"]))
        self._draw()

    def _take(self, one: Invite) -> None:
        if one["accepted_at"] or one["withdrawn_at"]:
            self._shelf.drop(one["id"], one["version"])
        else:
            self._shelf.put(one)

    def _draw(self) -> None:
        waiting = sorted(self._shelf.by_id.values(), key=lambda one: (one["updated_at"], one["id"]), reverse=True)
        self._rows.show(self._list, waiting)
        self._list.classes(add="" if waiting else "tt-hidden", remove="tt-hidden" if waiting else "")
        self._none.set_visibility(not waiting)

    def _line(self, one: Invite) -> None:
        is_over = times.is_past(one["expires_at"])
        icon("mail", "tt-set-sign")
        with box("tt-grow"):
            text(one["email"], tag="b")
            who = one["created_by"]["name"] if one["created_by"] else _("Somebody")
            text(
                _("{name} asked {time}").format(name=who, time=times.since(one["updated_at"], self._tab.here)),
                tag="small",
            )
        if is_over:
            text(_("Expired"), "tt-tag tt-warn")
        text(texts.ROLE[one["role"]], "tt-tag")
        if one["id"] in self._links:
            icon_button("link", _("Copy the link of {email}").format(email=one["email"]), partial(self._copy, one))
        icon_button("send", _("Send the mail to {email} again").format(email=one["email"]), partial(self._resend, one))
        icon_button(
            "x", _("Withdraw the invitation of {email}").format(email=one["email"]), partial(self._withdraw, one)
        )

    # asking

    def _form(self) -> None:
        with box("tt-set-group"), box("tt-set-form"):
            with box("tt-field"):
                caption = text(_("Addresses"), tag="label")
                with box("tt-frame"):
                    self._text = area("ann@example.org, bob@example.org", label=_("Addresses")).props(
                        'data-draft="invitations"'
                    )
                caption.props["for"] = self._text.html_id
                text(_("One a line, or with commas between them."), "tt-set-hint", "div")
                self._complaint = text("", "tt-complaint", "div").props("role=alert")
            with box("tt-row"):
                self._role_button()
                text_button(_("Send invitations"), self._send, icon_name="send")

    def _role_button(self) -> None:
        with button("tt-frame tt-choice tt-narrow", label=_("Role of those who come")) as made:
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

    async def _send(self) -> None:
        found, rest = addresses(self._text.value or "")
        self._complaint.text = ""
        if not found or len(found) > MOST:
            self._complaint.text = (
                _("At most {most} at once.").format(most=MOST) if found else _("Please enter an e-mail address.")
            )
            return
        sent, complaints = 0, [_("“{text}” is no e-mail address.").format(text=one) for one in rest]
        for email in found:
            try:
                self._keep(await team.invite(self._tab.api, self._tab.store.workspace["id"], email, self._role))
                sent += 1
            except SignedOut:
                self._tab.on_end("revoked")
                return
            except DashboardError as error:
                complaints.append(_("{title}: {says}").format(title=email, says=sentence(str(error))))
                rest.append(email)
        self._text.value = "\n".join(rest)
        self._complaint.text = " ".join(complaints)
        self._tab.client.run_javascript("tasktide.forget('invitations')")
        if sent:
            self._tab.toasts.say(plural("{n} invitation sent", "{n} invitations sent", sent).format(n=sent))

    def _keep(self, sent: SentInvite) -> None:
        self._links[sent["id"]] = sent["url"]
        self._shelf.put(sent)
        self._draw()

    async def _copy(self, one: Invite) -> None:
        address = self._links[one["id"]]
        copied = await self._tab.client.run_javascript(f"tasktide.copy({encode(address)})")
        self._tab.toasts.say(_("Link copied")) if copied else self._tab.toasts.complain(address)

    async def _resend(self, one: Invite) -> None:
        sent = await self._tab.attempt(team.resend(self._tab.api, one))
        if sent is not None:
            self._keep(sent)
            self._tab.toasts.say(_("A new mail is on its way to {email}").format(email=one["email"]))

    async def _withdraw(self, one: Invite) -> None:
        if not await self._tab.attempt(done(team.withdraw(self._tab.api, one))):
            return

        async def undo() -> None:
            again = team.invite(self._tab.api, one["workspace_id"], one["email"], one["role"])
            sent = await self._tab.attempt(again)
            if sent is not None:
                self._keep(sent)

        self._shelf.drop(one["id"], one["version"])
        self._draw()
        self._tab.toasts.say(_("{email} is not invited any more").format(email=one["email"]), undo=undo)


def addresses(typed: str) -> tuple[list[str], list[str]]:
    """The addresses in what was typed, each once, and what is none; `Ann Lee <ann@example.org>` is one, too."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for part in re.split(r"[\n,;]+", typed):
        said = _ADDRESS.findall(part)
        found.update({one.lower(): one for one in said})
        if part.strip() and not said:
            rest.append(part.strip())
    return list(found.values()), rest
