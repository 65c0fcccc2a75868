"""One person's browser with one tab, as NiceGUI simulates it: what they see, what they press, what they write."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx
from nicegui import Client, ui
from nicegui.elements.mixins.text_element import TextElement
from nicegui.outbox import Message
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from dashboard.components.cards_element import CardsElement
from tests.e2e.system import Account
from tests.flows.deck import Deck

PATIENCE = 15.0  # seconds, for a busy machine
METHOD = re.compile(r"return runMethod\((\d+), (\".*?\"), (.*)\)$", re.DOTALL)
SCRIPT = re.compile(r"tasktide\.(leave|push)\((\"(?:[^\"\\]|\\.)*\")")
TEXT = (ui.input, ui.textarea)
# What a browser would answer.
ANSWERS: dict[str, object] = {
    r"location\.origin": "http://test",
    r"tasktide\.copy\(": True,
    r"\[tasktide\.draft\(": ["", ""],
    r"tasktide\.people = .*tasktide\.edits\(\)": ["", "", "", {}],
    r"tasktide\.draft\(": "",
}


class Desk(User):
    """The person does what a browser lets them do: what is hidden or disabled they can neither press nor fill."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        super().__init__(http)
        self.address = ""
        self.decks: dict[int, Deck] = {}
        for pattern, answer in ANSWERS.items():
            self.javascript_rules[re.compile(pattern)] = partial(_answer, answer)

    def __getattribute__(self, name: str) -> Any:
        """NiceGUI's own gives the whole process the navigation of whoever was asked last; here all keep theirs."""
        return object.__getattribute__(self, name)

    # going

    async def open(self, path: str, *, clear_forward_history: bool = True) -> Client:
        """Go to a page, as by the address bar; the page before it is closed."""
        self.close()
        opened = await super().open(path, clear_forward_history=clear_forward_history)
        assert opened.request is not None
        self.address = opened.request.url.path + (f"?{opened.request.url.query}" if opened.request.url.query else "")
        return opened

    def close(self) -> None:
        """Close the tab."""
        self.decks.clear()  # elements are counted anew on each page
        if self.client is not None and not self.client.is_deleted:
            self.client.delete()

    async def sign_in(self, account: Account) -> "Desk":
        """As people do it."""
        await self.open("/login")
        await self.write("E-mail", account.email)
        await self.write("Password", account.password)
        self.submit()
        await self.is_at("/")
        return self

    async def is_at(self, path: str) -> None:
        """Wait until the address bar has this path."""
        await until(lambda: urlsplit(self.address).path == path, lambda: f"at {self.address}, not {path}")

    # seeing

    def visible(self) -> Iterator[ui.element]:
        """All that can be seen."""
        return _visible(self.current_layout)

    def texts(self) -> list[str]:
        """All that can be read."""
        return [one.text for one in self.visible() if isinstance(one, TextElement) and one.text]

    async def sees(self, words: str) -> None:
        """Wait until these words stand somewhere."""
        await until(lambda: any(words in one for one in self.texts()), lambda: f"“{words}” is not in {self.texts()}")

    async def misses(self, words: str) -> None:
        """Wait until these words stand nowhere."""
        await until(lambda: not any(words in one for one in self.texts()), lambda: f"“{words}” is still there")

    def buttons(self) -> list[str]:
        """What the buttons are called that can be pressed."""
        return [name_of(one) for one in self.visible() if is_button(one)]

    async def loses(self, name: str) -> None:
        """Wait until there is no button of this name."""
        await until(lambda: name not in self.buttons(), lambda: f"the button “{name}” is still there")

    def links(self) -> dict[str, tuple[str, bool]]:
        """Where the links lead by what is read on them, and whether they lead there without another page."""
        found = [one for one in self.visible() if one.tag == "a"]
        return {name_of(one): (str(one.props["href"]), "data-go" in one.props) for one in found}

    def fields(self) -> list[str]:
        """What the fields are called that can be filled."""
        return [name_of(one) for one in self.visible() if isinstance(one, TEXT) and not one.props.get("readonly")]

    def field(self, label: str) -> ui.input | ui.textarea:
        """The field of this name, be it read-only; of several the newest."""
        found = [one for one in self.visible() if isinstance(one, TEXT) and name_of(one) == label]
        assert found, f"no field “{label}” among {self.fields()}"
        return max(found, key=lambda one: one.id)

    def complaint(self, label: str) -> str:
        """What is said beneath a field."""
        around = next(one for one in self.field(label).ancestors() if {"tt-field", "tt-saves"} & set(one.classes))
        return " ".join(words for one in around.descendants() if "tt-complaint" in one.classes for words in _texts(one))

    def complaints(self) -> list[str]:
        """What toasts say that went wrong."""
        return [" ".join(_texts(one)) for one in self.visible() if {"tt-toast", "tt-bad"} <= set(one.classes)]

    def is_on(self, name: str) -> bool:
        """How a switch stands."""
        switch = next(one for one in self.visible() if is_button(one) and name_of(one) == name)
        return bool(switch.props["aria-checked"] == "true")

    def unread(self) -> str:
        """How much the sidebar says is unread."""
        return " ".join(words for one in self.visible() if "tt-nav-count" in one.classes for words in _texts(one))

    def in_tag(self, tag: str) -> list[str]:
        """What stands in elements of this kind."""
        return [one.text for one in self.visible() if isinstance(one, TextElement) and one.tag == tag]

    async def deck(self) -> Deck:
        """The cards on screen, loaded."""
        element = next(one for one in self.visible() if isinstance(one, CardsElement))
        deck = self.decks.setdefault(element.id, Deck(element))
        await deck.load(self.http_client)
        return deck

    # doing

    def act(self, element: ui.element) -> UserInteraction[ui.element]:
        """What can be done to one element."""
        return UserInteraction(self, {element}, None)

    async def press(self, name: str) -> None:
        """Click a button or an option by what is read on it; of several the newest."""
        await until(lambda: name in self.buttons(), lambda: f"no button “{name}” among {self.buttons()}")
        found = [one for one in self.visible() if is_button(one) and name_of(one) == name]
        pressed = max(found, key=lambda one: one.id)
        if "data-value" in pressed.props:  # an option: its list tells of the click
            self.act(next(one for one in pressed.ancestors() if one.props.get("role") == "listbox")).trigger(
                "click", pressed.props["data-value"]
            )
        else:
            self.act(pressed).click()

    async def follow(self, name: str) -> None:
        """Click a link."""
        await until(lambda: name in self.links(), lambda: f"no link “{name}” among {self.links()}")
        href, is_within = self.links()[name]
        self.emit("tasktide_go", href) if is_within else self.navigate.to(href)

    async def write(self, label: str, words: str) -> None:
        """Fill a field, in the place of what was there."""
        await until(lambda: label in self.fields(), lambda: f"no field “{label}” among {self.fields()}")
        with self:
            self.field(label).value = words

    def leave(self, label: str) -> None:
        """Go out of a field, which saves it where it saves itself."""
        self.act(self.field(label)).trigger("blur")

    def submit(self) -> None:
        """Send the form off."""
        form = next(one for one in self.visible() if one.tag == "form")
        self.act(form).trigger("submit.prevent")

    async def move(self, title: str, column: str, *, behind: str = "") -> None:
        """Drag a card of the board into a column, behind another one; it is there before anybody has agreed."""
        deck = await self.deck()
        card, after = deck.find(title), deck.find(behind)["id"] if behind else None
        told = {"id": card["id"], "from": card["status"], "to": deck.columns[column], "after": after, "before": None}
        deck.by_id[card["id"]] = {**card, "status": deck.columns[column]}
        self.act(deck.element).trigger("move", told)

    async def mark(self, *titles: str) -> None:
        """Mark cards, as `x` does."""
        deck = await self.deck()
        self.act(deck.element).trigger("mark", [deck.find(title)["id"] for title in titles])

    async def filter(self, words: str) -> None:
        """Write a filter, and press Enter."""
        await self.write("Filter", words)
        self.act(self.field("Filter")).trigger("keydown.enter", "go")

    def emit(self, event: str, args: object) -> None:
        """What the page's own script tells of the keyboard and of links."""
        self.act(self.current_layout).trigger(event, args)

    def strike(self, key: str, task: str | None = None) -> None:
        """Press a key, with the focus on a task's card if one is named."""
        self.emit("tasktide_key", {"key": key, "task": task})

    def strike_in_list(self, key: str, task: str) -> None:
        """Press a key with the focus on a task of the inbox."""
        rows = next(one for one in self.visible() if "data-list" in one.props)
        self.act(rows).trigger("keydown", {"key": key, "task": task})

    # the browser's side

    def _patch_outbox_emit_function(self) -> None:
        super()._patch_outbox_emit_function()
        outbox, told = self._client.outbox, self._client.outbox._emit

        async def heard(message: Message) -> None:
            await told(message)
            _, kind, data = message
            if kind == "run_javascript":
                await self._hear(data["code"])
            elif kind == "open":
                self.navigate.to(data["path"])

        outbox._emit = heard  # type: ignore[method-assign]

    async def _hear(self, code: str) -> None:
        if called := METHOD.match(code):
            deck = self.decks.get(int(called[1]))
            if deck is not None and json.loads(called[2]) == "reload":
                await deck.load(self.http_client, again=True)
            elif deck is not None:
                deck.hear(json.loads(called[2]), json.loads(called[3]))
        elif found := SCRIPT.match(code):
            url = str(json.loads(found[2]))
            if found[1] == "push":
                self.address = url
            else:
                self.navigate.to(url)


def _answer(answer: object, _asked: re.Match[str]) -> object:
    return answer


def is_button(element: ui.element) -> bool:
    """Whether it is a button that can be pressed."""
    return element.tag == "button" and not element.props.get("disabled")


def name_of(element: ui.element) -> str:
    """What a screen reader calls it."""
    if "aria-label" in element.props:
        return str(element.props["aria-label"])
    return " ".join(_texts(element)).strip()


def _texts(element: ui.element) -> list[str]:
    inner = [element, *element.descendants()]
    return [one.text for one in inner if isinstance(one, TextElement) and one.text]


def _visible(element: ui.element) -> Iterator[ui.element]:
    is_open = not isinstance(element, ui.dialog | ui.menu) or element.value
    if element.visible and is_open and "tt-hidden" not in element.classes:
        yield element
        for child in element:
            yield from _visible(child)


async def until(is_so: Callable[[], bool], complaint: Callable[[], str]) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, complaint()
        await asyncio.sleep(0.01)
