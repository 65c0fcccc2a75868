"""A dashboard in a language of its own, in which every message stands in brackets: what is read without is not one.

`python -m tests.flows.brackets` takes on its input where the services are, who looks, at which pages, and the words of
the data; it tells what it read there in English. A process of its own, since the language is chosen by imports.
"""

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from config.settings import read
from dashboard.browser_words import messages, prelude, scripts
from tests.flows.conftest import dashboard
from tests.flows.desk import Desk, until

LANGUAGE = "qps"
READ = ("aria-label", "title", "placeholder", "label", "alt")
# what is called the same in every language
NAMES = {"Tasktide", "UTC"}
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
ENGLISH = re.compile(r"[A-Za-z]{2,}")


class Asked(TypedDict):
    """What the process is told: the dashboard's settings, and whose data it will see."""

    settings: dict[str, str]
    email: str
    password: str
    doors: list[str]
    pages: list[str]
    keys: dict[str, str]
    data: list[str]


def write_catalogue(template: Path, folder: Path) -> None:
    """The catalogue of a language in which every text is the English one in brackets."""
    catalog = Catalog(locale="en")
    with template.open("rb") as source:
        for message in read_po(source):
            if message.id:
                one = message.id
                said = f"⟦{one}⟧" if isinstance(one, str) else tuple(f"⟦{form}⟧" for form in one)
                catalog.add(one, said, context=message.context)
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "tasktide.mo").open("wb") as made:
        write_mo(made, catalog)


async def look(asked: Asked) -> dict[str, list[str]]:
    """What is read in English, by page."""
    async with dashboard(read(asked["settings"])) as settle:
        # a task of its own: NiceGUI keeps the page that was opened last as that of the task
        return await asyncio.create_task(Visit(settle(), asked["data"]).go(asked))


class Visit:
    """Somebody who looks at everything; what they read that is no message, by where it was."""

    def __init__(self, desk: Desk, data: list[str]) -> None:
        self._desk, self._data = desk, data
        self._found: dict[str, list[str]] = {}

    async def go(self, asked: Asked) -> dict[str, list[str]]:
        """From the doors through all pages, and what keys open on the first of them."""
        desk = self._desk
        for path in asked["doors"]:
            await desk.open(path)
            self._note(path)
        await self._sign_in(asked)
        for path in asked["pages"]:
            await desk.open(path)
            await desk.sees("⟦Live⟧")
            self._note(path)
        self._note_scripts()
        for key, title in asked["keys"].items():
            desk.strike(key)
            await self._reads(title)
            self._note(key)
        return self._found

    async def _sign_in(self, asked: Asked) -> None:
        await self._desk.open("/login")
        await self._desk.write("⟦E-mail⟧", asked["email"])
        await self._desk.write("⟦Password⟧", asked["password"])
        self._desk.submit()
        await self._desk.is_at("/")

    def _note_scripts(self) -> None:
        served = prelude()
        said = [message[0] for path in scripts() for message in messages(path.read_text(encoding="utf-8"))]
        bare = [message for message in said if f'"⟦{message}⟧"' not in served]
        self._found.update({"scripts": bare} if bare else {})

    async def _reads(self, title: str) -> None:
        await until(lambda: title in self._words(), lambda: f"{title} is not in {self._words()}")

    def _note(self, place: str) -> None:
        bare = sorted(words for words in self._words() if english(words, self._data))
        self._found.update({place: bare} if bare else {})

    def _words(self) -> set[str]:
        return {words for one in self._desk.visible() for words in words_of(one)}


def words_of(element: ui.element) -> Iterator[str]:
    """What is read on it, or said of it."""
    if isinstance(element, TextElement):
        yield element.text
    yield from (str(element.props[name]) for name in READ if name in element.props)
    for group in [*element.props.get("columns", []), *element.props.get("groups", [])]:
        yield group["name"]


def english(words: str, data: list[str]) -> bool:
    """Whether something in it is neither a message nor somebody's own."""
    before = ""
    while before != words:
        before, words = words, BRACKETS.sub("", words)
    for own in sorted(data, key=len, reverse=True):
        words = words.replace(own, "")
    return bool(set(ENGLISH.findall(words)) - NAMES)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(look(json.load(sys.stdin)))))
