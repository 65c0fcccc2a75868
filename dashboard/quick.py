"""Quick add: `fix login @maya !high #bug due:fri` is a title with people, priority, labels and a date.

Whatever names nothing that there is stays in the title, so that nothing typed is lost.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.documents import Label, Person, Priority
from dashboard.store import Store
from query.fold import searchable
from query.moments import Edge, Reader, day, moment

_TOKEN = re.compile(
    r'(?<!\S)(?:([@#])("[^"]+"|[^\s"@#]+)|!(\w+)|(due|start|in|est):("[^"]+"|\S+))(?!\S)', re.IGNORECASE
)
PRIORITIES: dict[str, Priority] = {
    "urgent": "urgent",
    "high": "high",
    "medium": "medium",
    "med": "medium",
    "low": "low",
    "none": "none",
    "1": "urgent",
    "2": "high",
    "3": "medium",
    "4": "low",
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass
class Quick:
    """What a line says; `spare`: the parts that say something, as they stand in the line."""

    title: str
    assignees: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    priority: Priority | None = None
    due: date | None = None
    start: date | None = None
    estimate: float | None = None
    project: str = ""
    spare: list[str] = field(default_factory=list)


def read(line: str, store: Store, here: ZoneInfo) -> Quick:
    """Take a line apart."""
    found = Quick("")
    pieces: list[str] = []
    at = 0
    for token in _TOKEN.finditer(line):
        if _takes(found, token, store, here):
            pieces.append(line[at : token.start()])
            at = token.end()
            found.spare.append(token[0])
    pieces.append(line[at:])
    found.title = " ".join(" ".join(pieces).split())
    return found


def day_of(word: str, here: ZoneInfo) -> date | None:
    """`fri`, `tomorrow`, `next-week`, `3d`, `2026-12-24`: the first day that is meant, from today on."""
    low, now = word.lower(), datetime.now(UTC)
    if len(low) >= 3:
        for number, name in enumerate(WEEKDAYS):
            if name.startswith(low):
                today = now.astimezone(here).date()
                return today + timedelta(days=(number - today.weekday()) % 7)
    meant = moment(low)
    return None if meant is None else day(Edge(meant, "start"), Reader("", here, now))


def _takes(found: Quick, token: re.Match[str], store: Store, here: ZoneInfo) -> bool:
    """Whether a token names something; it is noted then."""
    sign, name, priority, key, value = token.groups()
    if sign == "@":
        return _add(found.assignees, _person(name.strip('"'), store))
    if sign == "#":
        return _add(found.labels, _label(name.strip('"'), store))
    if priority:
        found.priority = PRIORITIES.get(priority.lower(), found.priority)
        return priority.lower() in PRIORITIES
    return _field(found, key.lower(), value.strip('"'), store, here)


def _field(found: Quick, key: str, value: str, store: Store, here: ZoneInfo) -> bool:
    if key == "in":
        project = store.project(value)
        found.project = project["id"] if project else found.project
        return project is not None
    if key == "est":
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", value):
            return False
        found.estimate = float(value)
        return True
    day = day_of(value, here)
    if day is None:
        return False
    if key == "due":
        found.due = day
    else:
        found.start = day
    return True


def _add(ids: list[str], one: str | None) -> bool:
    if one is not None and one not in ids:
        ids.append(one)
    return one is not None


def _person(name: str, store: Store) -> str | None:
    """By whole name, else by its beginning if only one has it; `me` is oneself."""
    if name.lower() == "me":
        return store.me["id"]
    wanted = searchable(name)
    people: list[Person] = store.people()
    exact = [one for one in people if wanted in {searchable(one["name"]), searchable(one["name"]).replace(" ", ".")}]
    begun = [one for one in people if any(word.startswith(wanted) for word in searchable(one["name"]).split())]
    chosen = exact or begun
    return chosen[0]["id"] if len(chosen) == 1 else None


def _label(name: str, store: Store) -> str | None:
    """By name, hyphens for blanks, else by its beginning if only one has it."""
    wanted = searchable(name).replace("-", " ")

    def plain(label: Label) -> str:
        return searchable(label["name"]).replace("-", " ")

    labels = list(store.labels.by_id.values())
    chosen = [one for one in labels if plain(one) == wanted] or [one for one in labels if plain(one).startswith(wanted)]
    return chosen[0]["id"] if len(chosen) == 1 else None
