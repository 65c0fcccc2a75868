"""`/settings/audit`: the log, newest first, as a table that one can narrow, unfold, undo and take away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from nicegui import ui

from dashboard import times
from dashboard.calls import log
from dashboard.calls.log import Asked, Page
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import avatar, box, button, dot, empty, icon, text, text_button
from dashboard.documents import Event
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_audit_words import KINDS, UNDOABLE, as_csv, changes_of, name_of, verb_of
from dashboard.pages.settings_parts import done
from dashboard.tab import Tab

PERIODS = {"": _("Any time"), "0": _("Today"), "6": _("Last 7 days"), "29": _("Last 30 days"), "89": _("Last 90 days")}
# the next page comes when one gets near the end
_WATCH = (
    "new IntersectionObserver((seen) => seen[0].isIntersecting && seen[0].target.click(), {{ rootMargin: '400px' }})"
    ".observe(getElement({id}).$el ?? getElement({id}))"
)


class Audit:
    """Entries as they come, on top."""

    def __init__(self, tab: Tab, page: Page) -> None:
        self._tab = tab
        self._asked = self._wanted = Asked()  # what is shown, and what was picked last
        self._turn = 0
        self._days = {"": ""}  # since an instant → which of the periods that is
        self._events: list[Event] = []
        self._next = ""
        self._bar = box("tt-set-tools tt-wrap")
        self._list = box("tt-table tt-log").props("role=list")
        with box("tt-set-card") as self._none:
            empty("scroll-text", _("Nothing like that happened"), _("Choose another person, type, project or time."))
        self._foot = box("tt-set-actions")
        self._draw_bar()
        self._show(page)

    @classmethod
    async def open(cls, tab: Tab) -> "Audit":
        """Read the newest page."""
        return cls(tab, await log.read(tab.api, tab.store.workspace["id"], Asked()))

    def on_batch(self, batch: Batch) -> None:
        """What happens now, as far as it was asked for."""
        newest = self._events[0]["seq"] if self._events else 0
        found = [event for event in batch.change.events if event["seq"] > newest and fits(event, self._asked)]
        for event in sorted(found, key=lambda one: one["seq"]):
            self._events.insert(0, event)
            with self._list, box("tt-log-row").props("role=listitem") as row:
                self._line(event)
            row.move(self._list, 0)
        if found:
            self._draw_none()

    # what is asked for

    def _draw_bar(self) -> None:
        store = self._tab.store
        people = {person["id"]: person["name"] for person in store.people()}
        projects = {one["id"]: one["name"] for one in store.projects.by_id.values()}
        kinds = {f"{kind}.*": name for kind, name in KINDS.items()}
        self._bar.clear()
        with self._bar:
            self._filter(_("Person"), people, self._wanted.actor, lambda value: replace(self._wanted, actor=value))
            self._filter(_("Type"), kinds, self._wanted.kind, lambda value: replace(self._wanted, kind=value))
            project = self._wanted.project
            self._filter(_("Project"), projects, project, lambda value: replace(self._wanted, project=value))
            self._period()
            box("tt-spacer")
            text_button(_("Export CSV"), self._export, classes="tt-plain", icon_name="download")

    def _filter(self, label: str, names: dict[str, str], chosen: str, ask: Callable[[str], Asked]) -> None:
        said = _("{label}: {chosen}").format(label=label, chosen=names.get(chosen, _("all")))
        with button("tt-pill" + (" tt-set" if chosen else ""), label=said) as made:
            text(names.get(chosen, label) if chosen else label)
            icon("chevron-down")

        async def picked(value: str) -> None:
            await self._ask(ask(value))

        async def choose() -> None:
            items = [Item("", _("All"), is_chosen=not chosen)]
            items += [Item(value, name, is_chosen=value == chosen) for value, name in names.items()]
            await pickers.choose(made, lambda: items, picked, title=label)

        made.on("click", choose, [])

    def _period(self) -> None:
        days = self._days[self._wanted.since]
        said = _("Time: {period}").format(period=PERIODS[days])
        with button("tt-pill" + (" tt-set" if days else ""), label=said) as made:
            text(PERIODS[days])
            icon("chevron-down")

        async def picked(value: str) -> None:
            first = times.today(self._tab.here) - timedelta(days=int(value or 0))
            since = times.start_of(first, self._tab.here) if value else ""
            self._days[since] = value
            await self._ask(replace(self._wanted, since=since))

        async def choose() -> None:
            items = [Item(value, name, is_chosen=value == days) for value, name in PERIODS.items()]
            await pickers.choose(made, lambda: items, picked, title=_("Time"))

        made.on("click", choose, [])

    async def _ask(self, asked: Asked) -> None:
        """What was picked shows at once; of several answers that of the last pick counts."""
        self._turn += 1
        self._wanted, turn = asked, self._turn
        self._draw_bar()
        page = await self._tab.attempt(log.read(self._tab.api, self._tab.store.workspace["id"], asked))
        if turn != self._turn or self._list.is_deleted:
            return
        if page is None:
            self._wanted = self._asked
            self._draw_bar()
            return
        self._asked = asked
        self._events = []
        self._list.clear()
        self._show(page)

    # what is shown

    def _show(self, page: Page) -> None:
        self._events += page.events
        self._next = page.next
        with self._list:
            for event in page.events:
                with box("tt-log-row").props("role=listitem"):
                    self._line(event)
        self._draw_none()
        self._foot.clear()
        if self._next:
            with self._foot:
                more = text_button(_("Show more"), self._more, classes="tt-plain")
                ui.run_javascript(_WATCH.format(id=more.id))

    def _draw_none(self) -> None:
        self._none.set_visibility(not self._events)
        self._list.classes(add="" if self._events else "tt-hidden", remove="tt-hidden" if self._events else "")

    async def _more(self) -> None:
        """The next page, unless the list is another one when it comes, or has it already."""
        asked, cursor = self._asked, self._next
        page = await self._tab.attempt(log.read(self._tab.api, self._tab.store.workspace["id"], asked, cursor))
        if page is not None and (asked, cursor) == (self._asked, self._next) and not self._list.is_deleted:
            self._show(page)

    def _line(self, event: Event) -> None:
        with button("tt-log-line") as made:
            avatar(event["actor"] or {"id": "", "name": "Tasktide"})
            with box("tt-log-what", "span"):
                text(event["actor"]["name"] if event["actor"] else "Tasktide", "tt-log-who")
                text(f" {verb_of(event)} ")
                text(name_of(event), "tt-log-name")
            self._place(event)
            when = text(times.short_day(event["at"], self._tab.here), "tt-muted tt-number tt-log-when")
            when.props["title"] = times.exact(event["at"], self._tab.here)
            icon("chevron-right", "tt-log-more")
        made.props["aria-expanded"] = "false"
        below = box("tt-log-below tt-hidden")
        made.on("click", partial(self._unfold, event, made, below), [])

    def _place(self, event: Event) -> None:
        project = self._tab.store.projects.by_id.get(event["project_id"] or "")
        if project is not None:
            with box("tt-log-place tt-hide-m", "span"):
                dot(project["color"])
                text(project["key"], "tt-key")

    def _unfold(self, event: Event, head: ui.element, below: ui.element) -> None:
        is_open = head.props["aria-expanded"] == "true"
        head.props["aria-expanded"] = "false" if is_open else "true"
        below.classes(add="tt-hidden" if is_open else "", remove="" if is_open else "tt-hidden")
        below.clear()
        if is_open:
            return
        with below:
            changes = changes_of(event, self._tab.here)
            for field, old, new in changes:
                with box("tt-log-change"):
                    text(field, "tt-muted")
                    text(old, "tt-log-old")
                    icon("arrow-right")
                    text(new)
            if not changes:
                text(_("No field of it changed."), "tt-muted", "p")
            with box("tt-log-foot"):
                text(_("{type} · number {seq}").format(type=event["type"], seq=event["seq"]), "tt-set-code")
                box("tt-spacer")
                if self._tab.can_write and event["type"] in UNDOABLE:
                    text_button(_("Undo"), partial(self._undo, event), classes="tt-plain", icon_name="undo-2")

    async def _undo(self, event: Event) -> None:
        if await self._tab.attempt(done(log.undo(self._tab.api, self._tab.store.workspace["id"], event["seq"]))):
            self._tab.toasts.say(_("Taken back"))

    def _export(self) -> None:
        projects = {one["id"]: one["key"] for one in self._tab.store.projects.by_id.values()}
        made = as_csv(self._events, projects, self._tab.here)
        name = f"{self._tab.store.workspace['slug']}-log-{times.today(self._tab.here).isoformat()}.csv"
        ui.download(made.encode("utf-8-sig"), name, "text/csv")


def fits(event: Event, asked: Asked) -> bool:
    """Whether a new entry is one of those that were asked for."""
    return (
        log.is_told(event)
        and (not asked.actor or (event["actor"] or {"id": ""})["id"] == asked.actor)
        and (not asked.kind or event["object"]["type"] == asked.kind.removesuffix(".*"))
        and (not asked.project or event["project_id"] == asked.project)
    )
