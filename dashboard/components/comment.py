"""One comment: its words, how people took it, what it said before."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from nicegui import ui

from dashboard import mentions, times
from dashboard.calls.task import FullComment, Reaction, comment_history, react
from dashboard.components.chooser import dialog, popover
from dashboard.components.description import prose
from dashboard.components.elements import area, avatar, box, button, icon_button, once, text, text_button
from dashboard.components.sheet import Sheet
from dashboard.hub import encode
from dashboard.language import _, listed, plural

EMOJI = ("👍", "❤️", "🎉", "😄", "😮", "😢", "🚀", "👀", "✅", "🙏", "🔥", "💡")


class Timeline(Protocol):
    """Where comments stand."""

    def take(self, comment: FullComment, *, by_oneself: bool = False) -> None:
        """Show a comment as it is now."""


class CommentCard:
    """Shown, answered with emoji, and edited where it stands."""

    def __init__(self, sheet: Sheet, comment: FullComment, timeline: Timeline) -> None:
        self._sheet = sheet
        self._comment = comment
        self._timeline = timeline
        self._draft = f"edit:{comment['id']}"
        self.is_editing = False
        with box("tt-cmt", "article").props(f'data-comment="{comment["id"]}"') as self._place:
            self._head = box("tt-cmt-h")
            self._body = box("tt-contents")
            self._reactions = box("tt-reactions")
        self._draw()

    def update(self, comment: FullComment) -> None:
        """It changed; whoever edits it goes on, unless it is gone."""
        self._comment = comment
        self._draw()

    def _draw(self) -> None:
        if self._comment["deleted_at"]:
            self._draw_mark()
            return
        self._draw_head()
        if not self.is_editing:
            self._body.clear()
            with self._body:
                prose(self._comment["body"])
        self._draw_reactions()

    def _draw_mark(self) -> None:
        """What stands where a comment was."""
        author = self._comment["author"]
        self.is_editing = False
        self._place.clear()
        self._place.classes(remove="tt-cmt", add="tt-act")
        with self._place:
            avatar(author)
            with box("tt-muted"):
                text(author["name"] if author else _("Somebody"), tag="b")
                text(" " + _("wrote a comment that was deleted") + " ")
                self._moment()

    def _moment(self) -> None:
        made = text(times.ago(self._comment["created_at"], self._sheet.tab.here), tag="time")
        made.props["title"] = times.exact(self._comment["created_at"], self._sheet.tab.here)

    def _draw_head(self) -> None:
        comment, sheet = self._comment, self._sheet
        author = comment["author"]
        is_own = author is not None and author["id"] == sheet.me
        self._head.clear()
        with self._head:
            avatar(author)
            text(author["name"] if author else _("Somebody"), "tt-name", "b").props("dir=auto")
            self._moment()
            if comment["edited_at"]:
                edited = button("tt-edited", self._show_history, label=_("What it said before"))
                with edited:
                    text(_("edited"))
            box("tt-spacer")
            if sheet.can_write:
                add = icon_button("smile-plus", _("React"), classes="tt-quiet-button")
                add.on("click", lambda: self._offer(add), [])
                if is_own:
                    icon_button("pencil", _("Edit the comment"), self.edit, "tt-quiet-button")
                if is_own or sheet.tab.can_manage:
                    icon_button("trash-2", _("Delete the comment"), self._delete, "tt-quiet-button")

    # emoji

    def _draw_reactions(self) -> None:
        self._reactions.clear()
        self._reactions.set_visibility(bool(self._comment["reactions"]))
        with self._reactions:
            for one in self._comment["reactions"]:
                self._reaction(one)

    def _reaction(self, one: Reaction) -> None:
        is_mine = any(user["id"] == self._sheet.me for user in one["users"])
        names = [_("you") if user["id"] == self._sheet.me else user["name"] for user in one["users"]]
        who = listed(
            names[:12]
            + ([plural("{n} more", "{n} more", len(names) - 12).format(n=len(names) - 12)] if len(names) > 12 else [])
        )
        classes = "tt-reaction tt-mine" if is_mine else "tt-reaction"
        made = button(classes, partial(self._toggle, one["emoji"]) if self._sheet.can_write else None)
        made.props["aria-pressed"] = "true" if is_mine else "false"
        made.props["aria-label"] = _("{emoji} by {people}").format(emoji=one["emoji"], people=who)
        made.props["title"] = who[:1].upper() + who[1:]
        with made:
            text(one["emoji"])
            text(str(len(one["users"])), "tt-n")

    def _offer(self, anchor: ui.element) -> None:
        async def picked(emoji: str) -> None:
            menu.close()
            await self._toggle(emoji)

        with popover(anchor, align="right") as menu, box("tt-emoji"):
            for emoji in EMOJI:
                made = button("tt-emoji-one", partial(picked, emoji), label=_("React with {emoji}").format(emoji=emoji))
                with made:
                    text(emoji)
        menu.open()

    async def _toggle(self, emoji: str) -> None:
        before = self._comment
        users = next((one["users"] for one in before["reactions"] if one["emoji"] == emoji), [])
        is_back = any(user["id"] == self._sheet.me for user in users)
        self.update({**before, "reactions": _toggled(before["reactions"], emoji, self._sheet, is_back=is_back)})

        async def work() -> bool:
            await react(self._sheet.tab.api, self._sheet.id, before["id"], emoji, back=is_back)
            return True

        if await self._sheet.tab.attempt(work()) is None:
            self.update(before)

    # words

    def edit(self, draft: str = "") -> None:
        """Begin to change it, or go on with what was begun."""
        if self.is_editing:
            return
        self.is_editing = True
        body = draft or mentions.readable(self._comment["body"], self._sheet.people())
        self._body.clear()
        with self._body:
            written = area(_("Comment"), value=body).props(
                f'autofocus dir=auto data-mentions data-draft="{self._draft}"'
            )
            preview = box("tt-d-preview tt-hidden")
            save = once(lambda: self._save(written.value or ""))
            written.on("keydown.ctrl.enter", save, [])
            written.on("keydown.meta.enter", save, [])
            written.on("keydown.escape.stop", self._stop, [])
            with box("tt-row"):
                text_button(_("Save"), save)
                text_button(_("Cancel"), self._stop, classes="tt-plain")
                text_button(_("Preview"), previewer(written, preview), classes="tt-plain")

    async def _save(self, typed: str) -> None:
        tab, body = self._sheet.tab, mentions.written(typed.strip(), self._sheet.people())
        if body and body != self._comment["body"]:
            changed = await tab.attempt(tab.api.update_comment(self._sheet.id, self._comment["id"], body))
            if changed is None:
                return
            self._comment = {**self._comment, **changed}
        self._stop()
        self._timeline.take(self._comment, by_oneself=True)

    def _stop(self) -> None:
        self.is_editing = False
        self._sheet.tab.client.run_javascript(f"tasktide.forget({encode(self._draft)})")
        self._draw()

    async def _delete(self) -> None:
        tab, comment = self._sheet.tab, self._comment
        path = f"/api/tasks/{self._sheet.id}/comments/{comment['id']}"
        if await tab.attempt(tab.api.call("DELETE", path)) is None:
            return
        self.is_editing = False
        # As the event will say it, which has a newer version still to come.
        self._timeline.take({**comment, "body": "", "deleted_at": comment["updated_at"]}, by_oneself=True)
        is_own = comment["author"] is not None and comment["author"]["id"] == self._sheet.me
        tab.toasts.say(_("Comment deleted"), undo=partial(self._say_again, comment["body"]) if is_own else None)

    async def _say_again(self, body: str) -> None:
        tab = self._sheet.tab
        again = await tab.attempt(tab.api.comment(self._sheet.id, body))
        if again is not None:
            self._timeline.take(again, by_oneself=True)  # type: ignore[arg-type]  # the API sends all of it

    async def _show_history(self) -> None:
        tab, comment = self._sheet.tab, self._comment
        former = await tab.attempt(comment_history(tab.api, self._sheet.id, comment["id"]))
        if former is None:
            return
        with tab.client.layout:
            frame, card = dialog("", _("What the comment said before"))
        with card:
            with box("tt-dh"):
                text(_("What the comment said before"))
                box("tt-spacer")
                icon_button("x", _("Close"), frame.close)
            with box("tt-former"):
                for one in former:
                    text(_("Until {time}").format(time=times.exact(one["replaced_at"], tab.here)), "tt-muted", "h4")
                    prose(one["body"])
                text(_("Now"), "tt-muted", "h4")
                prose(comment["body"])
        frame.open()


def previewer(written: ui.textarea, preview: ui.element) -> Callable[[], None]:
    """What shows the field's text as it will look, and the field again."""

    def toggle() -> None:
        is_open = "tt-hidden" not in preview.classes
        preview.clear()
        if not is_open:
            with preview:
                prose(written.value or "")
        preview.classes(add="tt-hidden" if is_open else "", remove="" if is_open else "tt-hidden")
        written.classes(add="" if is_open else "tt-hidden", remove="tt-hidden" if is_open else "")

    return toggle


def _toggled(reactions: list[Reaction], emoji: str, sheet: Sheet, *, is_back: bool) -> list[Reaction]:
    """The reactions as they will be once the API has heard of it."""
    me = {"id": sheet.me, "name": sheet.store.me["name"]}
    if not is_back and all(one["emoji"] != emoji for one in reactions):
        return [*reactions, {"emoji": emoji, "users": [me]}]  # type: ignore[list-item]
    changed: list[Reaction] = []
    for one in reactions:
        others = [user for user in one["users"] if user["id"] != sheet.me]
        users = one["users"] if one["emoji"] != emoji else others if is_back else [*others, me]
        if users:
            changed.append({"emoji": one["emoji"], "users": users})  # type: ignore[typeddict-item]
    return changed
