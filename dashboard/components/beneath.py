"""A line of fields in which something new is named: what is wrong with one of them is said beneath the line."""

from collections.abc import Awaitable
from typing import TypeVar

from nicegui import ui

from dashboard.components.elements import text
from dashboard.components.form_field import sentence
from dashboard.errors import DashboardError, FieldError, Refused, SignedOut
from dashboard.tab import Tab

T = TypeVar("T")
MISSHAPEN = "string_pattern_mismatch"  # as the API names it; its words are a pattern


class Beneath:
    """`fields` by the API's names; where it names none of them, the first is meant. `forms` says in words how one has
    to look."""

    def __init__(self, tab: Tab, fields: dict[str, ui.input], forms: dict[str, str] | None = None) -> None:
        self._tab = tab
        self._fields = fields
        self._forms = forms or {}
        self._complaint = text("", "tt-complaint tt-beneath", "div").props("role=alert")
        for made in fields.values():
            made.props["aria-describedby"] = self._complaint.html_id
            made.on_value_change(lambda: self.say(""))

    async def attempt(self, work: Awaitable[T]) -> T | None:
        """Do it; if it is refused say why beneath the field, and give None."""
        try:
            return await work
        except SignedOut:
            self._tab.on_end("revoked")
        except Refused as error:
            mine = [fault for fault in error.fields if fault.name in self._fields]
            self.say(self._words(mine[0]) if mine else str(error), mine[0].name if mine else "")
        except DashboardError as error:
            self._tab.toasts.complain(str(error))
        return None

    def say(self, message: str, name: str = "") -> None:
        """What is wrong, and with which field; nothing, once something else is typed."""
        if self._complaint.is_deleted:  # one has gone elsewhere meanwhile
            return
        wrong = self._fields.get(name) or next(iter(self._fields.values()))
        for made in self._fields.values():
            is_wrong = bool(message) and made is wrong
            made.props["aria-invalid"] = "true" if is_wrong else "false"
            for frame in made.ancestors():
                if "tt-frame" in frame.classes:
                    frame.classes(add="tt-wrong" if is_wrong else "", remove="" if is_wrong else "tt-wrong")
        self._complaint.text = message

    def _words(self, fault: FieldError) -> str:
        known = self._forms.get(fault.name, "") if fault.kind == MISSHAPEN else ""
        return known or sentence(fault.message)
