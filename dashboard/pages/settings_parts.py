"""What the sections of the settings are made of: cards, rows with a label, fields that save themselves."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from nicegui import ui

from dashboard.components.beneath import MISSHAPEN
from dashboard.components.elements import LEAVE_ON_ENTER, box, field, icon, text
from dashboard.components.form_field import sentence
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.routes import Route
from dashboard.tab import Tab

Save = Callable[[str], Awaitable[object]]
PUT_BACK = "(e) => { e.stopPropagation(); emit(); e.target.blur() }"


@contextmanager
def card(title: str = "", lead: str = "") -> Iterator[ui.element]:
    """A bordered group of rows under a small heading."""
    with box("tt-set-group", "section"):
        if title:
            text(title, tag="h2")
        if lead:
            text(lead, "tt-set-lead", "p")
        with box("tt-set-card") as made:
            yield made


@contextmanager
def row(label: str, hint: str = "", *, caption_of: str = "") -> Iterator[ui.element]:
    """A line with its name at the left and what it holds at the right; `caption_of` is the id of a field."""
    with box("tt-set-row"):
        with box("tt-set-name"):
            name = text(label, "tt-set-label", "label" if caption_of else "span")
            if caption_of:
                name.props["for"] = caption_of
            if hint:
                text(hint, "tt-set-hint")
        with box("tt-set-value") as made:
            yield made


class Mark:
    """The quiet "Saved" beside what was saved."""

    def __init__(self) -> None:
        self._place = box("tt-set-mark", "span").props("role=status aria-live=polite")

    def show(self) -> None:
        """Say it; it fades by itself."""
        self._place.clear()
        with self._place, box("tt-set-saved", "span"):
            icon("check")
            text(_("Saved"))


class SavedField:
    """A line of text that is saved when one leaves it or presses Enter; Esc puts back what was there. `form` says in
    words how it has to look.

    What is being typed is never overwritten by a change from elsewhere.
    """

    def __init__(
        self,
        tab: Tab,
        label: str,
        value: str,
        save: Save,
        *,
        name: str = "",
        form: str = "",
        is_needed: bool = True,
        is_bare: bool = False,
    ) -> None:
        self._tab = tab
        self._save = save
        self._name = name
        self._form = form
        self._is_needed = is_needed
        self._saved = value
        self._is_held = False
        with box("tt-saves"):
            with box("tt-frame" + (" tt-bare" if is_bare else "")) as self.frame:
                self.input = field(value=value, label=label)
                self._mark = Mark()
            self._complaint = text("", "tt-complaint", "div").props("role=alert")
        self.input.on("focus", self._hold, [])
        self.input.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
        self.input.on("keydown.escape", self._put_back, [], js_handler=PUT_BACK)
        self.input.on("blur", self._leave, [])

    def show(self, value: str) -> None:
        """It was changed elsewhere."""
        if value == self._saved:
            return
        is_typed = self._is_held and self.input.value != self._saved
        self._saved = value
        if not is_typed:
            self.input.value = value

    def _hold(self) -> None:
        self._is_held = True

    def _put_back(self) -> None:
        self.input.value = self._saved
        self.complain("")

    async def _leave(self) -> None:
        self._is_held = False
        wanted = (self.input.value or "").strip()
        if wanted == self._saved:
            self.input.value = self._saved
            self.complain("")
        elif not wanted and self._is_needed:
            self._put_back()
        else:
            await self._keep(wanted)

    async def _keep(self, wanted: str) -> None:
        before, self._saved = self._saved, wanted
        try:
            await self._save(wanted)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            self._saved = before
            self.complain(self._words(error))
        else:
            self.complain("")
            if not self.input.is_deleted:
                self._mark.show()

    def _words(self, error: DashboardError) -> str:
        if not isinstance(error, Refused):
            return str(error)
        if self._form and error.is_about(self._name, MISSHAPEN):
            return self._form
        return sentence(error.field(self._name) or str(error))

    def complain(self, message: str) -> None:
        """Say beside the field what is wrong with it."""
        if self.input.is_deleted:  # one has gone elsewhere meanwhile
            return
        self.frame.classes(add="tt-wrong" if message else "", remove="" if message else "tt-wrong")
        self._complaint.text = message


async def went(tab: Tab, route: Route) -> None:
    """Go elsewhere from something that is gone when one is there."""
    with tab.client:
        await tab.go(route)


async def done(work: Awaitable[object]) -> bool:
    """Whether it was done: for what has no answer of its own."""
    await work
    return True


def forbidden(message: str) -> None:
    """What stands where a section is not for one's role."""
    with box("tt-empty tt-set-closed"):
        icon("lock")
        text(_("This is not for your role"), tag="h2")
        text(message, tag="p")
