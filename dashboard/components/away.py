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
from dashboard.language import _, plural
from dashboard.tab import Tab

LONG = 5 * 60  # seconds; who comes back sooner has seen it
FIELDS = {
    "due_at": _("due date"),
    "start_at": _("start"),
    "assignees": _("people"),
    "is_blocked": _("what blocks it"),
    "parent_id": _("parent"),
    "title": _("title"),
    "description": _("description"),
    "priority": _("priority"),
    "labels": _("labels"),
    "estimate": _("estimate"),
    "fields": _("fields"),
    "recurrence": _("recurrence"),
}
HAPPENED = {
    "created": _("created"),
    "archived": _("archived"),
    "deleted": _("deleted"),
    "restored": _("restored"),
    "moved": _("moved"),
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
    many = f"{MOST}+" if len(found) == MOST else str(len(found))
    said = plural("{n} task changed while you were away", "{n} tasks changed while you were away", len(found))
    with box("tt-away").props("role=status") as banner:
        icon("history")
        text(said.format(n=many))
        text_button(_("See what happened"), partial(_open, tab, found))
        icon_button("x", _("Dismiss"), banner.delete)


def _open(tab: Tab, found: list[Summary]) -> None:
    frame, card = dialog("tt-wide-dialog", _("While you were away"))
    with card:
        with box("tt-dh"):
            text(_("While you were away"))
            box("tt-spacer")
            icon_button("x", _("Close"), frame.close)
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
            text(summary["title"] or _("A task that you cannot see any more"), "tt-away-title").props("dir=auto")
            text(sentence(summary), "tt-hint")
        text(summary["key"] or "", "tt-key")
        text(times.ago(summary["last_at"], tab.here), "tt-hint")


def sentence(summary: Summary) -> str:
    """What happened to the task, in a few words."""
    happened = {one.partition(".")[2] for one in summary["happened"]}
    words = [word for name, word in HAPPENED.items() if name in happened]
    fields = [FIELDS.get(name, name) for name in summary["changes"] if name not in QUIET]
    status = summary["changes"].get("status")
    if status and isinstance(status[1], dict):
        words.append(_("now {status}").format(status=status[1]["name"]))
        fields = [name for name in fields if name != "status"]
    if fields and "created" not in happened:
        words.append(_("changed {fields}").format(fields=", ".join(fields)))
    if summary["comments"]:
        said = plural("{n} comment", "{n} comments", summary["comments"])
        words.append(said.format(n=summary["comments"]))
    names = ", ".join(person["name"] for person in summary["actors"][:2])
    return _("{people}: {changes}").format(people=names, changes="; ".join(words) or _("changed it"))
