"""`/settings/webhooks`: the addresses that are told what happens here."""

from typing import cast

from dashboard import times
from dashboard.calls import webhooks as calls
from dashboard.calls.webhooks import Webhook, WebhookWithSecret
from dashboard.components.elements import box, empty, icon, link, picture, text, text_button
from dashboard.components.rows import Rows
from dashboard.components.webhook_form import WebhookForm, described, show_secret
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.store import Shelf
from dashboard.tab import Tab, later

STATES = {
    "well": _("Delivers"),
    "failing": _("Fails"),
    "off": _("Switched off"),
}


class Webhooks:
    """How each stands; it leads to what it was told."""

    def __init__(self, tab: Tab, webhooks: list[Webhook]) -> None:
        self._tab = tab
        self._shelf: Shelf[Webhook] = Shelf()
        for one in webhooks:
            self._shelf.put(one)
        with box("tt-set-actions tt-first"):
            text_button(_("New webhook"), self._add, icon_name="plus")
        self._list = box("tt-table")
        with box("tt-set-card") as self._none:
            empty(
                "webhook",
                _("No webhooks yet"),
                _("Give another program an address of its own, and it hears at once of what happens here."),
            )
        text(
            _("They are told what every member may see: nothing of private projects."),
            "tt-set-note",
            "p",
        )
        self._rows: Rows[Webhook] = Rows(self._line, lambda one: one["version"])
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Webhooks":
        """Read them."""
        return cls(tab, await calls.webhooks(tab.api, tab.store.workspace["id"]))

    def on_batch(self, batch: Batch) -> None:
        """Others work on them, too, and receivers come and go."""
        if batch.change.is_reset:
            later(self._tab, self._tab.frame.again, "the webhooks anew")
            return
        for event in batch.change.events:
            if event["object"]["type"] == "webhook":
                one = cast("Webhook", event["data"])
                is_gone = event["type"].endswith(".deleted")
                self._shelf.drop(one["id"], one["version"]) if is_gone else self._shelf.put(one)
        self._draw()

    def _draw(self) -> None:
        found = sorted(self._shelf.by_id.values(), key=lambda one: (one["name"].lower(), one["id"]))
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)

    def _line(self, one: Webhook) -> None:
        state = state_of(one)
        with link(f"/settings/webhooks/{one['id']}", "tt-set-open"):
            picture(STATES[state], f"tt-hook-dot tt-hook-{state}")
            with box("tt-grow"):
                text(one["name"], tag="b")
                with box("tt-set-facts"):
                    text(one["url"], "tt-set-code tt-hook-url")
                    text(described(one))
            if state == "failing":
                since = times.short_day(str(one["failing_since"]), self._tab.here, within=True)
                text(_("Fails since {time}").format(time=since), "tt-tag tt-warn")
            elif state == "off":
                text(STATES[state], "tt-tag")
            icon("chevron-right", "tt-set-small")

    def _add(self) -> None:
        WebhookForm(self._tab, None, self._made).open()

    def _made(self, webhook: Webhook) -> None:
        self._shelf.put(webhook)
        self._draw()
        show_secret(self._tab, cast("WebhookWithSecret", webhook))


def state_of(webhook: Webhook) -> str:
    """One of `STATES`."""
    if not webhook["is_active"]:
        return "off"
    return "failing" if webhook["failing_since"] else "well"
