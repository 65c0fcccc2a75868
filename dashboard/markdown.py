"""Markdown to HTML that is safe to show."""

import re
from functools import lru_cache

import markdown2  # type: ignore[import-untyped]
import nh3

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
SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=256)
def render(source: str) -> str:
    """HTML of a few harmless tags; links open elsewhere and tell the target nothing."""
    html = str(markdown2.markdown(source, extras=EXTRAS, link_patterns=BARE_LINK))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
