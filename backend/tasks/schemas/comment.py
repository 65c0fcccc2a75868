"""What clients send and see of comments."""

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from backend.core.schemas import NUL_FREE, Body, Creating, Out, Person, SaidAs, no_nul, unset

# One emoji as UTS #51 forms them: a flag, a keycap, or pictures joined by U+200D. All of these characters are in NFC.
_PICTURE = (
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    "\U0001f004\U0001f0cf\U0001f170-\U0001f19a\U0001f201-\U0001f251\U0001f300-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f7e0-\U0001f7f0\U0001f900-\U0001f9ff\U0001fa70-\U0001faff]"
)
_ELEMENT = f"{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?"
_TAGGED = "\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
ONE_EMOJI = f"^(?:{_FLAG}|{_KEYCAP}|{_TAGGED}|{_ELEMENT}(?:\u200d{_ELEMENT}){{0,3}})$"
_one_emoji = re.compile(ONE_EMOJI)


def one_emoji(text: str) -> str:
    """`text`, if it is exactly one emoji."""
    if not _one_emoji.fullmatch(text):
        raise ValueError("must be one emoji, such as 👍")
    return text


Markdown = Annotated[str, StringConstraints(min_length=1, max_length=64 * 1024), AfterValidator(no_nul), NUL_FREE]
# In the schema less exactly: not every reader of patterns knows characters beyond U+FFFF.
Emoji = Annotated[str, AfterValidator(one_emoji), SaidAs(r"^[^\s\u0000]{1,32}$"), Field(examples=["👍"])]


class ReactionOut(Out):
    """An emoji, and who put it there, first ones first."""

    emoji: str
    users: list[Person]


class CommentOut(Out):
    """A comment. One with `deleted_at` is the mark of what was said here."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    author: Person | None
    body: str
    mentions: Annotated[list[Person], Field(description="The people whom the body names, as it was written.")]
    reactions: Annotated[list[ReactionOut], Field(description="In order of first use.")]
    edited_at: datetime | None
    deleted_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class CommentIn(Creating):
    """A new comment, in Markdown. `@name`, `@first.last`, `@mail@address` and `@[Name](user:id)` mention a person."""

    body: Annotated[Markdown, Field(examples=["Gate 4 is closed until noon, @ann."])]


class CommentChanges(Body):
    """What may be changed of a comment."""

    body: Markdown = unset()


class FormerBodyOut(Out):
    """What a comment said, from when until when."""

    id: UUID
    body: str
    written_at: datetime
    replaced_at: datetime
