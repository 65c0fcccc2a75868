"""The dashboard's words that stand in more than one place, ready for translation."""

from collections.abc import Sequence
from typing import Literal

from dashboard.documents import Category, Priority, Role
from dashboard.language import _, plural

Done = Literal["changed", "archived", "deleted"]

NAME = "Tasktide"
PRIORITY: dict[Priority, str] = {
    "urgent": _("Urgent"),
    "high": _("High"),
    "medium": _("Medium"),
    "low": _("Low"),
    "none": _("No priority"),
}
CATEGORY: dict[Category, str] = {
    "backlog": _("Backlog"),
    "todo": _("Todo"),
    "active": _("In progress"),
    "done": _("Done"),
    "cancelled": _("Cancelled"),
}
ROLE: dict[Role, str] = {"owner": _("Owner"), "admin": _("Admin"), "member": _("Member"), "viewer": _("Viewer")}
DUE = {
    "is:overdue": _("Overdue"),
    "due:today": _("Today"),
    "due:this-week": _("This week"),
    "due:<7d": _("Before a week has passed"),
    "due:none": _("No due date"),
}
LAYOUT = {"list": _("List"), "board": _("Board"), "calendar": _("Calendar"), "timeline": _("Timeline")}
GROUP = {
    "status": _("Status"),
    "assignee": _("Assignee"),
    "priority": _("Priority"),
    "label": _("Label"),
    "project": _("Project"),
    "due": _("Due date"),
    "none": _("Nothing"),
}
SORT = {
    "position": _("By hand"),
    "due": _("Due date"),
    "-priority": _("Priority"),
    "-updated": _("Last changed"),
    "-created": _("Newest"),
    "title": _("Title"),
    "-estimate": _("Estimate"),
}
STATE = {"live": _("Live"), "connecting": _("Connecting"), "offline": _("Offline")}
ME = _("Assigned to me")
A_FIELD = _("a field")
FIELD = {
    "title": _("the title"),
    "description": _("the description"),
    "estimate": _("the estimate"),
    "first_name": _("the first name"),
    "last_name": _("the last name"),
}
NOBODY = _("Unassigned")
UNDO = _("Undo")
COLORS = ("#5350d4", "#2f6fd0", "#2b8a5e", "#b7791f", "#c2570c", "#d6373d", "#c2499a", "#5c5c68")


def titled(page: str) -> str:
    """What the browser's tab is called."""
    return f"{page} · {NAME}"


def some_people(names: Sequence[str]) -> str:
    """The name of one, how many they are of several."""
    return (
        names[0]
        if len(names) == 1
        else plural("{n} person", "{n} people", len(names)).format(n=len(names))
        if names
        else ""
    )


def some_labels(names: Sequence[str]) -> str:
    """The name of one, how many they are of several."""
    return (
        names[0]
        if len(names) == 1
        else plural("{n} label", "{n} labels", len(names)).format(n=len(names))
        if names
        else ""
    )


def done_to(keys: Sequence[str], done: Done) -> str:
    """What was done to one task, or to so many."""
    count = len(keys)
    match done:
        case "archived":
            said = plural("{n} task archived", "{n} tasks archived", count) if count > 1 else _("{key} archived")
        case "deleted":
            said = plural("{n} task deleted", "{n} tasks deleted", count) if count > 1 else _("{key} deleted")
        case _:
            said = plural("{n} task changed", "{n} tasks changed", count) if count > 1 else _("{key} changed")
    return said.format(n=count, key=keys[0])


SHORTCUTS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        _("Everywhere"),
        (
            (_("Commands, tasks, projects, people"), (_("Ctrl"), "K")),
            (_("New task"), ("C",)),
            (_("Filter this list"), ("/",)),
            (_("Light or dark"), ("T",)),
            (_("This help"), ("?",)),
            (_("Close"), (_("Esc"),)),
        ),
    ),
    (
        _("Go to"),
        (
            (_("My work"), ("G", "M")),
            (_("Board"), ("G", "B")),
            (_("List"), ("G", "L")),
            (_("All tasks"), ("G", "A")),
            (_("Inbox"), ("G", "I")),
            (_("Calendar"), ("G", "C")),
            (_("Timeline"), ("G", "T")),
            (_("Insights"), ("G", "N")),
        ),
    ),
    (
        _("In the inbox"),
        (
            (_("Next and previous"), ("J", "K")),
            (_("Open"), (_("Enter"),)),
            (_("Archive"), ("E",)),
            (_("Read or unread"), ("U",)),
        ),
    ),
    (
        _("On a list or board"),
        (
            (_("Next and previous task"), ("J", "K")),
            (_("Open"), (_("Enter"),)),
            (_("Select"), ("X",)),
            (_("Select up or down"), (_("Shift"), "J", "K")),
            (_("Move the card"), (_("Alt"), "← ↑ ↓ →")),
        ),
    ),
    (
        _("On the calendar and the timeline"),
        (
            (_("Move by a day"), (_("Alt"), "← →")),
            (_("Move by a week"), (_("Alt"), "↑ ↓")),
            (_("Move the end (timeline)"), (_("Shift"), _("Alt"), "← →")),
            (_("Month or week before and after"), (_("Page ↑ ↓"),)),
            (_("Today"), (_("Shift"), "T")),
        ),
    ),
    (
        _("On a task, or on all that are selected"),
        (
            (_("Status"), ("S",)),
            (_("Priority"), ("P",)),
            (_("Assignees"), ("A",)),
            (_("Labels"), ("L",)),
            (_("Due date"), ("D",)),
        ),
    ),
)
