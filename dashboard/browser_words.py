"""The messages of the scripts: `word("…")` and `plural("…", "…", n)` in them, in English as in the code.

Other languages go before the scripts of the page (static/boot.js reads them), so English costs nothing on the way.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dashboard import catalogue, language

FOLDERS = ("static", "components")
_TEXT = r"""(?P<{0}_quote>["'])(?P<{0}>(?:(?!(?P={0}_quote))[^\\\n])*)(?P={0}_quote)"""
_WORD = rf"word\(\s*{_TEXT.format('message')}"
_PLURAL = rf"plural\(\s*{_TEXT.format('one')},\s*{_TEXT.format('many')}"
CALL = re.compile(rf"\b(?:{_WORD}|{_PLURAL})")


def scripts() -> list[Path]:
    """All that the browser is given."""
    here = Path(__file__).parent
    return sorted(path for folder in FOLDERS for path in (here / folder).glob("*.js"))


def messages(source: str) -> Iterator[tuple[str, ...]]:
    """The messages of a script: one text, or one and many."""
    for found in CALL.finditer(source):
        yield (found["message"],) if found["message"] is not None else (found["one"], found["many"])


def prelude() -> str:
    """The script that goes before all others: nothing in English."""
    if language.tag() == catalogue.ENGLISH:
        return ""
    said: dict[str, str | list[str]] = {}
    for path in scripts():
        for message in messages(path.read_text(encoding="utf-8")):
            is_one = len(message) == 1
            said[message[0]] = (
                language.words.gettext(*message) if is_one else catalogue.plural_forms(language.words, *message)
            )
    told = json.dumps({"language": language.tag(), "words": said}, ensure_ascii=False)
    return f"window.tasktideWords = {{ ...{told}, plural: (n) => Number({catalogue.plural_rule(language.words)}) }};\n"
