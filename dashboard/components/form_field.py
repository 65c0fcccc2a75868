"""A field of a form: what is missing or refused is said beneath it."""

from dashboard.components.elements import box, field, text
from dashboard.components.secrets import reveal
from dashboard.errors import Refused
from dashboard.language import _


class FormField:
    """A labelled field. `name` is what the API calls it."""

    def __init__(
        self,
        label: str,
        name: str,
        *,
        kind: str = "text",
        complete: str = "off",
        hint: str = "",
        placeholder: str = "",
        value: str = "",
    ) -> None:
        self._label = label
        self._name = name
        with box("tt-field"):
            caption = text(label, tag="label")
            with box("tt-frame") as self._frame:
                self.input = field(placeholder, value=value, label=label, password=kind == "password")
                self.input.props(f"type={kind} name={name} autocomplete={complete}")
                if kind == "password":
                    reveal(self.input)
            caption.props["for"] = self.input.html_id
            if hint:
                text(hint, "tt-set-hint", "div")
            self._complaint = text("", "tt-complaint", "div").props("role=alert")
            self.input.props["aria-describedby"] = self._complaint.html_id

    @property
    def raw(self) -> str:
        """What was typed, blanks and all."""
        return str(self.input.value or "")

    @property
    def value(self) -> str:
        """What was typed."""
        return self.raw.strip()

    def require(self) -> bool:
        """Whether something was typed; if not it says so."""
        self.complain("" if self.raw else _("Please fill in: {name}.").format(name=self._label.lower()))
        return bool(self.raw)

    def take(self, error: Refused) -> bool:
        """Show what the API says about this field; whether it said anything."""
        messages = [sentence(fault.message) for fault in error.fields if fault.name == self._name]
        self.complain(" ".join(messages))
        return bool(messages)

    def complain(self, message: str) -> None:
        """Say what is wrong."""
        self._frame.classes(add="tt-wrong" if message else "", remove="" if message else "tt-wrong")
        self.input.props["aria-invalid"] = "true" if message else "false"
        self._complaint.text = message


def sentence(message: str) -> str:
    """What the API says of a field, as a sentence of its own."""
    return message[:1].upper() + message[1:]
