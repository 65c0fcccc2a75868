"""Markdown to HTML that is safe to show."""

import re
from functools import lru_cache
from html import escape

import markdown2  # type: ignore[import-untyped]
import nh3

from dashboard.language import _

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "s",
    ),
    *("a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "th": {"align"}, "td": {"align"}}
EXTRAS = {
    "tables": None,
    "strike": None,
    "cuddled-lists": None,
    "fenced-code-blocks": None,
    "breaks": {"on_newline": True},
    "code-friendly": None,
    "link-patterns": None,
}
BARE_LINK = [(re.compile(r"(https?://[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?])"), r"\1")]
SCHEMES = {"http", "https", "mailto", "user"}
_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


_MENTION = re.compile(r"@\[([^\]\n]{0,300})\]\(user:([0-9a-fA-F-]{36})\)")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_BOX = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s)")
_OPEN, _SHUT = "\ue0f0", "\ue0f1"  # stand for a checkbox between Markdown and HTML; nobody types them
_MARK = re.compile(f"{_OPEN}(\\d+)([ x]){_SHUT}")


@lru_cache(maxsize=256)
def render(source: str, *, can_check: bool = False) -> str:
    """HTML of a few harmless tags; links open elsewhere and tell the target nothing.

    `can_check`: the boxes of lists such as `- [ ] bread` are for clicking, each with its number in `data-check`.
    """
    plain = source.replace(_OPEN, "").replace(_SHUT, "")
    prepared = _MENTION.sub(r"[@\1](user:\2)", _with_marks(plain))
    html = str(markdown2.markdown(prepared, extras=EXTRAS, link_patterns=BARE_LINK))
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_attribute,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return _MARK.sub(lambda found: _checkbox(found[1], found[2], can_check=can_check), safe)


def toggled(source: str, number: int) -> str:
    """The text with its checkbox of this number the other way round; unchanged if it has not so many."""
    lines = source.split("\n")
    for index, line, count in _boxes(lines):
        if count == number:
            lines[index] = _BOX.sub(lambda box: f"{box[1]}[{' ' if box[2] in 'xX' else 'x'}]", line)
    return "\n".join(lines)


def _with_marks(source: str) -> str:
    lines = source.split("\n")
    for index, line, count in _boxes(lines):
        lines[index] = _BOX.sub(lambda box, count=count: f"{box[1]}{_OPEN}{count}{box[2].lower()}{_SHUT}", line)  # type: ignore[misc]
    return "\n".join(lines)


def _boxes(lines: list[str]) -> list[tuple[int, str, int]]:
    """Where the checkboxes are, outside fenced code: the line's place, the line, the box's number."""
    found: list[tuple[int, str, int]] = []
    fence = ""
    for index, line in enumerate(lines):
        opened = _FENCE.match(line)
        if opened is not None and fence in {"", opened[1]}:
            fence = "" if fence else opened[1]
        elif not fence and _BOX.match(line):
            found.append((index, line, len(found)))
    return found


def _checkbox(number: str, state: str, *, can_check: bool) -> str:
    checked = " checked" if state == "x" else ""
    disabled = "" if can_check else " disabled"
    label = escape(_("Item {n}").format(n=int(number) + 1))
    return f'<input type="checkbox" data-check="{number}" aria-label="{label}"{checked}{disabled}>'


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    """A mention leads to the person's page; a mark within an attribute would let its quotes be closed.

    Pictures come from elsewhere: a path of ours would be asked for by everybody who reads the text.
    """
    if _OPEN in value or (
        tag == "img" and attribute == "src" and not value.lower().startswith(("http://", "https://"))
    ):
        return None
    if tag == "a" and attribute == "href" and value.startswith("user:"):
        return f"/people/{value[5:]}" if _ID.fullmatch(value[5:]) else None
    return value
