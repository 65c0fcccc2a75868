"""What was said and done about a task, in order of time."""

from functools import partial
from typing import cast

from nicegui import ui

from dashboard import times
from dashboard.components.description import prose
from dashboard.components.elements import area, avatar, box, icon_button, once, text, text_button
from dashboard.components.history import sentence
from dashboard.documents import Comment, Event, Task
from dashboard.hub import encode
from dashboard.tab import Tab

QUIET = {"comment.created", "comment.updated", "comment.deleted"}


class Comments:
    """Comments and activity; the field to write stands below."""

    def __init__(self, tab: Tab, task: Task, comments: list[Comment], activity: list[Event]) -> None:
        self._tab = tab
        self._task = task
        self._comments = {one["id"]: one for one in comments}
        self._activity = {event["seq"]: event for event in activity}
        self._editing = ""
        with box("tt-sec"):
            text("Activity", tag="h3")
        self._list = box("").props("aria-live=polite")
        self._draw()

    def build_reply(self) -> None:
        """The field for a new comment."""
        if not self._tab.can_write:
            return
        self._draft = f"comment:{self._task['id']}"
        with box("tt-reply"):
            self._field = area("Leave a comment…", label="Comment").props(f'rows=1 data-draft="{self._draft}"')
            self._has_sent = False
            send = once(self._send)
            self._field.on("keydown.ctrl.enter", send, [])
            self._field.on("keydown.meta.enter", send, [])
            icon_button("arrow-up", "Send (Ctrl Enter)", send)
        ui.timer(0, self._restore, once=True)

    def on_comment(self, event: Event) -> None:
        """A comment came, changed or went."""
        comment = cast("Comment", event["data"])
        if comment["id"] in self._comments and self._comments[comment["id"]]["version"] >= comment["version"]:
            return
        self._comments[comment["id"]] = comment
        self._draw()

    def on_activity(self, event: Event) -> None:
        """The task changed."""
        if event["seq"] not in self._activity:
            self._activity[event["seq"]] = event
            if sentence(event, self._tab.here):
                self._draw()

    def _draw(self) -> None:
        if self._editing:
            return
        self._list.clear()
        said = [(one["created_at"], partial(self._comment, one)) for one in self._comments.values()]
        done = [(one["at"], partial(self._event, one)) for one in self._activity.values() if one["type"] not in QUIET]
        with self._list:
            for _, draw in sorted([*said, *done], key=lambda entry: times.read(entry[0])):
                draw()

    def _event(self, event: Event) -> None:
        said = sentence(event, self._tab.here)
        if not said:
            return
        with box("tt-act"):
            avatar(event["actor"])
            with box(""):
                text((event["actor"] or {"name": "Somebody"})["name"] + " ", tag="b")
                text(said + " ")
                self._time(event["at"])

    def _comment(self, comment: Comment) -> None:
        author = comment["author"]
        if comment["deleted_at"]:
            return self._mark(comment)
        with box("tt-cmt").props(f'data-comment="{comment["id"]}"') as place:
            with box("tt-cmt-h"):
                avatar(author)
                text(author["name"] if author else "Somebody", tag="b")
                self._time(comment["created_at"])
                if comment["edited_at"]:
                    text("edited", "tt-muted")
                if author and author["id"] == self._tab.store.me["id"] and self._tab.can_write:
                    icon_button("pencil", "Edit the comment", partial(self._edit, comment, place), "tt-first")
                    icon_button("trash-2", "Delete the comment", partial(self._delete, comment))
            prose(comment["body"])
        return None

    def _mark(self, comment: Comment) -> None:
        author = comment["author"]
        with box("tt-act").props(f'data-comment="{comment["id"]}"'):
            avatar(author)
            with box("tt-muted"):
                text(author["name"] if author else "Somebody", tag="b")
                text(" wrote a comment that was deleted ")
                self._time(comment["created_at"])

    def _time(self, instant: str) -> None:
        made = text(times.ago(instant, self._tab.here), tag="time")
        made.props["datetime"] = instant
        made.props["title"] = times.exact(instant, self._tab.here)

    async def _restore(self) -> None:
        kept = await self._tab.client.run_javascript(f"tasktide.draft({encode(self._draft)})")
        # Who was quicker than the browser's answer has sent it already.
        if kept and not self._field.value and not self._has_sent:
            self._field.value = str(kept)

    async def _send(self) -> None:
        body = (self._field.value or "").strip()
        if not body:
            return
        self._has_sent = True
        comment = await self._tab.attempt(self._tab.api.comment(self._task["id"], body))
        if comment is None:
            return
        self._field.value = ""
        self._tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")
        self._take(comment)
        self._tab.client.run_javascript(
            f"document.querySelector('[data-comment=\"{comment['id']}\"]')?.scrollIntoView({{block:'nearest'}})"
        )

    def _take(self, comment: Comment) -> None:
        self._comments[comment["id"]] = comment
        self._draw()

    def _edit(self, comment: Comment, place: ui.element) -> None:
        if self._editing:  # one at a time, or saving one would throw away what is written in the other
            self._tab.client.run_javascript("document.querySelector('.tt-cmt textarea')?.focus()")
            return
        self._editing = comment["id"]
        place.clear()
        with place:
            written = area("Comment", value=comment["body"]).props("autofocus")
            save = once(lambda: self._save(comment, written.value or ""))
            written.on("keydown.ctrl.enter", save, [])
            written.on("keydown.meta.enter", save, [])
            written.on("keydown.escape.stop", self._stop, [])
            with box("tt-row"):
                text_button("Save", save)
                text_button("Cancel", self._stop, classes="tt-plain")

    async def _save(self, comment: Comment, body: str) -> None:
        if body.strip() and body.strip() != comment["body"]:
            changed = await self._tab.attempt(
                self._tab.api.update_comment(self._task["id"], comment["id"], body.strip())
            )
            if changed is None:
                return
            self._comments[comment["id"]] = changed
        self._stop()

    def _stop(self) -> None:
        self._editing = ""
        self._draw()

    async def _delete(self, comment: Comment) -> None:
        path = f"/api/tasks/{self._task['id']}/comments/{comment['id']}"
        if await self._tab.attempt(self._tab.api.call("DELETE", path)) is None:
            return
        # As the event will say it, which has a newer version still to come.
        self._take({**comment, "body": "", "deleted_at": comment["updated_at"]})

        async def undo() -> None:
            again = await self._tab.attempt(self._tab.api.comment(self._task["id"], comment["body"]))
            if again is not None:
                self._take(again)

        self._tab.toasts.say("Comment deleted", undo=undo)
