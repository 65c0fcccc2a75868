"""What people read. English stands in the code as the message; `locale/tasktide.pot` has all of it in one place.

One language for the whole installation: `TASKTIDE_LANGUAGE` names it, `TASKTIDE_LOCALES` says where its catalogue lies,
if not in this folder. It is read when this module is, so that constants of modules may be messages, too.
"""

from collections.abc import Sequence

from config.settings import load
from dashboard import catalogue

words = catalogue.read(load().language, load().locales)


def _(message: str) -> str:
    """The message in the installation's language."""
    return words.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """One of both, as the language's grammar has it for this count; `{n}` in it is still to be filled in."""
    return words.ngettext(one, many, count)


def in_context(context: str, message: str) -> str:
    """A message whose English means something else elsewhere, such as “Open” of a task and “Open” on a button."""
    return words.pgettext(context, message)


def tag() -> str:
    """The language as the web names it: `pt-BR`."""
    return load().language.replace("_", "-")


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    before = names[0]
    for name in names[1:-1]:
        before = _("{names}, {next}").format(names=before, next=name)
    return _("{names} and {last}").format(names=before, last=names[-1])
