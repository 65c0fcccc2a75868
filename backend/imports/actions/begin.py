"""Asking for an import: the file is kept, and a job reads it."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.defer import defer
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.imports.board import Board
from backend.imports.kinds import IMPORT_KINDS
from backend.imports.models import Import
from backend.imports.sources import Wish
from backend.imports.writer import size
from backend.projects.actions.project import find_project, no_such_project, require_open
from backend.projects.models import Project
from backend.tasks.models import StoredFile
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


def begin_import(
    *,
    actor: User,
    wish: Wish,
    board: Board,
    file: StoredFile,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Import:
    """Have a file imported by a job; `board` is what was read in it already."""
    with change(actor) as log:
        require(actor, wish.workspace_id, Permission.WRITE_PROJECTS)
        made = Import(id=id or uuid7(), workspace_id=wish.workspace_id, created_by=actor, source=wish.source, file=file)
        made.file_name, made.mapping, made.total = wish.file_name, dict(wish.mapping), size(board)
        made.project = _project(wish, actor)
        made.project_name = made.project.name if made.project else board.name
        made.insert()
        log.record(IMPORT_KINDS["created"], made, user_id=actor.id)
        defer("imports.run", import_id=str(made.id))
    return made


def _project(wish: Wish, actor: User) -> Project | None:
    if wish.project_id is None:
        return None
    project = find_project(wish.project_id, actor=actor)
    if project.workspace_id != wish.workspace_id:
        raise no_such_project()
    require_open(project)
    return project
