"""“12 changes while you were away”: told once, on coming back; behind it what happened, by task."""

import time
from collections.abc import MutableMapping
from functools import partial

from nicegui import app, ui

from dashboard import times
from dashboard.calls.away import MOST, Summary, changes_since
from dashboard.components.chooser import dialog
from dashboard.components.elements import avatar, box, button, icon, icon_button, text, text_button
from dashboard.errors import DashboardError
from dashboard.tab import Tab

LONG = 5 * 60  # seconds; who comes back sooner has seen it
FIELDS = {
    "due_at": "due date",
    "start_at": "start",
    "assignees": "people",
    "is_blocked": "what blocks it",
    "parent_id": "parent",
}
QUIET = {"comment_count", "attachment_count", "subtask_done", "subtask_count", "position", "completed_at", "version"}


def remember(tab: Tab, kept: MutableMapping[str, object]) -> None:
    """The tab closes: keep how far its person has seen the log. `kept`: the browser's storage."""
    cursor = tab.hub.feed.cursor
    if cursor:
        kept[_place(tab)] = {"cursor": cursor, "at": time.time()}


async def tell(tab: Tab, holder: ui.element) -> None:
    """Say what happened since the person was last here, if that was long ago."""
    kept = app.storage.user.get(_place(tab))
    if not isinstance(kept, dict) or time.time() - float(kept.get("at", 0)) < LONG:
        return
    try:
        found = await changes_since(tab.api, tab.store.workspace["id"], str(kept["cursor"]))
    except DashboardError:
        return  # the cursor is too old to say
    if found:
        with holder:
            _banner(tab, found)


def _place(tab: Tab) -> str:
    return f"seen:{tab.store.workspace['id']}"


def _banner(tab: Tab, found: list[Summary]) -> None:
    many = f"{len(found)}{'+' if len(found) == MOST else ''} {'task' if len(found) == 1 else 'tasks'}"
    with box("tt-away").props("role=status") as banner:
        icon("history")
        text(f"{many} changed while you were away")
        text_button("See what happened", partial(_open, tab, found))
        icon_button("x", "Dismiss", banner.delete)


def _open(tab: Tab, found: list[Summary]) -> None:
    frame, card = dialog("tt-wide-dialog", "While you were away")
    with card:
        with box("tt-dh"):
            text("While you were away")
            box("tt-spacer")
            icon_button("x", "Close", frame.close)
        with box("tt-away-list"):
            for summary in found:
                _line(tab, summary, frame)
    frame.open()


def _line(tab: Tab, summary: Summary, frame: ui.dialog) -> None:
    async def opened() -> None:
        frame.close()
        if summary["key"]:
            await tab.open_key(summary["key"])

    with button("tt-away-line", opened):
        avatar(summary["actors"][0] if summary["actors"] else None)
        with box("tt-away-text", "span"):
            text(summary["title"] or "A task that you cannot see any more", "tt-away-title").props("dir=auto")
            text(sentence(summary), "tt-hint")
        text(summary["key"] or "", "tt-key")
        text(times.ago(summary["last_at"], tab.here), "tt-hint")


def sentence(summary: Summary) -> str:
    """What happened to the task, in a few words."""
    happened = {one.partition(".")[2] for one in summary["happened"]}
    words: list[str] = [word for word in ("created", "archived", "deleted", "restored", "moved") if word in happened]
    fields = [FIELDS.get(name, name) for name in summary["changes"] if name not in QUIET]
    status = summary["changes"].get("status")
    if status and isinstance(status[1], dict):
        words.append(f"now {status[1]['name']}")
        fields = [name for name in fields if name != "status"]
    if fields and "created" not in happened:
        words.append(f"changed {', '.join(fields)}")
    if summary["comments"]:
        words.append("1 comment" if summary["comments"] == 1 else f"{summary['comments']} comments")
    names = ", ".join(person["name"] for person in summary["actors"][:2])
    return f"{names}: {'; '.join(words) or 'changed it'}"
