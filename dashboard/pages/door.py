"""What all entrance pages are made of: a column with a form, or with a notice."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from dashboard.components.elements import box, icon, link, logo, text, text_button
from dashboard.components.form_field import FormField
from dashboard.errors import DashboardError, Refused
from dashboard.language import _

Work = Callable[["Form"], Awaitable[None]]


class Form:
    """A column of labelled fields, each with its complaint, and one button."""

    def __init__(self, title: str, lead: str, submit: str, work: Work, *, told: str = "") -> None:
        self._work = work
        self._is_busy = False
        self.fields: dict[str, FormField] = {}
        with box("tt-door"), ui.element("form").props("novalidate method=post") as form:
            logo(big=True)
            text(title, tag="h1")
            text(lead, tag="p")
            if told:
                with box("tt-told").props("role=status"):
                    icon("circle-alert")
                    text(told)
            self.body = box("")
            self._error = text("", "tt-complaint", "div").props("role=alert")
            self._button = text_button(submit, classes="tt-wide").props("type=submit")
            self.foot = box("")
        form.on("submit.prevent", self.submit, [])

    def add(
        self,
        name: str,
        label: str,
        *,
        kind: str = "text",
        complete: str = "off",
        placeholder: str = "",
        value: str = "",
    ) -> ui.input:
        """A field."""
        made = FormField(label, name, kind=kind, complete=complete, placeholder=placeholder, value=value)
        self.fields[name] = made
        return made.input

    def value(self, name: str) -> str:
        """What was typed; a password with its blanks."""
        field = self.fields[name]
        return field.raw if name == "password" else field.value

    def require(self, messages: dict[str, str]) -> bool:
        """Whether all these fields are filled; the others are complained about."""
        for name, message in messages.items():
            self.fields[name].complain("" if self.value(name) else message)
        return all(self.value(name) for name in messages)

    def finish(self, message: str) -> None:
        """Its work is done: a sentence in the place of fields and button."""
        self.fields.clear()
        self.body.clear()
        self._button.delete()
        with self.body:
            text(message, tag="p").props("role=status")

    async def submit(self) -> None:
        """Do the form's work once; what goes wrong is said beside the field that it is about."""
        if self._is_busy:
            return
        self._is_busy = True
        self._error.text = ""
        self._button.props["aria-busy"] = "true"
        for field in self.fields.values():
            field.complain("")
        try:
            await self._work(self)
        except DashboardError as error:
            self._show(error)
        finally:
            self._is_busy = False
            self._button.props["aria-busy"] = "false"
        ui.run_javascript("document.querySelector('.tt-door .tt-wrong input')?.focus()")

    def _show(self, error: DashboardError) -> None:
        taken = [field.take(error) for field in self.fields.values() if isinstance(error, Refused)]
        if not any(taken):
            token = error.field("token") if isinstance(error, Refused) else ""
            self._error.text = _("This link {token}.").format(token=token) if token else str(error)


def notice(title: str, lead: str, *, path: str = "/", label: str = "", more: str = "") -> None:
    """A page that says something and leads on."""
    with box("tt-door"), box(""):
        logo(big=True)
        text(title, tag="h1")
        text(lead, tag="p")
        if more:
            text(more, tag="p")
        with link(path, "tt-btn tt-wide").props(remove="data-go"):
            text(label)
