"""The small parts: text, icons, buttons, avatars, rings, bars, pills."""

import inspect
import json
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from dashboard import texts
from dashboard.documents import Category, LabelRef, Person, Priority

Action = Callable[[], Awaitable[None] | None]

# an Enter that picks a word of an input method is not meant for us, nor is one that is held down
ON_ENTER = "(e) => { if (!e.isComposing && !e.repeat) emit() }"
LEAVE_ON_ENTER = "(e) => { if (!e.isComposing) { e.preventDefault(); e.target.blur() } }"

LOGO = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"'
    ' aria-hidden="true"><path d="M2.5 9.5c3.2-4.2 6.3-4.2 9.5 0s6.3 4.2 9.5 0"/>'
    '<path d="M2.5 16.5c3.2-4.2 6.3-4.2 9.5 0s6.3 4.2 9.5 0" opacity=".55"/></svg>'
)


class Text(TextElement):
    """Text in any tag; never interpreted as HTML."""

    def __init__(self, content: str, tag: str = "span") -> None:
        super().__init__(tag=tag, text=content)


def box(classes: str = "", tag: str = "div") -> ui.element:
    """A plain element."""
    return ui.element(tag).classes(classes)


def named(label: str) -> str:
    """What screen readers call an element, as one of its `props`."""
    return f"aria-label={json.dumps(label)}"


def text(content: str, classes: str = "", tag: str = "span") -> Text:
    """A piece of text."""
    made: Text = Text(content, tag).classes(classes)
    return made


def icon(name: str, classes: str = "") -> ui.element:
    """A Lucide icon from static/icons.css."""
    return ui.element("i").classes(f"tt-icon tt-icon-{name} {classes}").props("aria-hidden=true")


def picture(label: str, classes: str = "") -> ui.element:
    """What is drawn inside it means these words."""
    made = box(classes, "span").props("role=img")
    made.props["aria-label"] = made.props["title"] = label
    return made


def button(classes: str, action: Action | None = None, *, label: str = "") -> ui.element:
    """A native button; `label` is what screen readers say when it holds no text."""
    made = ui.element("button").classes(f"tt {classes}").props("type=button")
    if label:
        made.props["aria-label"] = label
        made.props["title"] = label
    if action is not None:
        made.on("click", once(action), [])
    return made


def once(action: Action) -> Action:
    """The same action, deaf while it is at work: who clicks twice means it once."""
    is_busy = False

    async def finish(work: Awaitable[None]) -> None:
        nonlocal is_busy
        is_busy = True
        try:
            await work
        finally:
            is_busy = False

    def guarded() -> Awaitable[None] | None:
        if is_busy:
            return None
        work = action()
        # not all that can be awaited: `dialog.close` gives the dialog, and awaiting that opens it again
        return finish(work) if inspect.iscoroutine(work) else None

    return guarded


def on_enter(made: ui.element, action: Action) -> None:
    """Do something on Enter in a field."""
    made.on("keydown.enter", once(action), [], js_handler=ON_ENTER)


def icon_button(name: str, label: str, action: Action | None = None, classes: str = "") -> ui.element:
    """A square button with an icon."""
    made = button(f"tt-ib {classes}", action, label=label)
    with made:
        icon(name)
    return made


def text_button(label: str, action: Action | None = None, *, classes: str = "", icon_name: str = "") -> ui.element:
    """A button with words on it."""
    made = button(f"tt-btn {classes}", action)
    with made:
        if icon_name:
            icon(icon_name)
        text(label)
    return made


def link(href: str, classes: str = "") -> ui.element:
    """A link within the dashboard: a plain click changes the page without a reload."""
    made = ui.element("a").classes(f"tt {classes}").props("data-go")
    made.props["href"] = href
    return made


def logo(*, big: bool = False) -> None:
    """Tasktide's mark."""
    ui.html(LOGO, sanitize=False, tag="span").classes("tt-logo tt-big" if big else "tt-logo")


def initials(name: str) -> str:
    """Two letters for a person."""
    words = name.split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def hue(person_id: str) -> int:
    """One of six tints, the same everywhere for the same person."""
    try:
        return int(person_id[-2:], 16) % 6
    except ValueError:
        return 0


def avatar(person: Person | None, classes: str = "") -> ui.element:
    """A person's initials, tinted, below the picture if there is one (`tasktide.pictures`); a dashed circle for
    nobody."""
    if person is None:
        return box(f"tt-av tt-av-none {classes}", "span").props("aria-hidden=true")
    made = text(initials(person["name"]), f"tt-av tt-av{hue(person['id'])} {classes}").props("aria-hidden=true")
    made.props["title"] = person["name"]
    made.props["data-face"] = person["id"]
    return made


def ring(category: Category) -> ui.element:
    """A status: dashed, empty, half, full, crossed."""
    return ui.element("i").classes(f"tt-st tt-st-{category}").props("aria-hidden=true")


def bars(priority: Priority) -> ui.element:
    """A priority."""
    made = box(f"tt-pr tt-pr-{priority}", "span").props("role=img")
    made.props["aria-label"] = texts.PRIORITY[priority]
    with made:
        for _bar in range(3):
            ui.element("i")
    return made


def label_pill(label: LabelRef) -> ui.element:
    """A label with its dot."""
    made = text(label["name"], "tt-label")
    made.style["--c"] = label["color"]
    return made


def dot(color: str, classes: str = "tt-square") -> ui.element:
    """A coloured spot."""
    made = box(classes, "i").props("aria-hidden=true")
    made.style["--c"] = color
    return made


def field(placeholder: str = "", *, value: str = "", label: str = "", password: bool = False) -> ui.input:
    """A bare text field."""
    made = (
        ui.input(placeholder=placeholder, value=value, password=password).props("borderless dense").classes("tt-input")
    )
    if label or placeholder:
        made.props["aria-label"] = label or placeholder
    return made


def area(placeholder: str = "", *, value: str = "", label: str = "") -> ui.textarea:
    """A bare text field of several lines that grows."""
    made = ui.textarea(placeholder=placeholder, value=value).props("borderless dense autogrow").classes("tt-input")
    made.props["aria-label"] = label or placeholder
    return made


def empty(icon_name: str, title: str, advice: str) -> ui.element:
    """What stands where nothing is yet: what it is, and what to do first. Add a button inside."""
    made = box("tt-empty")
    with made:
        icon(icon_name)
        text(title, tag="h2")
        text(advice, tag="p")
    return made
