"""One task in the inbox, with what one was told of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dashboard import news, times
from dashboard.calls.inbox import Notification
from dashboard.components.bell import sign
from dashboard.components.elements import box, button, icon_button, text
from dashboard.language import _, plural
from dashboard.news import Group
from dashboard.tab import Tab

MOST = 4  # entries of one task; what happened before is on the task

Act = Callable[[Group], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class RowEvents:
    """What the page does."""

    open: Act
    archive: Act
    flip: Act


class NewsRow:
    """Redrawn inside only, so that it keeps its place and the focus."""

    def __init__(self, tab: Tab, group: Group, events: RowEvents) -> None:
        self._tab, self.group, self._events = tab, group, events
        with box("tt-news", "li") as self.root:
            self._button = button("tt-news-in", lambda: self._events.open(self.group))
            self._button.props["data-news"] = self._button.props["data-task"] = group.task["id"]
            with box("tt-news-acts"):
                self._flip = icon_button("circle-dot", "", lambda: self._events.flip(self.group))
                self._archive = icon_button("archive", "", lambda: self._events.archive(self.group))
        self._drawn: object = None
        self.draw(group)

    def draw(self, group: Group) -> None:
        """Show the group as it is now."""
        self.group = group
        if self._drawn == _facts(group):
            return
        self._drawn = _facts(group)
        self.root.classes(add="tt-unread" if group.is_unread else "", remove="" if group.is_unread else "tt-unread")
        flip = _("Mark as read (U)") if group.is_unread else _("Mark as unread (U)")
        is_away = group.items[0]["archived_at"] is not None
        archive = _("Back to the inbox (E)") if is_away else _("Archive (E)")
        for made, label in ((self._flip, flip), (self._archive, archive)):
            made.props["aria-label"] = made.props["title"] = label
        self._button.clear()
        with self._button:
            self._head()
            for told in group.items[:MOST]:
                self._entry(told)
            if len(group.items) > MOST:
                text(
                    plural("and {n} earlier", "and {n} earlier", len(group.items) - MOST).format(
                        n=len(group.items) - MOST
                    ),
                    "tt-news-rest",
                )

    def _head(self) -> None:
        with box("tt-news-head", "span"):
            box("tt-news-dot", "i").props("aria-hidden=true")
            text(self.group.task["key"], "tt-key")
            text(self.group.task["title"], "tt-news-title").props("dir=auto")
            if self.group.is_unread:
                text(_("unread"), "tt-quiet")

    def _entry(self, told: Notification) -> None:
        here = self._tab.here
        who, said = news.sentence(told, here)
        with box("tt-news-entry" + ("" if told["read_at"] else " tt-fresh"), "span"):
            sign(told)
            with box("tt-news-text", "span"):
                with box("tt-news-said", "span"):
                    if who:
                        text(who, tag="b").props("dir=auto")
                        text(" ")
                    text(said)
                    if told["count"] > 1:
                        said = plural("{n} update", "{n} updates", told["count"]).format(n=told["count"])
                        text(f" · {said}", "tt-muted")
                if told["excerpt"]:
                    text(told["excerpt"], "tt-news-excerpt").props("dir=auto")
            when = text(news.when(told["happened_at"], here), "tt-news-when")
            when.props["title"] = times.exact(told["happened_at"], here)


def _facts(group: Group) -> object:
    return group.task, [(one["id"], one["version"], one["read_at"] is None) for one in group.items]
