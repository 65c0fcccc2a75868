"""`/settings/webhooks/{id}`: one webhook, how it stands and what it was told."""

from typing import cast

from dashboard import times
from dashboard.calls import webhooks as calls
from dashboard.calls.webhooks import Webhook
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, button, empty, icon, link, picture, text, text_button
from dashboard.components.webhook_form import WebhookForm, described, show_secret
from dashboard.errors import Missing
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_deliveries import DeliveryList
from dashboard.pages.settings_parts import card, done, row, went
from dashboard.pages.settings_webhooks import STATES, state_of
from dashboard.routes import Route
from dashboard.tab import Tab, later


class WebhookSetup:
    """Its facts, a switch, and its deliveries."""

    def __init__(self, tab: Tab, webhook: Webhook, found: calls.Deliveries) -> None:
        self._tab = tab
        self._webhook = webhook
        self._place = box("tt-contents")
        self._draw()
        self._deliveries = DeliveryList(tab, webhook["id"], found)
        with card(), row(_("Delete this webhook"), _("The list of what it was told goes with it.")):
            text_button(_("Delete"), self._ask, classes="tt-danger")

    @classmethod
    async def open(cls, tab: Tab) -> "WebhookSetup | NoWebhook":
        """Read it and what it was told last."""
        webhook_id = tab.route.name.partition("/")[2]
        try:
            webhook = await calls.webhook(tab.api, webhook_id)
        except Missing:
            return NoWebhook()
        return cls(tab, webhook, await calls.deliveries(tab.api, webhook_id))

    def on_batch(self, batch: Batch) -> None:
        """It is changed elsewhere, or what happens is told to it."""
        about = [event for event in batch.change.events if event["object"]["id"] == self._webhook["id"]]
        if batch.change.is_reset or any(event["type"] == "webhook.deleted" for event in about):
            later(self._tab, self._tab.frame.again, "a webhook anew")
            return
        for event in about:
            self._take(cast("Webhook", event["data"]))
        if batch.change.events:
            self._deliveries.follow(max((event["seq"] for event in batch.change.events), default=0))

    def _take(self, webhook: Webhook) -> None:
        if webhook["version"] > self._webhook["version"]:
            self._webhook = webhook
            self._draw()

    def _draw(self) -> None:
        self._place.clear()
        with self._place:
            self._head()
            with card():
                self._facts()

    def _head(self) -> None:
        state = state_of(self._webhook)
        with box("tt-set-head", "header"):
            with link("/settings/webhooks", "tt-set-back"):
                icon("arrow-left")
                text(_("Webhooks"))
            with box("tt-set-who tt-set-project"):
                picture(STATES[state], f"tt-hook-dot tt-hook-{state}")
                text(self._webhook["name"], tag="h1")
                box("tt-spacer")
                text_button(_("Change"), self._edit, classes="tt-plain", icon_name="pencil")
            if state != "well":
                text(self._trouble(), "tt-hook-trouble", "p").props("role=status")

    def _trouble(self) -> str:
        one = self._webhook
        if not one["is_active"]:
            reason = one["disabled_reason"]
            if reason is None:
                return _("Switched off: it is told nothing.")
            return _("Switched off by itself. {reason}").format(reason=reason)
        since = times.exact(str(one["failing_since"]), self._tab.here)
        return _("Nothing has arrived since {time}. After three days it is switched off.").format(time=since)

    def _facts(self) -> None:
        one = self._webhook
        with row(_("Address")):
            text(one["url"], "tt-set-code tt-hook-value")
        with row(_("Events")):
            text(described(one), "tt-hook-value")
        if one["q"]:
            with row(_("Filter"), _("Only tasks for which this holds.")):
                text(one["q"], "tt-set-code tt-hook-value")
        with row(_("Secret"), self._secret_hint()):
            text_button(_("New secret"), self._ask_for_secret, classes="tt-plain", icon_name="key-round")
        with row(_("Active"), _("Switched off, it is told nothing of what happens meanwhile.")):
            with button("tt-hook-switch", self._flip, label=_("Active")).props("role=switch") as made:
                box("tt-switch" + (" tt-set" if one["is_active"] else ""), "i")
            made.props["aria-checked"] = "true" if one["is_active"] else "false"

    def _secret_hint(self) -> str:
        made = times.since(self._webhook["secret_made_at"], self._tab.here)
        return _("Made {time}. For a day after a change the one before signs too.").format(time=made)

    # what is done to it

    def _edit(self) -> None:
        WebhookForm(self._tab, self._webhook, self._take).open()

    async def _flip(self) -> None:
        before, wanted = self._webhook, not self._webhook["is_active"]
        self._webhook = {**before, "is_active": wanted, "disabled_reason": None}
        self._draw()
        changed = await self._tab.attempt(calls.update(self._tab.api, before["id"], {"is_active": wanted}))
        if self._webhook["version"] == before["version"]:
            self._webhook = changed or before
            self._draw()

    def _ask_for_secret(self) -> None:
        name = self._webhook["name"]
        confirm(
            self._tab,
            _("Make a new secret for “{name}”?").format(name=name),
            _("Give it to the receiver within a day: so long the present one signs too."),
            self._renew,
            label=_("Make a new one"),
        )

    async def _renew(self) -> None:
        renewed = await self._tab.attempt(calls.new_secret(self._tab.api, self._webhook["id"]))
        if renewed is not None:
            show_secret(self._tab, renewed)
            self._take(renewed)

    def _ask(self) -> None:
        confirm(
            self._tab,
            _("Delete “{name}”?").format(name=self._webhook["name"]),
            _("It is told nothing any more, and what waits is not sent. This cannot be undone."),
            self._delete,
        )

    async def _delete(self) -> None:
        if await self._tab.attempt(done(calls.delete(self._tab.api, self._webhook["id"]))):
            self._tab.toasts.say(_("{name} deleted").format(name=self._webhook["name"]))
            await went(self._tab, Route("settings", "webhooks"))


class NoWebhook:
    """What stands where there is none of this id."""

    def __init__(self) -> None:
        with (
            empty("webhook", _("No such webhook"), _("It may have been deleted.")),
            link("/settings/webhooks", "tt-btn"),
        ):
            text(_("All webhooks"))

    def on_batch(self, batch: Batch) -> None:
        """It does not come back."""
