"""The dialog that makes a webhook and changes one, and the one that shows its secret."""

from collections.abc import Callable
from functools import partial

from nicegui import ui

from dashboard.calls import webhooks as calls
from dashboard.calls.webhooks import Webhook, WebhookWithSecret
from dashboard.components.chooser import dialog
from dashboard.components.elements import box, button, icon, icon_button, on_enter, text, text_button
from dashboard.components.form_field import FormField, sentence
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.hub import encode
from dashboard.language import _
from dashboard.tab import Tab

EVERYTHING = "*"
TOPICS = {
    "task.*": _("Tasks"),
    "comment.*": _("Comments"),
    "attachment.*": _("Attachments"),
    "link.*": _("Links"),
    "watcher.*": _("Watchers"),
    "project.*": _("Projects"),
    "status.*": _("Columns"),
    "label.*": _("Labels"),
    "field.*": _("Custom fields"),
    "view.*": _("Views"),
    "member.*": _("Members"),
    "user.*": _("People"),
}


class WebhookForm:
    """Address, name, which events, which tasks. `keep` gets what the API made of it."""

    def __init__(self, tab: Tab, webhook: Webhook | None, keep: Callable[[Webhook], None]) -> None:
        self._tab = tab
        self._webhook = webhook
        self._keep = keep
        chosen = webhook["types"] if webhook else [EVERYTHING]
        self._types = list(chosen)
        # Types that were chosen one by one, over the API, stay to be seen and taken out.
        self._topics = {EVERYTHING: _("Everything"), **TOPICS, **{one: one for one in chosen if one not in TOPICS}}
        self._topics[EVERYTHING] = _("Everything")
        self._ticks: dict[str, ui.element] = {}
        title = _("Change the webhook") if webhook else _("New webhook")
        with tab.client.layout:
            self.frame, card = dialog("", title)
        with card:
            self._build(title)

    def open(self) -> None:
        """Show it."""
        self.frame.open()

    def _build(self, title: str) -> None:
        old = self._webhook
        with box("tt-ask"):
            text(title, tag="h2")
            text(_("Each event is sent there as JSON, signed, and again until it has arrived."), tag="p")
            self._url = FormField(
                _("Address"), "url", kind="url", placeholder="https://example.org/hook", value=old["url"] if old else ""
            )
            self._url.input.props("maxlength=2000 autofocus")
            hint = "" if old else _("Left empty it is called as the address’s host.")
            self._name = FormField(_("Name"), "name", value=old["name"] if old else "", hint=hint)
            self._name.input.props("maxlength=120")
            self._choices()
            hint = _("Only what happens to tasks for which this holds: {example}").format(example="priority:urgent")
            self._q = FormField(_("Filter (optional)"), "q", value=old["q"] if old else "", hint=hint)
            self._q.input.props("maxlength=4000 spellcheck=false")
        with box("tt-df"):
            box("tt-spacer")
            text_button(_("Cancel"), self.frame.close, classes="tt-plain")
            text_button(_("Save") if old else _("Make the webhook"), self._save)
        for one in (self._url, self._name, self._q):
            on_enter(one.input, self._save)

    def _choices(self) -> None:
        with box("tt-field").props("role=group") as group:
            group.props["aria-label"] = _("Events")
            text(_("Events"), "tt-hook-caption")
            with box("tt-hook-topics"):
                for topic, label in self._topics.items():
                    with button("tt-hook-topic", partial(self._tick, topic)).props("role=checkbox") as made:
                        with box("tt-hook-tick", "i"):
                            icon("check")
                        text(label, "tt-name")
                    self._ticks[topic] = made
            self._complaint = text("", "tt-complaint", "div").props("role=alert")
        self._draw()

    def _tick(self, topic: str) -> None:
        """Everything is everything; one of the others takes its place."""
        if topic == EVERYTHING:
            self._types = [] if EVERYTHING in self._types else [EVERYTHING]
        elif topic in self._types:
            self._types.remove(topic)
        else:
            self._types = [one for one in self._types if one != EVERYTHING] + [topic]
        self._draw()

    def _draw(self) -> None:
        for topic, made in self._ticks.items():
            made.props["aria-checked"] = "true" if topic in self._types else "false"

    async def _save(self) -> None:
        self._complaint.text = "" if self._types else _("Tick at least one.")
        if not self._url.require() or not self._types:
            return
        fields: dict[str, object] = {"url": self._url.value, "types": self._types, "q": self._q.value}
        if self._name.value or self._webhook is not None:
            fields["name"] = self._name.value
        try:
            saved = await self._sent(fields)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            self._complain(error)
        else:
            self.frame.close()
            self._keep(saved)

    async def _sent(self, fields: dict[str, object]) -> Webhook:
        if self._webhook is None:
            return await calls.create(self._tab.api, self._tab.store.workspace["id"], fields)
        return await calls.update(self._tab.api, self._webhook["id"], fields)

    def _complain(self, error: DashboardError) -> None:
        """Beside the field that it is about; of a query the API names the place in it instead of the field."""
        faults = error.fields if isinstance(error, Refused) else ()
        of_query = [sentence(fault.message) for fault in faults if fault.kind == "query"]
        self._q.complain(" ".join(of_query))
        taken = isinstance(error, Refused) and [self._url.take(error), self._name.take(error)]
        if not of_query and not (taken and any(taken)):
            self._complaint.text = str(error)


def show_secret(tab: Tab, webhook: WebhookWithSecret) -> None:
    """Show the secret, this once."""
    secret = webhook.pop("secret")  # type: ignore[misc]  # shown here, kept nowhere
    with tab.client.layout:
        frame, card = dialog("tt-small", _("Secret"))

    async def copy() -> None:
        copied = await tab.client.run_javascript(f"tasktide.copy({encode(secret)})")
        tab.toasts.say(_("Copied")) if copied else tab.toasts.complain(_("Mark the text and copy it by hand"))

    with card:
        with box("tt-ask"):
            text(_("The secret of {name}").format(name=webhook["name"]), tag="h2")
            text(_("The receiver checks signatures with it. Copy it now: it is shown this once."), tag="p")
            with box("tt-field"), box("tt-set-secret"):
                text(secret, "tt-set-code", "code")
                icon_button("copy", _("Copy: {label}").format(label=_("Secret")), copy)
        with box("tt-df"):
            box("tt-spacer")
            text_button(_("I have copied it"), frame.close)
    frame.open()


def described(webhook: Webhook) -> str:
    """What it is told, in words: `Everything`, `Tasks, Comments`."""
    if EVERYTHING in webhook["types"]:
        return _("Everything")
    return ", ".join(TOPICS.get(one, one) for one in webhook["types"])
