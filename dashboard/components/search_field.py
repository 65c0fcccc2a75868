"""The field in which the query language is written: completions while one types, mistakes told where they are."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard.components.elements import box, button, field, icon, icon_button, named, text
from dashboard.language import _
from dashboard.names import Nameable
from dashboard.selection import fault
from dashboard.tab import Tab
from query.complete import Completion, complete
from query.errors import QueryError

PAUSE = 0.3  # seconds without a key before the list follows
MOST = 9
# Python counts characters, the browser counts units of UTF-16.
AT = (
    "() => { const f = document.activeElement;"
    " emit({value: f.value, at: [...f.value.slice(0, f.selectionStart)].length}) }"
)
MOVE = (
    "(e) => {{ if (document.getElementById('{list}')?.children.length && !e.isComposing) {{"
    " e.preventDefault(); emit(e.key) }} else if (e.key === 'Enter' && !e.isComposing) emit('go') }}"
)


class SearchField:
    """`changed` gets the text once it is a query, or empty."""

    def __init__(self, tab: Tab, changed: Callable[[str], Awaitable[None]]) -> None:
        self._tab = tab
        self._changed = changed
        self._typed = 0
        self._at = 0
        self._found: list[Completion] = []
        with box("tt-find") as self.root:
            icon("search")
            self._field = field(_("Filter: words, status:doing, due:<7d …"), label=_("Filter")).classes("tt-words")
            self._clearer = icon_button("x", _("Clear the filter"), self._clear, "tt-find-x")
            self._list = box("tt-offers").props("role=listbox " + named(_("Completions")))
        self._fault = box("tt-fault").props("role=alert")
        self._wire()

    def show(self, q: str) -> None:
        """What the URL says; what is being typed stays."""
        if q != (self._field.value or "").strip():
            self._field.value = q
        self._clearer.set_visibility(bool(q))
        self._tell(fault(q, self._tab.store) if q else None, q)

    def again(self, q: str) -> None:
        """The names in the query may mean something else now. What is being typed stays, be it a query yet or not."""
        if q == (self._field.value or "").strip():
            self.show(q)

    def _wire(self) -> None:
        self._field.props(f'aria-autocomplete=list aria-controls="{self._list.html_id}"')
        self._field.on("update:model-value", self._on_input, js_handler=AT)
        self._field.on("focus", self._on_input, js_handler=AT)
        self._field.on("blur", self._leave, [])
        for key in ("down", "up", "enter", "tab"):
            self._field.on(f"keydown.{key}", self._on_key, js_handler=MOVE.format(list=self._list.html_id))
        self._field.on("keydown.escape", self._escape, [])

    async def _on_input(self, event: GenericEventArguments) -> None:
        words, at = str(event.args["value"]), int(event.args["at"] or 0)
        self._typed += 1
        typed = self._typed
        self._offer(complete(words, at, Nameable(self._tab.store))[:MOST] if self._is_term(words, at) else [])
        await asyncio.sleep(PAUSE)
        if typed == self._typed:
            await self._go(words)

    def _is_term(self, words: str, at: int) -> bool:
        """Whether completions help here: in an empty field, or once the word under the cursor has begun."""
        return not words or (at > 0 and not words[at - 1].isspace())

    async def _go(self, words: str) -> None:
        words = words.strip()
        wrong = fault(words, self._tab.store)
        self._tell(wrong, words)
        self._clearer.set_visibility(bool(words))
        if wrong is None and words != self._tab.q:
            await self._changed(words)

    async def _on_key(self, event: GenericEventArguments) -> None:
        match str(event.args):
            case "ArrowDown":
                self._mark(self._at + 1)
            case "ArrowUp":
                self._mark(self._at - 1)
            case "Enter" | "Tab" if self._found and self._at >= 0:
                await self._take(self._found[self._at])
            case _:
                self._offer([])
                await self._go(self._field.value or "")

    async def _take(self, chosen: Completion) -> None:
        words = self._field.value or ""
        is_begun = chosen.text.endswith((":", "."))
        rest = words[chosen.end :].lstrip()
        start = f"{words[: chosen.start]}{chosen.text}{'' if is_begun else ' '}"
        self._field.value = start + rest
        self._typed += 1
        place = len(start.encode("utf-16-le")) // 2
        ui.run_javascript(
            f"const f=document.querySelector('.tt-words input');"
            f"f.focus();requestAnimationFrame(()=>f.setSelectionRange({place},{place}))"
        )
        if is_begun:
            self._offer(complete(start, len(start), Nameable(self._tab.store))[:MOST])
        else:
            self._offer([])
            await self._go(start + rest)

    def _offer(self, found: list[Completion]) -> None:
        self._found, self._at = found, -1
        self._list.clear()
        with self._list:
            for place, one in enumerate(found):
                self._line(place, one)

    def _line(self, place: int, one: Completion) -> None:
        async def taken() -> None:
            await self._take(one)

        made = button("tt-item", None).props("role=option tabindex=-1")
        # before the field loses the focus
        made.on("mousedown", taken, [], js_handler="(e) => { e.preventDefault(); emit() }")
        made.props["data-place"] = str(place)
        with made:
            text(one.text, "tt-code")
            text(one.label if one.label.lower() != one.text.lower() else one.kind, "tt-hint")

    def _mark(self, place: int) -> None:
        if not self._found:
            return
        self._at = place % len(self._found)
        for made in self._list.default_slot.children:
            is_here = made.props["data-place"] == str(self._at)
            made.classes(add="tt-on" if is_here else "", remove="" if is_here else "tt-on")
            made.props["aria-selected"] = "true" if is_here else "false"

    async def _leave(self) -> None:
        self._offer([])
        await self._go(self._field.value or "")

    def _escape(self) -> None:
        self._offer([])

    async def _clear(self) -> None:
        self._field.value = ""
        self._typed += 1
        await self._go("")

    def _tell(self, wrong: QueryError | None, words: str) -> None:
        self._fault.clear()
        self._fault.set_visibility(wrong is not None)
        if wrong is None:
            return
        bad = words[wrong.at :].split(" ", 1)[0]
        with self._fault:
            icon("circle-alert")
            with box("tt-fault-q", "code"):
                text(words[: wrong.at])
                text(bad or " ", tag="mark")
                text(words[wrong.at + len(bad) :])
            text(wrong.message)
