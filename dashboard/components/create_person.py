"""Making a person: somebody to whom tasks can be given before they sign up."""

from nicegui import ui

from dashboard.calls.people import make_person
from dashboard.components.chooser import dialog
from dashboard.components.elements import box, field, icon_button, on_enter, text, text_button
from dashboard.errors import DashboardError, Refused, SignedOut
from dashboard.language import _
from dashboard.routes import Route
from dashboard.tab import Tab

FIELDS = {"first_name": _("First name"), "last_name": _("Last name"), "email": _("E-mail")}


def ask_for_person(tab: Tab) -> None:
    """Open the dialog."""
    CreatePerson(tab).open()


class CreatePerson:
    """Two names and perhaps an address; what is wrong is said beside the field that it is about."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._inputs: dict[str, ui.input] = {}
        self._complaints: dict[str, ui.label] = {}
        self._is_sent = False  # the dialog can still be clicked while it fades away
        with tab.client.layout:
            self._frame, card = dialog("tt-small", _("Create user"))
        with card:
            self._build()

    def open(self) -> None:
        """Show it."""
        self._frame.open()

    def _build(self) -> None:
        with box("tt-dh"):
            text(_("Create user"), tag="h2")
            box("tt-spacer")
            icon_button("x", _("Close"), self._frame.close)
        with box("tt-create"):
            text(
                _("They can be given tasks at once, and are invited or sign up with the address later."), "tt-lead", "p"
            )
            with box("tt-two"):
                self._field("first_name").props("autofocus maxlength=120")
                self._field("last_name").props("maxlength=120")
            self._field("email").props("type=email maxlength=254").props["placeholder"] = _("Optional")
        with box("tt-df"):
            box("tt-spacer")
            text_button(_("Cancel"), self._frame.close, classes="tt-plain")
            text_button(_("Create user"), self._submit)

    def _field(self, name: str) -> ui.input:
        with box("tt-field"):
            caption = text(FIELDS[name], tag="label")
            with box("tt-frame"):
                made = self._inputs[name] = field(label=FIELDS[name]).props("autocomplete=off")
            caption.props["for"] = made.html_id
            self._complaints[name] = ui.label().classes("tt-complaint").props("role=alert")
        on_enter(made, self._submit)
        return made

    async def _submit(self) -> None:
        body = {name: value for name, made in self._inputs.items() if (value := str(made.value or "").strip())}
        self._complain({} if "first_name" in body else {"first_name": _("Please enter a first name.")})
        if "first_name" not in body or self._is_sent:
            return
        self._is_sent = True
        try:
            await self._make(body)
        except SignedOut:
            self._tab.on_end("revoked")
        except DashboardError as error:
            self._is_sent = False
            self._refused(error)

    async def _make(self, body: dict[str, str]) -> None:
        tab = self._tab
        made = await make_person(tab.api, tab.store.workspace["id"], body)
        self._frame.close()
        tab.toasts.say(_("{name} created").format(name=made["name"]))
        await tab.go(Route("people", made["id"], edit=tab.route.edit))

    def _refused(self, error: DashboardError) -> None:
        found = {name: error.field(name) for name in FIELDS} if isinstance(error, Refused) else {}
        if any(found.values()):
            self._complain({name: message[:1].upper() + message[1:] for name, message in found.items()})
        else:
            # an address that is somebody's already is told without naming the field
            self._complain({"email": str(error)})

    def _complain(self, messages: dict[str, str]) -> None:
        for name, complaint in self._complaints.items():
            complaint.text = messages.get(name, "")
