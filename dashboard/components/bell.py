"""The bell at the page's head: how much is unread, and the newest of it; and what rings it."""

from functools import partial

from nicegui import ui

from dashboard import news, times
from dashboard.calls import inbox as calls
from dashboard.calls.inbox import Notification
from dashboard.components.chooser import popover
from dashboard.components.elements import avatar, box, button, icon, link, named, text
from dashboard.language import _, plural
from dashboard.routes import Route
from dashboard.tab import Tab, later


class Bell:
    """A button with a number. It is built anew with the page's head, so what is open of it closes then."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._list: ui.element | None = None
        with button("tt-ib tt-bell", self._open).props("aria-haspopup=dialog") as self._button:
            icon("bell")
            self._count = text("", "tt-badge").props("aria-hidden=true")
        self.draw()

    def draw(self) -> None:
        """Show what there is now."""
        unread = self._tab.hub.inbox.unread
        self._count.text = news.badge(unread) if unread else ""
        label = _("Notifications, {n} unread").format(n=unread) if unread else _("Notifications")
        if self._button.props.get("title") != label:
            self._button.props["aria-label"] = label
            self._button.props["title"] = label
        if self._list is not None and not self._list.is_deleted:
            self._fill(self._list)

    def _open(self) -> None:
        with popover(self._button, align="right") as menu:
            menu.classes("tt-bell-menu")
            self._list = box("tt-heard-list").props("role=dialog " + named(_("Notifications")))
        self._fill(self._list)
        menu.open()

    def _fill(self, place: ui.element) -> None:
        inbox = self._tab.hub.inbox
        place.clear()
        with place:
            for told in inbox.recent:
                self._line(told)
            if not inbox.recent:
                text(_("You are all caught up"), "tt-heard-none", "p")
            with box("tt-heard-foot"):
                with link(Route("inbox").path, "tt-link"):
                    text(_("Open the inbox"))
                if inbox.unread:
                    with button("tt-link", partial(read_all, self._tab)):
                        text(_("Mark all as read"))

    def _line(self, told: Notification) -> None:
        who, said = news.sentence(told, self._tab.here, told["task"]["key"])
        with button("tt-heard" + ("" if told["read_at"] else " tt-unread"), partial(open_told, self._tab, told)):
            sign(told)
            with box("tt-heard-text", "span"):
                with box("tt-heard-said", "span"):
                    if who:
                        text(who, tag="b").props("dir=auto")
                        text(" ")
                    text(said)
                text(told["task"]["title"], "tt-heard-title").props("dir=auto")
                when = text(news.when(told["happened_at"], self._tab.here), "tt-heard-when")
                when.props["title"] = times.exact(told["happened_at"], self._tab.here)
            if not told["read_at"]:
                text(_("unread"), "tt-quiet")


class Ringing:
    """The toasts of one tab: what it has told already."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._told = tab.hub.inbox.turn

    def ring(self, open_task: str) -> None:
        """Tell what is new, but for what is open on screen."""
        inbox = self._tab.hub.inbox
        new = [one.told for one in inbox.arrivals if one.turn > self._told and one.told["task_id"] != open_task]
        self._told = inbox.turn
        if self._tab.route.kind == "inbox" or not new:
            return
        if len(new) > 1:
            self._tab.toasts.ring(
                plural("{n} new notification", "{n} new notifications", len(new)).format(n=len(new)),
                more=(_("Open the inbox"), self._open_inbox),
            )
            return
        told = new[0]
        message = _("{what}: {title}").format(what=news.plain(told, self._tab.here), title=told["task"]["title"])
        self._tab.toasts.ring(message, more=(_("Open"), partial(open_told, self._tab, told)))

    async def _open_inbox(self) -> None:
        await self._tab.go(Route("inbox"))


def sign(told: Notification) -> ui.element:
    """Whose doing it was; a clock for what came with time."""
    if told["actor"] is not None:
        return avatar(told["actor"], "tt-large")
    made = box("tt-av tt-large tt-av-clock", "span").props("aria-hidden=true")
    with made:
        icon("alarm-clock" if told["kind"] == "reminder" else "clock")
    return made


async def open_told(tab: Tab, told: Notification) -> None:
    """Open the task; the page marks as read what one was told of it."""
    # Not from here: the page's head is built anew by that, and the button that was clicked is gone.
    later(tab, partial(tab.open_key, told["task"]["key"]), "open")


async def read_all(tab: Tab) -> None:
    """Mark everything as read, which can be taken back."""
    ids = await tab.attempt(calls.read_all(tab.api, tab.store.workspace["id"]))
    if ids:

        async def undo() -> None:
            await tab.attempt(calls.mark(tab.api, "unread", ids))

        many = plural("{n} marked as read", "{n} marked as read", len(ids)).format(n=len(ids))
        tab.toasts.say(many if len(ids) > 1 else _("Marked as read"), undo=undo)
