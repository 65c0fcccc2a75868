"""What was said and done about a task, in order of time, with a filter."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, cast

from nicegui import ui

from dashboard import times
from dashboard.calls.task import FullComment, read_activity, undo
from dashboard.components.comment import CommentCard
from dashboard.components.elements import avatar, box, button, icon_button, named, text, text_button
from dashboard.components.history import OF_LINKS, Names, origin, sentence
from dashboard.components.sheet import Sheet
from dashboard.documents import Event
from dashboard.language import _

Shown = Literal["all", "comments", "changes"]
SHOWN: dict[Shown, str] = {"all": _("All"), "comments": _("Comments"), "changes": _("Changes")}
# what the API takes back
UNDOABLE = {
    *("task.updated", "task.archived", "task.unarchived", "task.moved"),
    *("attachment.added", "attachment.removed", "link.created", "link.deleted"),
}

# what changes of itself
FOLLOWS = {"is_blocked", "updated_at", "completed_at", "version", *OF_LINKS}


class Activity:
    """Comments and changes; the newest below."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._shown: Shown = "all"
        self._cards: dict[str, CommentCard] = {}
        self._comments = {one["id"]: one for one in sheet.found.comments}
        self._events = {event["seq"]: event for event in sheet.found.activity}
        with box("tt-sec"):
            text(_("Activity"), tag="h2")
            with box("tt-tabs tt-filter").props("role=group " + named(_("What to show"))):
                self._tabs = {one: self._tab(one) for one in SHOWN}
        self._earlier = box("tt-contents")
        self._list = box("tt-timeline").props("aria-live=polite")
        self._draw()

    def on_comment(self, event: Event) -> None:
        """A comment came, changed or went."""
        self.take(cast("FullComment", event["data"]))

    def take(self, comment: FullComment, *, by_oneself: bool = False) -> None:
        """Show a comment as it is now; what one does oneself shows before its event comes."""
        known = self._comments.get(comment["id"])
        if known is not None and known["version"] >= comment["version"] and not by_oneself:
            return
        self._comments[comment["id"]] = comment
        shown = self._cards.get(comment["id"])
        if shown is not None:
            shown.update(comment)
        elif known is None and self._shown != "changes":
            with self._list:
                self._comment(comment)

    def resume(self, edits: Mapping[str, str]) -> None:
        """Go on editing the comments whose changes were typed before a reload."""
        for comment_id, body in edits.items():
            card = self._cards.get(comment_id)
            if card is not None:
                card.edit(body)

    def on_event(self, event: Event) -> None:
        """Something was done: it stands at the end, and nothing else moves."""
        if event["seq"] in self._events:
            return
        self._events[event["seq"]] = event
        said = self._sentence(event)
        if said and self._shown != "comments":
            with self._list:
                self._event(event, said)

    def _draw(self) -> None:
        self._cards.clear()
        for key, tab in self._tabs.items():
            tab.props["aria-pressed"] = "true" if key == self._shown else "false"
        self._draw_earlier()
        self._list.clear()
        with self._list:
            for build in self._entries():
                build()

    def _entries(self) -> list[Callable[[], None]]:
        found: list[tuple[str, int, Callable[[], None]]] = []
        if self._shown != "changes":
            found += [(one["created_at"], 0, partial(self._comment, one)) for one in self._comments.values()]
        if self._shown != "comments":
            said = [(event, self._sentence(event)) for event in self._events.values()]
            found += [(origin(one)[1], one["seq"], partial(self._event, one, words)) for one, words in said if words]
        return [entry[2] for entry in sorted(found, key=lambda entry: (times.read(entry[0]), entry[1]))]

    def _draw_earlier(self) -> None:
        self._earlier.clear()
        oldest = min(self._events, default=0)
        is_whole = not self._events or self._events[oldest]["type"] == "task.created"
        if not is_whole and self._shown != "comments":
            with self._earlier:
                text_button(_("Show what happened earlier"), self._read_all, classes="tt-plain tt-earlier")

    async def _read_all(self) -> None:
        sheet = self._sheet
        work = read_activity(sheet.tab.api, sheet.store.workspace["id"], sheet.id, whole=True)
        found = await sheet.tab.attempt(work)
        if found is not None and not self._is_held():
            self._events |= {event["seq"]: event for event in found}
            self._draw()
            self._earlier.clear()

    def _tab(self, which: Shown) -> ui.element:
        made = button("tt-tab", partial(self._show, which))
        with made:
            text(SHOWN[which])
        return made

    def _show(self, which: Shown) -> None:
        if not self._is_held():
            self._shown = which
            self._draw()

    def _is_held(self) -> bool:
        """Whether a comment is being edited, which would be lost."""
        is_held = any(card.is_editing for card in self._cards.values())
        if is_held:
            self._sheet.tab.toasts.complain(_("Save the comment that you are editing first, or cancel."))
        return is_held

    def _comment(self, comment: FullComment) -> None:
        self._cards[comment["id"]] = CommentCard(self._sheet, comment, self)

    def _sentence(self, event: Event) -> str:
        sheet = self._sheet
        fields = {one["key"]: one for one in sheet.store.fields.by_id.values() if _is_of(one["project_id"], sheet)}
        people = {one["id"]: one["name"] for one in sheet.people()}
        names = Names(sheet.id, sheet.name_of, lambda person: people.get(person, "somebody"), fields)
        return sentence(event, sheet.tab.here, names)

    def _event(self, event: Event, said: str) -> None:
        person, instant = origin(event)
        with box("tt-act"):
            avatar(person)
            with box("tt-grow"):
                text((person or {"name": "Tasktide"})["name"], tag="b").props("dir=auto")
                text(f" {said} ").props("dir=auto")
                moment(instant, self._sheet)
            if event["type"] in UNDOABLE and self._sheet.may_act and not _is_final(event):
                icon_button("undo-2", _("Take this back"), partial(self._undo, event["seq"]), "tt-undo")

    async def _undo(self, seq: int) -> None:
        tab = self._sheet.tab

        async def work() -> bool:
            await undo(tab.api, tab.store.workspace["id"], seq)
            return True

        if await tab.attempt(work()):
            tab.toasts.say(_("Taken back"))


def moment(instant: str, sheet: Sheet) -> None:
    """How long ago, with the exact time in its tooltip."""
    made = text(times.ago(instant, sheet.tab.here), tag="time")
    made.props["datetime"] = instant
    made.props["title"] = times.exact(instant, sheet.tab.here)


def _is_of(project: str, sheet: Sheet) -> bool:
    return project == sheet.task["project_id"]


def _is_final(event: Event) -> bool:
    """A removed file is gone, and that a task waits follows from another one."""
    if event["type"] == "attachment.removed":
        return event["data"].get("kind") == "file"
    return event["type"] == "task.updated" and event["changes"].keys() <= FOLLOWS
