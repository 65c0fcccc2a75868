"""A text field that several people see at once: saved as one types, and locked while somebody else has it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from nicegui.events import ValueChangeEventArguments

from dashboard.components.elements import LEAVE_ON_ENTER, avatar, box, field, icon, text
from dashboard.documents import Person
from dashboard.errors import DashboardError, SignedOut
from dashboard.hub import encode
from dashboard.language import _
from dashboard.presence import Here
from dashboard.saving import Saving
from dashboard.tab import Tab, later

SILENCE = 15.0  # seconds without a key after which others may have it
PATIENCE = 20.0  # seconds for a browser to answer
CATCHING_UP = 0.3  # seconds after a break in which comes what was typed meanwhile


@dataclass(frozen=True, slots=True)
class About:
    """Which field of which thing; `save` sends a value and gives what holds then."""

    kind: str
    object_id: str
    name: str
    label: str
    save: Callable[[str], Awaitable[str]]

    @property
    def draft(self) -> str:
        """Under which name the browser keeps what is typed."""
        return f"{self.kind}:{self.object_id}:{self.name}"


class LiveField:
    """What one types is never replaced: what comes meanwhile waits until one has left the field."""

    def __init__(self, tab: Tab, about: About, value: str, *, is_writable: bool) -> None:
        self._tab = tab
        self._about = about
        self._saving = Saving(value, about.save, self)
        self._is_writable = is_writable
        self._has_focus = False
        self._is_showing = False
        self._editor: Here | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._build(value)
        self.look()
        if is_writable:
            self._listen()

    def _build(self, value: str) -> None:
        about = self._about
        with box("tt-field tt-livefield") as self._root:
            with box("tt-livetop"):
                caption = text(about.label, tag="label")
                self._face = box("tt-face").props("role=status")
            with box("tt-frame"):
                self._input = field(value=value, label=about.label)
                self._input.props(f'maxlength=120 autocomplete=off name={about.name} data-draft="{about.draft}"')
                icon("lock")
            caption.props["for"] = self._input.html_id
            self._note = text("", "tt-livenote", "div").props("role=status")

    def _listen(self) -> None:
        self._input.on_value_change(self._on_value)
        self._input.on("focus", self._on_focus, [])
        self._input.on("blur", self._on_blur, [])
        self._input.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
        later(self._tab, self._resume, "what was typed before a reload")

    # what others do

    def take(self, value: str, by: Person | None = None) -> None:
        """The server has this value now."""
        if value == self._saving.truth:
            return
        self._saving.truth = value
        if self._saving.typed is not None:
            return
        if not self._has_focus:
            self._show()
        elif by is not None and value != str(self._input.value or "").strip():
            self._note.text = _("{name} changed this to “{value}”").format(name=by["name"], value=value)

    async def catch_up(self) -> None:
        """The window is back after a break: what was typed meanwhile comes first, then it is shown what it missed."""
        await asyncio.sleep(CATCHING_UP)
        if self._saving.typed is None and not self._has_focus:
            self._show()

    def look(self) -> None:
        """Whoever else edits the field has it; not if one has typed something that is not sent yet."""
        about, stay = self._about, self._tab.stay
        editor = self._tab.hub.presence.editor(about.kind, about.object_id, about.name, besides=stay.client)
        if self._saving.typed is not None:
            editor = None
        if editor != self._editor:
            self._editor = editor
            if self._has_focus and editor is not None:
                stay.rest(about.name)
            self._draw_face()
        is_open = self._is_writable and editor is None
        self._root.classes(remove="tt-locked" if is_open else "", add="" if is_open else "tt-locked")
        self._input.props(remove="readonly") if is_open else self._input.props("readonly")

    def _draw_face(self) -> None:
        self._face.clear()
        editor = self._editor
        if editor is not None:
            is_me = editor.person["id"] == self._tab.store.me["id"]
            with self._face:
                avatar(editor.person)
                text(_("You, in another window") if is_me else editor.person["name"])

    def _show(self) -> None:
        """Nothing reaches a window that is away: it would come back over what is typed there meanwhile."""
        if self._input.is_deleted or not self._tab.client.has_socket_connection:
            return
        self._is_showing = True
        self._input.value = self._saving.truth
        self._is_showing = False
        self._note.text = ""

    # what one does oneself

    def _on_focus(self) -> None:
        self._has_focus = True
        if self._editor is None:
            self._hold()

    def _on_blur(self) -> None:
        self._has_focus = False
        self._give_back()
        self._saving.hurry()
        if self._saving.typed is None:
            self._show()

    def _on_value(self, event: ValueChangeEventArguments[str | None]) -> None:
        if not self._is_showing:
            self._note.text = ""
            self._saving.type(str(event.value or ""))
            self._hold()

    def _hold(self) -> None:
        self._tab.stay.edit(self._about.name)
        if self._silence is not None:
            self._silence.cancel()
        self._silence = asyncio.get_running_loop().call_later(SILENCE, self._give_back)

    def _give_back(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
        if not self._input.is_deleted:  # else one is at another person by now
            self._tab.stay.rest(self._about.name)

    async def _resume(self) -> None:
        """Send what was typed and not sent before a reload."""
        kept = None
        with suppress(TimeoutError):  # the window has gone meanwhile
            kept = await self._tab.client.run_javascript(
                f"tasktide.draft({encode(self._about.draft)})", timeout=PATIENCE
            )
        if kept and kept != self._saving.truth and self._saving.typed is None and not self._input.is_deleted:
            self._input.value = str(kept)

    # told by the saving

    def on_saved(self) -> None:
        """The server has all that was typed."""
        self._note.text = ""
        self._tab.client.run_javascript(f"tasktide.forget({encode(self._about.draft)})")
        if not self._has_focus:
            self._show()
        self.look()

    def on_waiting(self) -> None:
        """Nobody answers; it is tried again."""
        self._note.text = _("Not saved yet: the server cannot be reached. Trying again…")

    def on_refused(self, error: DashboardError) -> None:
        """The server said no: what it has stands there again."""
        if isinstance(error, SignedOut):
            self._tab.on_end("revoked")
            return
        self._tab.toasts.complain(_("{title}: {says}").format(title=self._about.label, says=error))
        if self._saving.typed is None:
            self._show()
            self.on_saved()
