"""The catalogue of a language: `<language>/LC_MESSAGES/tasktide.mo` (gettext) in the folder of catalogues."""

import re
import struct
from gettext import GNUTranslations, NullTranslations, c2py, translation
from pathlib import Path
from string import Formatter

from config.settings import ConfigurationError

LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"
DOMAIN = "tasktide"
ENOUGH = 1000  # numbers up to which every form of every language occurs
_RULE = re.compile(r"\bplural\s*=\s*(?P<rule>[^;]+)")


def read(language: str, folder: Path | None = None) -> NullTranslations:
    """The messages of a language; raises `ConfigurationError` when it has no catalogue that can be used."""
    if language == ENGLISH:
        return NullTranslations()
    folder = folder or LOCALES
    try:
        words = translation(DOMAIN, folder, [language])
        _check(words)
    except FileNotFoundError:
        wanted = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        raise ConfigurationError(f"TASKTIDE_LANGUAGE: there is no {wanted}") from None
    except (OSError, ValueError, struct.error) as error:
        raise ConfigurationError(f"TASKTIDE_LANGUAGE: the catalogue of {language} is broken ({error})") from None
    return words


def _check(words: GNUTranslations) -> None:
    """What a message is filled with must be there under the same names in every language."""
    for key, said in words._catalog.items():  # type: ignore[attr-defined]  # noqa: SLF001  # gettext shows it nowhere
        message = str(key[0] if isinstance(key, tuple) else key)
        unknown = _names(said) - _names(message) if message else set()  # without one it is the head
        if unknown:
            raise ValueError(f"“{message}” has no {{{min(unknown)}}}")


def _names(message: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(message) if name is not None}


def plural_rule(words: NullTranslations) -> str:
    """Which form a number `n` takes, as catalogues say it: an expression of C, and of JavaScript."""
    found = _RULE.search(words.info().get("plural-forms", ""))
    return found["rule"] if found else "n != 1"


def plural_forms(words: NullTranslations, one: str, many: str) -> list[str]:
    """All forms of a message, in the order of the rule's numbers."""
    form_of = c2py(plural_rule(words))
    # from above, so that the first number of each form is the one that is kept: where nothing is translated, it tells
    found = {form_of(count): words.ngettext(one, many, count) for count in reversed(range(ENOUGH))}
    return [found.get(form, many) for form in range(max(found) + 1)]
