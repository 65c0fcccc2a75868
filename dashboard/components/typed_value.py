"""A property that is typed: saved on Enter and on leaving it, and one person's at a time."""

from collections.abc import Awaitable, Callable

from dashboard.components.elements import LEAVE_ON_ENTER, box, field, text
from dashboard.components.held import Held, holder
from dashboard.components.row import show_unset
from dashboard.components.sheet import Sheet
from dashboard.language import _

Save = Callable[[str], Awaitable[bool]]


class TypedValue:
    """`name`: of the field as presence tells it; `save` gives whether the value was taken."""

    def __init__(self, sheet: Sheet, name: str, label: str, value: str, save: Save, *, is_number: bool = False) -> None:
        self._sheet = sheet
        self._truth = value
        self._save = save
        self._before: str | None = None  # what stood there when the person began to type
        self._label = text(label, "tt-pk")
        self._label.props["title"] = label
        with box("tt-pv tt-number-input") as self._frame:
            self._field = field(_("None"), value=value, label=label).props(
                "inputmode=decimal" if is_number else "dir=auto maxlength=2000"
            )
            self._held = Held(sheet, name, label.lower(), holder())
        self._field.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
        self._field.on("focus", self._begin, [])
        self._field.on("blur", self._end, [])
        self._field.on_value_change(self._on_typed)
        self.draw()

    @property
    def is_typing(self) -> bool:
        """Whether somebody is at it."""
        return self._before is not None

    def draw(self) -> None:
        """Show whose it is, and whether there is anything."""
        show_unset(self._label, self._frame, is_unset=not self._truth and not self.is_typing)
        self._held.draw(self._field, is_typed=self._before is not None and self._field.value != self._before)

    def update(self, value: str) -> None:
        """Another value came; what is being typed stays."""
        self._truth = value
        if self._before is None:
            self._field.value = value

    def _begin(self) -> None:
        if self._sheet.can_write and self._held.other is None:
            self._before = self._truth if self._before is None else self._before
            self._held.take()

    def _on_typed(self) -> None:
        if self._field.value != self._truth:
            self._begin()

    async def _end(self) -> None:
        self._held.give_back()
        if self._before is None:
            return
        typed = (self._field.value or "").strip()
        if typed != self._before.strip():
            await self._save(typed)
        if (self._field.value or "").strip() == typed:
            self._before = None
            self._field.value = self._truth
        else:  # more was typed while this was saved
            self._before = self._truth
        self.draw()
