"""What clients send and see of notifications."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from backend.core.schemas import Body, Out, Person, unset
from backend.notifications.models import News

MOST_IDS = 500


class _Facts(Out):
    """What a person was told."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    comment_id: Annotated[UUID | None, Field(description="The comment that `excerpt` is of.")]
    user_id: UUID
    kind: News
    actor: Annotated[Person | None, Field(description="Who did it; nobody where a date has come.")]
    seq: Annotated[int | None, Field(description="The newest event of which it tells.")]
    count: Annotated[int, Field(description="How many events it tells in one.")]
    excerpt: str
    changes: Annotated[
        dict[str, tuple[Any, Any]], Field(description="What changed: field → old and new value, as events have it.")
    ]
    due_at: Annotated[datetime | None, Field(description="The date that has come, or comes soon.")]
    happened_at: datetime
    read_at: datetime | None
    archived_at: datetime | None


class NotificationOut(_Facts):
    """What a person was told, as events carry it."""

    created_at: datetime
    updated_at: datetime
    version: int


class TaskRef(Out):
    """A task in small."""

    model_config = ConfigDict(title="TaskRef")

    id: UUID
    key: Annotated[str, Field(examples=["OPS-12"])]
    title: str


class NotificationWithTaskOut(_Facts):
    """What a person was told, and what the task is called now."""

    task: TaskRef
    created_at: datetime
    updated_at: datetime
    version: int


class UnreadOut(Out):
    """How many notifications are unread."""

    unread: int


class MarkedOut(Out):
    """The notifications that have changed: what has to be named to take it back."""

    ids: list[UUID]


class Chosen(Body):
    """Which of your notifications: these, those of one task, or those of a whole workspace."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"task_id": "9a87d6a5-ca3e-5a8c-b1f1-334813ce34a0"}]},
    )

    ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_IDS)] | None = None
    task_id: UUID | None = None
    workspace_id: UUID | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if [self.ids, self.task_id, self.workspace_id].count(None) != 2:
            raise ValueError("give one of ids, task_id and workspace_id")
        return self


class ChannelsOut(Out):
    """Over which channels one hears of something."""

    model_config = ConfigDict(title="Channels")

    app: bool
    email: bool


class NewsOut(Out):
    """Each kind of news, and over which channels one hears of it."""

    model_config = ConfigDict(title="NewsChannels")

    assigned: ChannelsOut
    mentioned: ChannelsOut
    commented: ChannelsOut
    changed: ChannelsOut
    reminder: ChannelsOut
    due_soon: ChannelsOut
    overdue: ChannelsOut


class PreferencesOut(Out):
    """What you want to hear of."""

    notifications: NewsOut
    digest: Annotated[
        bool, Field(description="A mail each morning at eight, by your own clock: what is due and unread.")
    ]


_Switch = Annotated[bool, Field(strict=True)]


class Channels(Body):
    """The switches that change."""

    model_config = ConfigDict(title="ChannelChanges")

    app: _Switch = unset()
    email: _Switch = unset()


class NewsChanges(Body):
    """The kinds of news whose switches change."""

    assigned: Channels = unset()
    mentioned: Channels = unset()
    commented: Channels = unset()
    changed: Channels = unset()
    reminder: Channels = unset()
    due_soon: Channels = unset()
    overdue: Channels = unset()


class PreferenceChanges(Body):
    """What you want to hear of from now on; what is left out stays as it is."""

    notifications: NewsChanges = unset()
    digest: _Switch = unset()
