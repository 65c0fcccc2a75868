"""A task's fields, each opening its picker where it stands."""

from functools import partial
from math import isfinite

from nicegui import ui

from dashboard import texts, times
from dashboard.cards import card
from dashboard.components.elements import LEAVE_ON_ENTER, avatar, bars, box, button, field, label_pill, ring, text
from dashboard.documents import Person, Task
from dashboard.tab import Tab

CLOSED = {"done", "cancelled"}


class Properties:
    """Status, priority, assignees, labels, dates, estimate."""

    def __init__(self, tab: Tab, task: Task) -> None:
        self._tab = tab
        self._task = task
        self._values: dict[str, ui.element] = {}
        self._typed_over: str | None = None  # what stood in the estimate when the person began to type
        with box("tt-props"):
            for name, label in (
                ("status", "Status"),
                ("priority", "Priority"),
                ("assignee", "Assignees"),
                ("label", "Labels"),
            ):
                self._row(name, label)
            self._row("start", "Start date")
            self._row("due", "Due date")
            text("Estimate", "tt-pk")
            self._estimate_row()
        self.draw()

    def update(self, task: Task) -> None:
        """The task changed."""
        before, self._task = self._task, task
        if task["estimate"] != before["estimate"] and self._typed_over is None:
            self._estimate.value = _number(task["estimate"])
        self.draw()

    def draw(self) -> None:
        """Show what holds now; names and colours as the store knows them."""
        now, known = self._task, self._tab.store.cards.get(self._task["id"])
        shown = known if known is not None and known["version"] >= now["version"] else card(now)
        self._fill("status", lambda: (ring(shown["category"]), text(shown["status_name"])))
        self._fill("priority", lambda: (bars(now["priority"]), text(texts.PRIORITY[now["priority"]])))
        self._fill("assignee", lambda: _people(shown["assignees"]))
        self._fill("label", lambda: [label_pill(one) for one in shown["labels"]] or _none("None"))
        self._fill("start", lambda: self._day(now["start_at"]))
        late = bool(now["due_at"]) and times.is_past(now["due_at"] or "") and now["status"]["category"] not in CLOSED
        self._fill("due", lambda: self._day(now["due_at"], "tt-late" if late else ""))

    def _row(self, name: str, label: str) -> None:
        text(label, "tt-pk")
        made = button("tt-pv").mark(f"property-{name}")
        made.props["aria-label"] = label
        made.props["data-property"] = name
        if self._tab.can_write:
            made.on("click", partial(self._pick, name), [])
        with made:
            self._values[name] = box("tt-contents")

    async def _pick(self, name: str) -> None:
        shown = self._tab.store.cards.get(self._task["id"]) or card(self._task)
        anchor = self._values[name].parent_slot
        await self._tab.pick(name, shown, anchor.parent if anchor else None)

    def _fill(self, name: str, paint: object) -> None:
        place = self._values[name]
        place.clear()
        with place:
            paint()  # type: ignore[operator]

    def _day(self, instant: str | None, classes: str = "") -> None:
        if instant is None:
            _none("None")
        else:
            made = text(times.short_day(instant, self._tab.here), classes)
            made.props["title"] = times.exact(instant, self._tab.here)

    def _estimate_row(self) -> None:
        with box("tt-pv tt-number-input"):
            self._estimate = field("None", value=_number(self._task["estimate"]), label="Estimate").props(
                "inputmode=decimal"
            )
            if not self._tab.can_write:
                self._estimate.props("readonly")
            self._estimate.on("keydown.enter", js_handler=LEAVE_ON_ENTER)
            self._estimate.on("focus", self._begin_estimate, [])
            self._estimate.on("blur", self._save_estimate, [])

    def _begin_estimate(self) -> None:
        self._typed_over = self._estimate.value

    async def _save_estimate(self) -> None:
        before, self._typed_over = self._typed_over, None
        if self._estimate.value == before:
            self._estimate.value = _number(self._task["estimate"])
            return
        typed = (self._estimate.value or "").strip().replace(",", ".")
        estimate = _read_number(typed) if typed else None
        if typed and estimate is None:
            self._tab.toasts.complain("The estimate must be a number.")
            self._estimate.value = _number(self._task["estimate"])
            return
        if (
            estimate != self._task["estimate"]
            and await self._tab.change(self._task["id"], {"estimate": estimate}) is None
        ):
            self._estimate.value = _number(self._task["estimate"])


def _people(people: list[Person]) -> None:
    for person in people:
        avatar(person)
        text(person["name"])
    if not people:
        _none(texts.NOBODY)


def _none(word: str) -> ui.element:
    return text(word, "tt-empty-value")


def _read_number(typed: str) -> float | None:
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _number(estimate: float | None) -> str:
    return "" if estimate is None else f"{estimate:g}"
