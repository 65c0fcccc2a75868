"""Every page of tasks: a selection in one of four layouts, with what stands there when it is empty."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dashboard import terms
from dashboard.components.board import Board, BoardEvents, Move
from dashboard.components.bulk_bar import BulkBar
from dashboard.components.calendar import Calendar
from dashboard.components.cards_element import CardsElement
from dashboard.components.dated import DatedElement, DatedEvents, Reschedule
from dashboard.components.elements import box, empty, icon, link, text, text_button
from dashboard.components.layout import Layout
from dashboard.components.picking import pick
from dashboard.components.task_list import ListEvents, TaskList
from dashboard.components.timeline import Timeline
from dashboard.documents import Project, TaskChanges
from dashboard.filters import Filter, url
from dashboard.grouping import groups, kind, moved
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.selection import fault
from dashboard.selections import MOST_CARDS
from dashboard.tab import Tab

GROUPED = {"project", "label", "status", "member", "user", "workspace"}


@dataclass(frozen=True, slots=True)
class Source:
    """Which tasks a page is about, and how it shows them unless the person says otherwise.

    `base`: the page's own part of the query; `q`: a saved view's, which the person's filter takes the place of.
    `is_personal`: subtasks belong as much as others.
    """

    base: str
    layout: str
    group: str
    sort: str = ""
    project: Project | None = None
    is_personal: bool = False
    q: str = ""

    def shown(self, shown: Filter) -> Filter:
        """The filter, completed by the page's own choices."""
        return replace(
            shown,
            q=shown.q or self.q,
            layout=shown.layout or self.layout,
            group=shown.group or self.group,
            sort=terms.sort_of(shown.q or self.q).replace("_at", "") or shown.sort or self.sort,
            subtasks=shown.subtasks or self.is_personal,
        )


class TasksView:
    """The tasks of a source as the URL's filter wants them."""

    def __init__(self, tab: Tab, source: Source) -> None:
        self._tab = tab
        self.source = source
        self._shown = source.shown(tab.route.shown)
        self._text = self._selection()
        self._is_told = False
        self._count = -1
        with box("tt-body tt-tasks"):
            if self._is_archived:
                self._draw_archived()
            self._holder = box("tt-body")
            self._nothing = box("tt-contents")
            self._bulk = BulkBar(tab, self.unmark)
        with self._holder:
            self._element = self._build()

    @property
    def selection(self) -> str:
        """The text of the selection on screen."""
        return self._text

    def unmark(self) -> None:
        """Take the marks off."""
        self._element.unmark()

    def show(self, shown: Filter) -> None:
        """Another filter, order or grouping."""
        before, self._shown = self._shown, self.source.shown(shown)
        text = self._selection()
        if self._shown.layout != before.layout:
            self._text = text
            self._holder.clear()
            self._bulk.draw([])
            with self._holder:
                self._element = self._build()
            return
        if text != self._text:
            self._text = text
            self._element.load(self._url())
        if isinstance(self._element, Board | TaskList | DatedElement):
            self._element.arrange(self._layout())

    def select(self, task_id: str | None) -> None:
        """Mark the open card."""
        self._element.select(task_id)

    def settle(self, task_id: str) -> None:
        """Let a moved card go where the server has it."""
        selection = self._tab.hub.selections.find(self._text)
        if selection is not None:
            self._element.settle(task_id, self._tab.hub.selections.cards(selection, [task_id])[0])
        else:
            self._element.let_go(task_id)

    def on_batch(self, batch: Batch) -> None:
        """Patch the cards; draw the groups anew if they changed."""
        if batch.change.kinds & GROUPED and isinstance(self._element, Board | TaskList | DatedElement):
            self._element.arrange(self._layout())
        if batch.change.is_reset:
            self._element.reload()
        elif patches := batch.patches(self._text):
            self._element.apply(patches)

    def _selection(self) -> str:
        return self._shown.text(self.source.base)

    def _url(self) -> str:
        """Where the cards are; "" while the filter has a mistake, which the bar above tells."""
        if self._shown.q and fault(self._shown.q, self._tab.store) is not None:
            return ""
        return url("/data/tasks", {"workspace": self._tab.store.workspace["id"], "q": self._text})

    def _layout(self) -> Layout:
        project, store = self.source.project, self._tab.store
        by = kind(self._shown.group, project)
        projects = {one["id"]: {"name": one["name"], "color": one["color"]} for one in store.projects.by_id.values()}
        return Layout(
            by=by,
            groups=groups(by, store, project, archived=self._shown.archived),
            sort=self._shown.sort,
            first_day=self._tab.first_day,
            projects={} if project is not None or by == "project" else projects,
        )

    def _build(self) -> CardsElement:
        tab, address = self._tab, self._url()
        match self._shown.layout:
            case "board":
                events = BoardEvents(tab.open_task, self._moved, self._add, self._bulk.draw, self._counted)
                return Board(address, self._layout(), writable=self._is_writable, events=events)
            case "calendar" | "timeline" as name:
                made = Calendar if name == "calendar" else Timeline
                dated = DatedEvents(tab.open_task, self._rescheduled, self._add_on, self._bulk.draw, self._counted)
                return made(address, tab.here, self._layout(), writable=self._is_writable, events=dated)
            case _:
                listed = ListEvents(tab.open_task, self._picked, self._bulk.draw, self._counted)
                return TaskList(address, self._layout(), writable=self._is_writable, events=listed)

    @property
    def _is_archived(self) -> bool:
        project = self.source.project
        return project is not None and project["archived_at"] is not None

    @property
    def _is_writable(self) -> bool:
        return self._tab.can_write and not self._is_archived

    def _draw_archived(self) -> None:
        with box("tt-away").props("role=status"):
            icon("archive")
            text(_("This project is archived. Its tasks can be read, and not changed."))
            if self._tab.can_manage:
                with link("/settings/projects", "tt-btn"):
                    text(_("Projects"))

    # what the person does

    async def _picked(self, task_id: str, field: str) -> None:
        card = self._tab.store.cards.get(task_id)
        if card is not None:
            await pick(self._tab, field, [card])

    def _add(self, group: str) -> None:
        self._tab.frame.open_create(status=group if self.source.project is not None else "")

    def _add_on(self, day: date) -> None:
        self._tab.frame.open_create(due=day)

    async def _rescheduled(self, change: Reschedule) -> None:
        card = self._tab.store.cards.get(change.id)
        if card is None:
            self.settle(change.id)
            return
        await self._tab.move(change.id, change.changes(card, self._tab.here))
        now, lost = self._tab.store.cards.get(change.id), change.lost(card)
        if lost and now is not None and now["version"] > card["version"]:
            undo = partial(self._tab.move, change.id, lost)
            self._tab.toasts.say(_("{key} has no date any more").format(key=card["key"]), undo=undo)

    async def _moved(self, move: Move) -> None:
        card, by = self._tab.store.cards.get(move.id), kind(self._shown.group, self.source.project)
        if card is None:
            return
        changes: TaskChanges = moved(by, card, move.origin, move.target, self._tab.store)
        if move.after is not None:
            changes["after"] = move.after
        elif move.before is not None:
            changes["before"] = move.before
        await self._tab.move(move.id, changes)

    # what stands where no task is

    def _counted(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        self._nothing.clear()
        is_of_use = self._shown.layout in {"board", "calendar"}  # one adds tasks there
        self._holder.set_visibility(count != 0 or is_of_use)
        if count == 0 and not is_of_use:
            with self._nothing:
                self._draw_nothing()
        if count >= MOST_CARDS and not self._is_told:
            self._is_told = True
            self._tab.toasts.say(
                _("These are the first {n} tasks; narrow the filter to see the others.").format(n=f"{MOST_CARDS:,}")
            )

    def _draw_nothing(self) -> None:
        if self._shown.q and fault(self._shown.q, self._tab.store) is None:
            with empty("list-filter", _("No task matches"), _("Take a part of the filter away, or try other words.")):
                text_button(_("Clear the filter"), partial(self._tab.filter, ""))
        elif self.source.is_personal:
            empty(
                "circle-check", _("Nothing here"), _("What is assigned to you appears here at once, by when it is due.")
            )
        elif not self._tab.store.open_projects():
            self._draw_no_project()
        else:
            self._draw_no_task()

    def _draw_no_project(self) -> None:
        advice = _("A project holds your team's tasks and shows them on a board.")
        with empty("folder-plus", _("Start with a project"), advice):
            if self._tab.can_write:
                with link("/settings/projects", "tt-btn"):
                    icon("plus")
                    text(_("Create a project"))

    def _draw_no_task(self) -> None:
        with empty("list", _("No tasks yet"), _("Tasks that you and your team add appear here at once.")):
            if self._tab.can_write:
                text_button(_("New task"), self._tab.frame.open_create, icon_name="plus")
