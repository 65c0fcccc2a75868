"""The custom fields of a task's project, each edited where it stands by what fits its type."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast

from nicegui import ui

from dashboard import times
from dashboard.calls.task import FieldValue
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import avatar, dot, icon, text
from dashboard.components.row import Row, nothing
from dashboard.components.sheet import Sheet
from dashboard.components.typed_value import TypedValue
from dashboard.documents import CustomField, Option
from dashboard.language import _
from dashboard.numbers import number_text, read_number


class CustomFields:
    """One row for each that is in use; `place` holds them."""

    def __init__(self, sheet: Sheet, place: ui.element) -> None:
        self._sheet = sheet
        self._place = place
        self._typed: dict[str, TypedValue] = {}
        self._rows: dict[str, tuple[Row, CustomField]] = {}
        self.build()

    def build(self) -> None:
        """Make the rows anew: fields came, went or changed. Nobody is disturbed who is typing."""
        if any(one.is_typing for one in self._typed.values()):
            return
        self._typed, self._rows = {}, {}
        self._place.clear()
        with self._place:
            for one in self._fields():
                self._build_row(one)
        self.draw()

    def draw(self) -> None:
        """Show what holds now."""
        values = self._sheet.task["fields"]
        for key, typed in self._typed.items():
            typed.update(_typed_text(values.get(key)))
            typed.draw()
        for key, (row, one) in self._rows.items():
            row.fill(partial(self._paint, one, values.get(key)))

    def _fields(self) -> list[CustomField]:
        project = self._sheet.task["project_id"]
        mine = [one for one in self._sheet.store.fields.by_id.values() if one["project_id"] == project]
        used = [one for one in mine if one["archived_at"] is None]
        return sorted(used, key=lambda one: (one["position"].encode(), one["id"]))

    def _build_row(self, one: CustomField) -> None:
        key, is_number = one["key"], one["type"] == "number"
        if one["type"] in {"text", "number"}:
            value = _typed_text(self._sheet.task["fields"].get(key))
            save = partial(self._save_number if is_number else self._save_text, key)
            self._typed[key] = TypedValue(self._sheet, f"field.{key}", one["name"], value, save, is_number=is_number)
        else:
            choose = partial(self._choose, one) if self._sheet.can_write else None
            self._rows[key] = Row(f"field-{key}", one["name"], choose, is_optional=True), one

    # showing

    def _paint(self, one: CustomField, value: FieldValue | None) -> None:
        if one["type"] == "checkbox":
            icon("square-check" if value else "square")
            text(_("Yes") if value else _("No"), "" if value else "tt-empty-value")
        elif value is None or value == []:
            nothing()
        elif one["type"] == "date":
            text(
                times.short_day(
                    times.start_of(date.fromisoformat(str(value)), self._sheet.tab.here), self._sheet.tab.here
                )
            )
        elif one["type"] == "person":
            self._paint_person(str(value))
        else:
            self._paint_options(one, value)

    def _paint_person(self, person_id: str) -> None:
        person = next((one for one in self._sheet.people() if one["id"] == person_id), None)
        avatar(person)
        text(person["name"] if person else _("Somebody who has left")).props("dir=auto")

    def _paint_options(self, one: CustomField, value: FieldValue) -> None:
        chosen = value if isinstance(value, list) else [str(value)]
        for option in (option for option in one["options"] if option["key"] in chosen):
            _dot(option)
            text(option["name"]).props("dir=auto")

    # changing

    async def _choose(self, one: CustomField, anchor: ui.element) -> None:
        key = one["key"]
        value = self._sheet.task["fields"].get(key)
        match one["type"]:
            case "checkbox":
                await self._set(key, None if value else True)
            case "date":
                here = self._sheet.tab.here
                chosen = times.start_of(date.fromisoformat(str(value)), here) if value else None
                pickers.date_menu(anchor, self._sheet.tab, chosen, partial(self._set_day, key), one["name"])
            case "person":
                items = partial(pickers.person_items, self._sheet.people(), {str(value)}, self._sheet.me)
                await self._pick(anchor, one, items)
            case _:
                await self._pick(anchor, one, partial(self._option_items, one))

    async def _pick(self, anchor: ui.element, one: CustomField, items: Callable[[], list[Item]]) -> None:
        with anchor:
            stays = one["type"] == "multi_select"
            await pickers.choose(anchor, items, partial(self._picked, one), stays=stays, title=one["name"])

    def _option_items(self, one: CustomField) -> list[Item]:
        value = self._sheet.task["fields"].get(one["key"])
        chosen = value if isinstance(value, list) else [value]
        return [
            Item(option["key"], option["name"], partial(_dot, option), is_chosen=option["key"] in chosen)
            for option in one["options"]
        ]

    async def _picked(self, one: CustomField, value: str) -> None:
        now = self._sheet.task["fields"].get(one["key"])
        if one["type"] == "multi_select":
            before = now if isinstance(now, list) else []
            after = [other for other in before if other != value] if value in before else [*before, value]
            await self._set(one["key"], cast("FieldValue", after))
        else:
            await self._set(one["key"], None if value == now else value)

    async def _set_day(self, key: str, day: date | None) -> None:
        await self._set(key, day.isoformat() if day else None)

    async def _save_text(self, key: str, typed: str) -> bool:
        return await self._set(key, typed or None)

    async def _save_number(self, key: str, typed: str) -> bool:
        number = read_number(typed) if typed else None
        if typed and number is None:
            self._sheet.tab.toasts.complain(_("This must be a number."))
            return False
        return await self._set(key, number)

    async def _set(self, key: str, value: FieldValue | None) -> bool:
        is_taken = await self._sheet.change({"fields": {key: value}})
        self.draw()
        return is_taken


def _dot(option: Option) -> ui.element:
    return dot(option["color"] or "var(--grey)", "tt-dot")


def _typed_text(value: FieldValue | None) -> str:
    return number_text(value) if isinstance(value, int | float) else str(value or "")
