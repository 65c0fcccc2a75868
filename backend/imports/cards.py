"""Taking cards and what hangs on them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from backend.core.errors import Conflict
from backend.core.ranks import ranks
from backend.imports.board import Attachment, Board, Card, Category, Comment, Subtask
from backend.imports.frame import Frame
from backend.imports.people import NOBODY, People
from backend.imports.report import Kind
from backend.imports.rows import Desk
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.attachment import add_attachment, remove_attachment
from backend.tasks.actions.comment import add_comment, edit_comment
from backend.tasks.actions.task import TaskFields, create_task, update_task
from backend.tasks.models import Task

LOOKED_AT = 50  # cards above, at once


class Cards:
    """The file's cards → our tasks."""

    def __init__(self, desk: Desk, board: Board, frame: Frame, people: People) -> None:
        self._desk, self._frame, self._people = desk, frame, people
        self._columns = board.columns
        self._ranks = _rank_cards(board.cards)
        self._previous = {card.source_id: card.previous for card in board.cards}

    def take_card(self, card: Card) -> None:
        """A card becomes a task."""
        actor, frame = self._desk.actor, self._frame

        def create() -> UUID:
            fields = self._card_fields(card, frozenset(values))
            if card.parent is not None:
                fields["parent_id"] = self._task_id(card.parent)
            task = create_task(
                actor=actor,
                project_id=frame.project_id,
                created_at=card.created_at,
                created_by=self._people.voice(card.author),
                completed_at=card.last_activity_at,
                **fields,
            )
            if card.is_archived:
                archive_task(task.id, actor=actor, archived=True)
            return task.id

        def update(task_id: UUID, changed: frozenset[str]) -> None:
            update_task(task_id, actor=actor, **self._card_fields(card, changed, task_id))
            if "archived" in changed:
                archive_task(task_id, actor=actor, archived=card.is_archived)

        values = _facts(card)
        self._desk.take(Kind.TASK, card.source_id, where(card), values, create, update)

    def take_subtask(self, card: Card, subtask: Subtask) -> None:
        """An item of a checklist becomes a task below the card's."""
        actor = self._desk.actor

        def create() -> UUID:
            fields = self._subtask_fields(card, subtask, frozenset(values))
            fields["parent_id"] = self._task_id(card.source_id)
            task = create_task(
                actor=actor,
                project_id=self._frame.project_id,
                created_at=card.created_at,
                completed_at=card.last_activity_at,
                **fields,
            )
            return task.id

        def update(task_id: UUID, changed: frozenset[str]) -> None:
            update_task(task_id, actor=actor, **self._subtask_fields(card, subtask, changed))

        values = {
            "title": subtask.title,
            "done": subtask.is_done,
            "due_at": subtask.due_at,
            "assignees": subtask.assignee,
        }
        self._desk.take(Kind.SUBTASK, subtask.source_id, where(card), values, create, update)

    def take_comment(self, card: Card, comment: Comment) -> None:
        """A comment with its author and time. Whose voice the actor may not lend, for him he speaks himself."""
        desk, author = self._desk, self._people.voice(comment.author or NOBODY.source_id)

        def create() -> UUID:
            task_id, at = self._task_id(card.source_id), comment.at or card.created_at
            made = add_comment(task_id, actor=desk.actor, body=comment.body, author=author, created_at=at)
            return made.id

        def update(comment_id: UUID, _changed: frozenset[str]) -> None:
            edit_comment(self._task_id(card.source_id), comment_id, actor=desk.actor, body=comment.body, imported=True)

        desk.take(Kind.COMMENT, comment.source_id, where(card), {"body": comment.body}, create, update)

    def take_attachment(self, card: Card, attachment: Attachment) -> None:
        """A link. Links do not change: another name or address is another link."""
        desk = self._desk

        def create() -> UUID:
            made = add_attachment(
                self._task_id(card.source_id),
                actor=desk.actor,
                name=attachment.name,
                url=attachment.url,
                created_at=card.created_at,
            )
            return made.id

        def update(attachment_id: UUID, _changed: frozenset[str]) -> UUID:
            remove_attachment(self._task_id(card.source_id), attachment_id, actor=desk.actor)
            return create()

        values = {"name": attachment.name, "url": attachment.url}
        desk.take(Kind.ATTACHMENT, attachment.source_id, where(card), values, create, update)

    def _card_fields(self, card: Card, names: frozenset[str], task_id: UUID | None = None) -> TaskFields:
        """What the card says of its task, as far as it is among `names`."""
        fields: TaskFields = {}
        if "title" in names:
            fields["title"] = card.title
        if "description" in names:
            fields["description"] = card.description
        if "start_at" in names:
            fields["start_at"] = card.start_at
        if "due_at" in names:
            fields["due_at"] = card.due_at
        if card.priority is not None and "priority" in names:
            fields["priority"] = card.priority
        if "estimate" in names:
            fields["estimate"] = card.estimate
        if "assignees" in names:
            fields["assignees"] = self._people.members(card.assignees)
        if "labels" in names:
            fields["labels"] = self._frame.labels(card.labels)
        if names & {"column", "place"}:
            fields.update(self._place(card, task_id, moves="column" in names))
        return fields

    def _place(self, card: Card, task_id: UUID | None, *, moves: bool) -> TaskFields:
        """Its status, and its place behind the card above it."""
        status = self._status(card.column)
        is_moved_here = task_id is not None and not Task.objects.filter(id=task_id, status_id=status).exists()
        if is_moved_here and not moves:
            # Somebody moved it elsewhere here; that its neighbours changed there does not bring it back.
            return {}
        fields: TaskFields = {"status": str(status)}
        if task_id is None and self._frame.is_new:
            fields["position"] = self._ranks[card.source_id]
        elif above := self._above(card, status):
            fields["after"] = above
        elif first := self._first(status, task_id):
            fields["before"] = first
        return fields

    def _above(self, card: Card, status: UUID) -> UUID | None:
        """The nearest card above it that is there already, and has not been moved elsewhere here."""
        tasks = (self._desk.ledger.find(Kind.TASK, source_id) for source_id in self._chain(card))
        known = (task_id for task_id in tasks if task_id is not None)
        while some := list(islice(known, LOOKED_AT)):
            if found := _first_in(some, status):
                return found
        return None

    def _chain(self, card: Card) -> Iterator[str]:
        """The cards above it, nearest first."""
        above = card.previous
        while above is not None:
            yield above
            above = self._previous[above]

    def _first(self, status: UUID, moved: UUID | None) -> UUID | None:
        others = Task.objects.filter(status_id=status).order_by("position", "id")
        others = others.exclude(id=moved) if moved else others
        return others.values_list("id", flat=True).first()

    def _subtask_fields(self, card: Card, subtask: Subtask, names: frozenset[str]) -> TaskFields:
        fields: TaskFields = {}
        if "title" in names:
            fields["title"] = subtask.title
        if "due_at" in names:
            fields["due_at"] = subtask.due_at
        if "assignees" in names:
            fields["assignees"] = self._people.members((subtask.assignee,) if subtask.assignee else ())
        if "done" in names:
            fields["status"] = str(self._status(self._column_of(card, is_done=subtask.is_done)))
        return fields

    def _column_of(self, card: Card, *, is_done: bool) -> str:
        """Ticked: the first done list. Else the card's own list if work goes on there, or the first such list."""
        usable = sorted(self._columns, key=lambda column: column.is_archived)
        if is_done:
            return next(column.source_id for column in usable if column.category is Category.DONE)
        own = next(column for column in self._columns if column.source_id == card.column)
        open_ones = [column for column in usable if not column.category.is_closed]
        return own.source_id if not own.category.is_closed or not open_ones else open_ones[0].source_id

    def _status(self, column: str) -> UUID:
        status = self._frame.status(column)
        if status is None:
            raise Conflict("its list could not be taken")
        return status

    def _task_id(self, card: str) -> UUID:
        task_id = self._desk.ledger.find(Kind.TASK, card)
        if task_id is None:
            raise Conflict("its card could not be taken")
        return task_id


def _facts(card: Card) -> dict[str, object]:
    """What is compared with the last import. Its place is the card above it: a new card then moves one, not all."""
    said = {"priority": card.priority, "estimate": card.estimate}
    return {name: value for name, value in said.items() if value is not None} | {
        "title": card.title,
        "description": card.description,
        "start_at": card.start_at,
        "due_at": card.due_at,
        "assignees": card.assignees,
        "labels": sorted(card.labels),
        "column": card.column,
        "place": card.previous,
        "archived": card.is_archived,
    }


def where(card: Card) -> str:
    """How a report names a card."""
    if card.where is not None:
        return card.where
    return f"card #{card.number} “{card.title[:60]}”" if card.number is not None else f"card “{card.title[:60]}”"


def _first_in(task_ids: Sequence[UUID], status: UUID) -> UUID | None:
    """The first of these tasks that has this status."""
    here = set(Task.objects.filter(id__in=task_ids, status_id=status).values_list("id", flat=True))
    return next((task_id for task_id in task_ids if task_id in here), None)


def _rank_cards(cards: Iterable[Card]) -> dict[str, str]:
    """Places for all cards, column by column."""
    columns: dict[str, list[str]] = {}
    for card in cards:
        columns.setdefault(card.column, []).append(card.source_id)
    return {source_id: rank for ids in columns.values() for source_id, rank in zip(ids, ranks(len(ids)), strict=True)}
