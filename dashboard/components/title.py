"""A task's title, edited where it stands."""

from dashboard.components.elements import LEAVE_ON_ENTER, area, box
from dashboard.components.held import Held, holder
from dashboard.components.notice import Notice
from dashboard.components.sheet import Sheet
from dashboard.documents import Event, Person
from dashboard.hub import encode
from dashboard.language import _


class Title:
    """One field of as many lines as it takes; saved on Enter and on leaving it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._draft = f"title:{sheet.id}"
        self._missed: Event | None = None  # another title, which came before anything typed did
        self._before: str | None = None  # what stood there when the person began to type
        with box("tt-d-title") as frame:
            self._field = area(_("Title"), value=sheet.task["title"], label=_("Title"))
            self._field.props(f'maxlength=500 dir=auto data-draft="{self._draft}"')
        self._frame = frame
        self._held = Held(sheet, "title", _("the title"), holder())
        self._notice = Notice()
        self._field.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
        self._field.on("focus", self._begin, [])
        self._field.on("blur", self._end, [])
        self._field.on_value_change(self._on_typed)
        self.draw()

    def draw(self) -> None:
        """Show whose it is."""
        self._held.draw(self._field, is_typed=self._is_typed)

    def resume(self, draft: str) -> None:
        """What was typed before a reload and not saved stands there again."""
        if draft and draft != self._sheet.task["title"] and self._sheet.can_write:
            self._field.value = draft
            self._notice.ask(_("This is not saved yet."), (_("Save"), self._save), (_("Discard"), self._discard))
        elif draft:
            self._forget()

    def update(self, event: Event) -> None:
        """Another title came."""
        title, is_known = self._sheet.task["title"], self._field.value == self._before
        if self._before is None and not self._notice.is_shown:
            self._field.value = title
        elif _is_by(event, self._sheet.me):
            self._before = title
            self._field.value = title if is_known else self._field.value
        elif is_known:
            self._missed = event  # what is being typed may be on its way: it would be overwritten
        elif self._field.value != title:
            self._ask(event["actor"], title)

    @property
    def _is_typed(self) -> bool:
        return self._before is not None and self._field.value != self._before

    def _on_typed(self) -> None:
        title = self._sheet.task["title"]
        if self._field.value == title:
            return
        self._begin()
        if self._missed is not None and self._is_typed:
            missed, self._missed = self._missed, None
            self._ask(missed["actor"], title)

    def _begin(self) -> None:
        if self._sheet.can_write and self._held.other is None:
            self._before = self._sheet.task["title"] if self._before is None else self._before
            self._held.take()

    async def _end(self) -> None:
        self._held.give_back()
        if self._before is not None and not self._notice.is_shown:
            await self._save() if self._is_typed else self._discard()

    async def _save(self) -> None:
        self._before = None
        title, now = " ".join((self._field.value or "").split()), self._sheet.task["title"]
        if not title or title == now:
            self._discard()
        elif await self._sheet.change({"title": title}):
            if " ".join((self._field.value or "").split()) == title:
                self._settle()
        else:
            self._field.value = title
            self._notice.ask(_("This is not saved."), (_("Try again"), self._save), (_("Discard"), self._discard))

    def _discard(self) -> None:
        self._before = None
        self._settle()

    def _settle(self) -> None:
        self._missed = None
        self._field.value = self._sheet.task["title"]
        self._notice.hide()
        self._forget()
        self.draw()

    def _ask(self, person: Person | None, theirs: str) -> None:
        self._notice.ask_about_theirs(person, theirs, take=self._discard, keep=self._save)

    def _forget(self) -> None:
        self._sheet.tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")


def _is_by(event: Event, person: str) -> bool:
    return event["actor"] is not None and event["actor"]["id"] == person
