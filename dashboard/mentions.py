"""Mentions as people read them, `@Ann Lee`, and as the API keeps them: `@[Ann Lee](user:id)`.

A name that two members have is kept in its long form, because only that says who is meant.
"""

import re
from collections.abc import Iterable, Mapping

from dashboard.documents import Person

_KEPT = re.compile(r"@\[([^\]\n]{0,300})\]\(user:([0-9a-fA-F-]{36})\)")
_CODE = re.compile(r"(^(`{3,}|~{3,}).*?(?:^\2|\Z)|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def written(body: str, people: Iterable[Person]) -> str:
    """What the API is sent: each `@` with a member's whole name says whose it is. Code stays as it is."""
    ids = _by_name(people)
    if not ids or "@" not in body:
        return body
    names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    mention = re.compile(rf"(?<![\w@\[])@({names})(?!\w)")
    plain = _CODE.split(body)
    return "".join(_code_or(mention, ids, part, index) for index, part in enumerate(plain) if index % 3 < 2)


def readable(body: str, people: Iterable[Person]) -> str:
    """What one edits: the other way round."""
    ids = _by_name(people)
    return _KEPT.sub(lambda found: f"@{found[1]}" if ids.get(found[1]) == found[2].lower() else found[0], body)


def _code_or(mention: re.Pattern[str], ids: Mapping[str, str], part: str, index: int) -> str:
    """Every third part that the split gives is text, the one behind it code."""
    return part if index % 3 else mention.sub(lambda found: f"@[{found[1]}](user:{ids[found[1]]})", part)


def _by_name(people: Iterable[Person]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for person in people:
        name = person["name"]
        if name in found:
            twice.add(name)
        if name and not set(name) & set("[]\n"):
            found[name] = person["id"]
    return {name: person_id for name, person_id in found.items() if name not in twice}
