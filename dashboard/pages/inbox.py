"""`/inbox`: what one was told, by task; read and put away with the keyboard alone."""

from functools import partial

from nicegui.events import GenericEventArguments

from dashboard import news
from dashboard.calls import inbox as calls
from dashboard.calls.inbox import Mark, Notification, Page, State
from dashboard.components.bell import read_all
from dashboard.components.elements import box, empty, link, named, text, text_button
from dashboard.components.news_row import NewsRow, RowEvents
from dashboard.hub import Batch
from dashboard.inbox import KIND
from dashboard.language import _
from dashboard.news import Group
from dashboard.pages.apart import Apart
from dashboard.routes import Route
from dashboard.tab import Tab, later

PAGE = 40
STATES: dict[str, tuple[State, str]] = {
    "unread": ("unread", _("Unread")),
    "": ("inbox", _("All")),
    "archived": ("archived", _("Archived")),
}
NOTHING = {
    "unread": (
        _("You are all caught up"),
        _("What happens to your tasks, and who mentions you, appears here at once."),
    ),
    "inbox": (_("You are all caught up"), _("What happens to your tasks, and who mentions you, appears here at once.")),
    "archived": (_("Nothing is archived"), _("What you put away, with E or its button, is kept here for 90 days.")),
}
# The keys of the list: j and k, or the arrows, move; e and u act on the row that has the focus.
KEYS = """(e) => {
    if (e.metaKey || e.ctrlKey || e.altKey || e.isComposing) return;
    const rows = [...e.currentTarget.querySelectorAll("[data-news]")];
    const at = rows.indexOf(e.target.closest(".tt-news")?.querySelector("[data-news]"));
    const step = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1}[e.key];
    if (step) { e.preventDefault(); rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus(); }
    if (at < 0 || !"eu".includes(e.key)) return;
    e.preventDefault();
    if (e.key === "e") (rows[at + 1] || rows[at - 1])?.focus();
    emit({key: e.key, task: rows[at].dataset.news});
}"""


class InboxView(Apart):
    """A list of tasks with what one was told of each. While one looks at it nothing changes its place."""

    def __init__(self, tab: Tab, items: list[Notification], following: str | None) -> None:
        self._tab = tab
        self._state = STATES[tab.route.name][0]
        self._items, self._following = items, following
        self._rows: dict[str, NewsRow] = {}
        self._readings = self._marking = 0
        with box("tt-inbox-page"), box("tt-inbox"):
            self._head()
            self._list = box("tt-news-list", "ul").props("data-list " + named(_("Notifications")))
            self._list.on("keydown", self._on_key, js_handler=KEYS)
            self._rest = box("tt-contents")
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "InboxView":
        """Read the first page, then show it."""
        state = STATES[tab.route.name][0]
        with box("tt-inbox-page") as bones, box("tt-inbox").props("aria-hidden=true"):
            for _row in range(5):
                box("tt-bone tt-news-bone")
        try:
            page = await calls.notifications(tab.api, tab.store.workspace["id"], state, limit=PAGE)
        finally:
            bones.delete()
        return cls(tab, page.items, page.following)

    def on_batch(self, batch: Batch) -> None:
        """Something came, or was read in another window."""
        if KIND in batch.change.kinds:
            later(self._tab, self._again, "inbox")

    def _head(self) -> None:
        with box("tt-inbox-head"):
            with box("tt-subtabs", "nav").props(named(_("Which notifications"))):
                for name, (_state, label) in STATES.items():
                    is_here = self._tab.route.name == name
                    with link(Route("inbox", name).url(), "tt-on" if is_here else "") as made:
                        text(label)
                    if is_here:
                        made.props["aria-current"] = "page"
            box("tt-spacer")
            if self._state != "archived":
                self._all = text_button(_("Mark all as read"), partial(read_all, self._tab), classes="tt-plain")

    async def _again(self) -> None:
        """Read what is shown now, as far as it is shown. What was asked first may be answered last.

        Not while marks are on their way, of which the answer may not know: the last of them reads again.
        """
        if self._marking or self._tab.view is not self:
            return
        self._readings += 1
        reading = self._readings
        limit = max(PAGE, min(len(self._items), 200))
        work = calls.notifications(self._tab.api, self._tab.store.workspace["id"], self._state, limit=limit)
        page = await self._tab.attempt(work)
        if page is not None and self._tab.view is self and reading == self._readings:
            older = self._older(page)
            self._items, self._following = page.items + older, self._following if older else page.following
            self._draw()

    def _older(self, page: Page) -> list[Notification]:
        """What is shown and comes after this page: older ones that were asked for meanwhile, or lie beyond it."""
        new = {one["id"] for one in page.items}
        shown = [one for one in self._items if one["id"] not in new and (self._state != "unread" or not one["read_at"])]
        return [one for one in shown if page.following and _order(one) < _order(page.items[-1])]

    async def _more(self) -> None:
        work = calls.notifications(
            self._tab.api, self._tab.store.workspace["id"], self._state, limit=PAGE, cursor=self._following or ""
        )
        page = await self._tab.attempt(work)
        if page is not None and self._tab.view is self:
            known = {one["id"] for one in self._items}
            self._items += [one for one in page.items if one["id"] not in known]
            self._following = page.following
            self._draw()

    def _draw(self) -> None:
        """Rows that are there stay where they are, with the focus that they have; new ones come to their place."""
        groups = {group.task["id"]: group for group in self._shown()}
        for task in [task for task in self._rows if task not in groups]:
            self._rows.pop(task).root.delete()
        for place, (task, group) in enumerate(groups.items()):
            if task in self._rows:
                self._rows[task].draw(group)
                continue
            is_last = place >= len(self._rows)
            with self._list:
                self._rows[task] = row = NewsRow(self._tab, group, self._events())
            if not is_last:
                row.root.move(self._list, target_index=place)
        self._draw_rest()

    def _shown(self) -> list[Group]:
        return news.grouped(self._items)

    def _draw_rest(self) -> None:
        self._list.set_visibility(bool(self._rows))
        if self._state != "archived":
            self._all.set_visibility(any(one["read_at"] is None for one in self._items))
        self._rest.clear()
        with self._rest:
            if not self._rows:
                empty("inbox", *NOTHING[self._state])
            elif self._following:
                text_button(_("Show older ones"), self._more, classes="tt-plain tt-news-more")

    def _events(self) -> RowEvents:
        return RowEvents(open=self._open, archive=self._archive, flip=self._flip)

    async def _on_key(self, event: GenericEventArguments) -> None:
        row = self._rows.get(str(event.args["task"]))
        if row is not None:
            await (self._archive if event.args["key"] == "e" else self._flip)(row.group)

    async def _open(self, group: Group) -> None:
        if group.is_unread:
            self._readings += 1  # the open task marks it, and what is being read may not know of that
            self._mark(group, is_read=True)
        await self._tab.open_key(group.task["key"])

    async def _archive(self, group: Group) -> None:
        """Put a task's notifications away, or take them back; at once, and the API hears of it then."""
        is_back = self._state == "archived"
        self._items = [one for one in self._items if one["id"] not in group.ids]
        self._draw()
        if await self._done("unarchive" if is_back else "archive", group):

            async def undo() -> None:
                await self._done("archive" if is_back else "unarchive", group)

            key = group.task["key"]
            self._tab.toasts.say(
                _("{key} is back in the inbox").format(key=key) if is_back else _("{key} archived").format(key=key),
                undo=undo,
            )
        else:
            self._restore(group)

    async def _flip(self, group: Group) -> None:
        """Read what is unread, and the other way round."""
        is_read = group.is_unread
        self._mark(group, is_read=is_read)
        if not await self._done("read" if is_read else "unread", group):
            self._restore(group)

    def _mark(self, group: Group, *, is_read: bool) -> None:
        at = group.items[0]["happened_at"] if is_read else None
        self._items = [{**one, "read_at": at} if one["id"] in group.ids else one for one in self._items]
        self._draw()

    def _restore(self, group: Group) -> None:
        """It was refused, so all of it is as it was."""
        others = [one for one in self._items if one["id"] not in group.ids]
        self._items = sorted([*others, *group.items], key=_order, reverse=True)
        self._draw()

    async def _done(self, how: Mark, group: Group) -> bool:
        """Tell the API, then read the truth; what is being read until then may not know of it."""
        self._readings += 1
        self._marking += 1
        try:
            done = await self._tab.attempt(_finished(self._tab, how, group.ids))
        finally:
            self._marking -= 1
        later(self._tab, self._again, "inbox")
        return bool(done)


def _order(one: Notification) -> tuple[bool, str, str]:
    """As the API sorts them, from the last to the first."""
    return one["read_at"] is None, one["happened_at"], one["id"]


async def _finished(tab: Tab, how: Mark, ids: list[str]) -> bool:
    await calls.mark(tab.api, how, ids)
    return True
