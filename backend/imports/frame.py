"""What a board's cards hang in: the project, its statuses, the workspace's labels."""

from collections.abc import Iterator
from uuid import UUID

from backend.core.errors import Conflict
from backend.imports.board import Board, Column, Label
from backend.imports.keys import derive
from backend.imports.report import Kind
from backend.imports.rows import Desk
from backend.projects.actions.label import create_label, update_label
from backend.projects.actions.project import create_project, update_project
from backend.projects.actions.status import archive_status, create_status, update_status
from backend.projects.models import Label as OurLabel
from backend.projects.models import Project, Status

INSIDE = (Kind.PROJECT, Kind.STATUS, Kind.TASK, Kind.SUBTASK, Kind.COMMENT, Kind.ATTACHMENT)


class Frame:
    """The file's board, lists and labels → our project, statuses and labels."""

    def __init__(self, desk: Desk, into: UUID | None = None) -> None:
        """`into`: a project that is there already."""
        self._desk = desk
        self._into = into
        self._project_id: UUID | None = None
        self.is_new = False

    @property
    def project_id(self) -> UUID:
        """The project. `Conflict` where it could not be made."""
        if self._project_id is None:
            raise Conflict("The project could not be made.")
        return self._project_id

    def take(self, board: Board) -> None:
        """Find or make all of them. `Conflict` where the project was archived here."""
        if self._into is None:
            self._forget_deleted(board)
            self._take_project(board)
        else:
            self._enter(self._into)
        for previous, column in zip((None, *board.columns), board.columns, strict=False):
            self._take_column(column, previous)
        for label in board.labels:
            self._take_label(label)

    def status(self, column: str) -> UUID | None:
        """The status that the list became."""
        return self._desk.ledger.find(Kind.STATUS, column)

    def labels(self, source_ids: tuple[str, ...]) -> list[UUID]:
        """The labels that these became, but for those deleted here since."""
        found = [self._desk.ledger.find(Kind.LABEL, source_id) for source_id in source_ids]
        ids = [label_id for label_id in dict.fromkeys(found) if label_id]
        living = set(OurLabel.objects.filter(id__in=ids).values_list("id", flat=True)) if ids else set()
        return [label_id for label_id in ids if label_id in living]

    def _forget_deleted(self, board: Board) -> None:
        """A project deleted here comes again as a new one: asking for the import says that it is wanted."""
        known = self._desk.ledger.find(Kind.PROJECT, board.source_id)
        if known is None:
            return
        project = Project.objects.filter(id=known, deleted_at=None).first()
        if project is None:
            self._desk.ledger.forget(_ids_inside(board), INSIDE)
        elif project.archived_at is not None:
            raise _archived(project)

    def _enter(self, project_id: UUID) -> None:
        """Work in a project that is there; whatever was imported into it before is known."""
        project = Project.objects.visible_to(self._desk.actor).filter(id=project_id).first()
        if project is None or project.workspace_id != self._desk.workspace.id:
            raise Conflict("The project into which this goes is not there any more.")
        if project.archived_at is not None:
            raise _archived(project)
        self._project_id = project.id

    def _take_project(self, board: Board) -> None:
        desk = self._desk

        def create() -> UUID:
            taken = Project.objects.filter(workspace=desk.workspace, deleted_at=None).values_list("key", flat=True)
            project = create_project(
                actor=desk.actor,
                workspace_id=desk.workspace.id,
                key=derive(board.key_hints, set(taken)),
                name=board.name,
                description=board.description,
                statuses=(),
            )
            self.is_new = True
            return project.id

        def update(project_id: UUID, changed: frozenset[str]) -> None:
            update_project(project_id, actor=desk.actor, expected=None, **{name: values[name] for name in changed})

        values = {"name": board.name, "description": board.description}
        desk.take(Kind.PROJECT, board.source_id, f"board “{board.name}”", values, create, update)
        self._project_id = desk.ledger.find(Kind.PROJECT, board.source_id)

    def _take_column(self, column: Column, previous: Column | None) -> None:
        desk, project_id = self._desk, self.project_id
        above = self.status(previous.source_id) if previous else None

        def find() -> UUID | None:
            """In a project that was there before, a status of the same name, or meaning, is the same."""
            if self._into is None:
                return None
            same = {"category": column.category} if column.is_implied else {"name__iexact": column.name}
            found = Status.objects.filter(project_id=project_id, archived_at=None, **same).in_order().first()
            return found.id if found else None

        def create() -> UUID:
            after, before = self._beside(above)
            status = create_status(
                project_id, actor=desk.actor, name=column.name, category=column.category, after=after, before=before
            )
            if column.is_archived:
                archive_status(project_id, status.id, actor=desk.actor, archived=True)
            return status.id

        def update(status_id: UUID, changed: frozenset[str]) -> None:
            if "name" in changed:
                update_status(project_id, status_id, actor=desk.actor, name=column.name)
            if "place" in changed:
                after, before = self._beside(above, moved=status_id)
                if after or before:
                    update_status(project_id, status_id, actor=desk.actor, after=after, before=before)
            if "archived" in changed:
                archive_status(project_id, status_id, actor=desk.actor, archived=column.is_archived)

        values = {
            "name": column.name,
            "archived": column.is_archived,
            "place": previous.source_id if previous else None,
        }
        desk.take(Kind.STATUS, column.source_id, f"list “{column.name}”", values, create, update, find)

    def _beside(self, above: UUID | None, *, moved: UUID | None = None) -> tuple[UUID | None, UUID | None]:
        """(after, before): behind the status of the list before, if it is still there; the first list before all."""
        others = Status.objects.filter(project_id=self.project_id).in_order()
        others = others.exclude(id=moved) if moved else others
        if above is not None and others.filter(id=above).exists():
            return above, None
        first = others.first()
        return None, first.id if first and above is None else None

    def _take_label(self, label: Label) -> None:
        desk = self._desk

        def find() -> UUID | None:
            """Labels belong to the workspace: one of the same name, perhaps of another board, is the same."""
            same = OurLabel.objects.filter(workspace=desk.workspace, name__iexact=label.name).first()
            return same.id if same else None

        def create() -> UUID:
            made = create_label(actor=desk.actor, workspace_id=desk.workspace.id, name=label.name, color=label.color)
            return made.id

        def update(label_id: UUID, changed: frozenset[str]) -> None:
            update_label(label_id, actor=desk.actor, expected=None, **{name: values[name] for name in changed})

        values = {"name": label.name, "color": label.color}
        desk.take(Kind.LABEL, label.source_id, f"label “{label.name}”", values, create, update, find)


def _archived(project: Project) -> Conflict:
    return Conflict(f"The project {project.key} is archived here; unarchive it first.")


def _ids_inside(board: Board) -> Iterator[str]:
    yield board.source_id
    yield from (column.source_id for column in board.columns)
    for card in board.cards:
        yield card.source_id
        yield from (subtask.source_id for subtask in card.subtasks)
        yield from (comment.source_id for comment in card.comments)
        yield from (attachment.source_id for attachment in card.attachments)
