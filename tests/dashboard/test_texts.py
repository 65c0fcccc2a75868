"""The texts of the dashboard: where they are, and in which languages."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from config.settings import ConfigurationError
from dashboard import catalogue
from dashboard.browser_words import CALL, scripts
from tests.dashboard.messages import ROOT, TEMPLATE, found, template

# what begins like a sentence between quotes or tags and is none: keys, loops of templates, names of the browser's own
KEYS = r"(?:(?:Enter|Escape|Tab|Home|End|Page(?:Up|Down)|(?:(?:Alt|Shift)\+)*Arrow(?:Up|Down|Left|Right))(?: |$))+"
CALLS = {"_": 0, "plural": 0, "in_context": 1}  # where in each the text stands
NO_TEXT = re.compile(rf"{KEYS}|\w+ in [\w.]+|use strict|Files|Accept|Content-Type")
WORDS = re.compile(r"""["'`>]\s*(?P<words>(?:[A-Z][a-z]+[^"'`<>{}$=;()]*|[a-z]+(?: [a-z]+)+[.…]?))\s*["'`<]""")


def test_the_template_has_the_texts_of_the_code() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "the texts have changed: run `just texts`"


def test_a_message_stands_in_the_code_as_it_is() -> None:
    """Neither made of parts nor within an f-string, where nobody who gathers messages finds it."""
    known = {message[0] for _place, message, _context in found()}
    asked = [(path.name, call) for path in ROOT.glob("dashboard/**/*.py") for call in _calls(path)]
    assert [(name, ast.unparse(call)) for name, call in asked if not _texts(call) or not _texts(call) <= known] == []


def _calls(path: Path) -> list[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [
        one for one in nodes if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in CALLS
    ]


def _texts(call: ast.Call) -> set[str]:
    """The text of the message, unless it is none."""
    text = call.args[CALLS[call.func.id]] if isinstance(call.func, ast.Name) else None
    return {text.value} if isinstance(text, ast.Constant) and isinstance(text.value, str) else set()


def test_both_forms_of_a_plural_are_filled_with_the_same() -> None:
    """Some languages use the form of one for 21, too."""
    for place, message, _context in found():
        names = [{name for _text, name, *_rest in Formatter().parse(form) if name} for form in message]
        assert names[0] == names[-1], f"{place}: {message}"


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_scripts_have_no_text_but_messages(path: Path) -> None:
    source = re.sub(r"(^|\s)//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bare = [match["words"] for match in WORDS.finditer(CALL.sub("", source))]
    assert [words for words in bare if not NO_TEXT.fullmatch(words)] == []


def _written(folder: Path, said: dict[str | tuple[str, str], str | tuple[str, ...]]) -> Path:
    made = Catalog(locale="ru")
    for message, words in said.items():
        made.add(message, words)
    place = folder / "ru/LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "tasktide.mo").open("wb") as target:
        write_mo(target, made)
    return folder


def test_a_language_has_as_many_forms_as_its_grammar(tmp_path: Path) -> None:
    one, many = "{n} task", "{n} tasks"
    words = catalogue.read("ru", _written(tmp_path, {(one, many): ("{n} задача", "{n} задачи", "{n} задач")}))
    assert [words.ngettext(one, many, count) for count in (1, 2, 5, 21)] == [
        "{n} задача",
        "{n} задачи",
        "{n} задач",
        "{n} задача",
    ]
    assert catalogue.plural_forms(words, one, many) == ["{n} задача", "{n} задачи", "{n} задач"]
    assert catalogue.plural_forms(words, "{n} day", "{n} days") == ["{n} day", "{n} days", "{n} days"]


def test_a_language_without_a_catalogue_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^TASKTIDE_LANGUAGE: there is no .*ru/LC_MESSAGES/tasktide\.mo$"):
        catalogue.read("ru", tmp_path)


def test_so_does_one_that_fills_in_what_nobody_gives(tmp_path: Path) -> None:
    folder = _written(tmp_path, {"{name} left": "{nmae} ушёл"})
    with pytest.raises(ConfigurationError, match=r"^TASKTIDE_LANGUAGE: .*“{name} left” has no {nmae}"):
        catalogue.read("ru", folder)


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_so_does_one_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    folder = _written(tmp_path, {})
    (folder / "ru/LC_MESSAGES/tasktide.mo").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"^TASKTIDE_LANGUAGE: the catalogue of ru is broken"):
        catalogue.read("ru", folder)
