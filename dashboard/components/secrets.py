"""What a field for a password has beside it: a button that shows it, a word when Caps Lock is on."""

from nicegui import ui

from dashboard.components.elements import button, icon, text
from dashboard.language import _

# in the browser alone: what is typed goes nowhere for this
_TOGGLE = (
    "(e) => { const frame = e.currentTarget.closest('.tt-frame'), input = frame.querySelector('input');"
    " const shown = input.type === 'password'; input.type = shown ? 'text' : 'password';"
    " e.currentTarget.setAttribute('aria-pressed', shown); input.focus() }"
)
_CAPS = (
    "(e) => e.target.closest('.tt-frame')?.toggleAttribute('data-caps',"
    " e.getModifierState ? e.getModifierState('CapsLock') : false)"
)


def reveal(entry: ui.input) -> None:
    """Put both beside a field; inside its frame."""
    text(_("Caps Lock"), "tt-caps").props("role=status")
    with button("tt-reveal", label=_("Show the password")) as made:
        icon("eye")
        icon("eye-off")
    made.props("aria-pressed=false")
    made.on("click", js_handler=_TOGGLE)
    for key in ("keydown", "keyup"):
        entry.on(key, js_handler=_CAPS)
