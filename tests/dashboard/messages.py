"""All messages of the dashboard as gettext's template: `python -m tests.dashboard.messages`, or `just texts`."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from dashboard.browser_words import messages, scripts

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "dashboard/locale/tasktide.pot"
KEYWORDS = {"_": None, "plural": (1, 2), "in_context": ((1, "c"), 2)}
HEADER = "# The texts of Tasktide's dashboard. Made of the code by `just texts`.\n#"
PASSING = (
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)


def template() -> str:
    """The template as it belongs to the code: without lines or times, so that it changes with the texts alone."""
    catalog = Catalog(project="Tasktide", version="1", charset="utf-8", header_comment=HEADER)
    for place, message, context in found():
        catalog.add(message if len(message) > 1 else message[0], locations=[(place, 0)], context=context)
    made = io.BytesIO()
    write_po(made, catalog, width=120, include_lineno=False, sort_output=False)
    lines = made.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in PASSING)))


def found() -> Iterator[tuple[str, tuple[str, ...], str | None]]:
    """Where each message stands, itself (or one and many), and its context."""
    python = extract_from_dir(ROOT / "dashboard", [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, context in sorted(python, key=lambda one: (one[0], one[1])):
        yield f"dashboard/{name}", message if isinstance(message, tuple) else (message,), context
    for path in scripts():
        for message in messages(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(ROOT)), message, None


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8")
