"""Endpoints of imports: everybody's own."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Query
from ninja.files import UploadedFile

from backend.accounts.auth import actor_of
from backend.accounts.models import User
from backend.core.answers import create_once, many, one
from backend.core.errors import NotFound, invalid
from backend.core.lists import ListOf
from backend.core.ninja import Problem, Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.imports import actions, sources
from backend.imports.board import Board, BrokenFileError
from backend.imports.documents import IMPORT
from backend.imports.models import Import
from backend.imports.preview import preview
from backend.imports.schemas import FileForm, ImportForm, ImportOut, ImportStateName, PreviewOut, ProblemsOut
from backend.imports.sources import CSV, Wish
from backend.tasks.actions.file import stored
from backend.tasks.api.file import refuse_unknown, require_usable
from backend.tasks.models import StoredFile
from backend.tasks.schemas.attachment import clean_name
from backend.workspaces.access import look_into, require
from backend.workspaces.roles import Permission

router = Routes(tags=["imports"])

IMPORTS = Sortable({"created_at": "created_at", "finished_at": "finished_at"}, "-created_at")


class ImportQuery(PageQuery):
    """Which of one's imports."""

    workspace: UUID | None = None
    state: Annotated[ImportStateName | None, Field(description="Only those in this state.")] = None


@router.get("", response={200: ListOf[ImportOut]}, summary="Your imports, newest first")
def list_imports(request: HttpRequest, query: Annotated[ImportQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours."""
    actor = actor_of(request)
    rows = Import.objects.visible_to(actor)
    if query.workspace is not None:
        look_into(actor, query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    if query.state is not None:
        rows = rows.filter(state=query.state)
    return many(page(rows, query, sortable=IMPORTS, document=IMPORT))


@router.post(
    "",
    response={200: ImportOut, 201: ImportOut, 507: Problem},
    summary="Import a file, sent as multipart/form-data",
)
def create_import(request: HttpRequest, file: File[UploadedFile], details: Form[ImportForm]) -> HttpResponse:
    """A file that cannot be read is refused, and changes nothing. Sent again it adds nothing twice."""
    actor = _importer(request, file, details, ImportForm)
    wish = _wish(file, details)
    if wish.source != CSV and (wish.mapping or details.project_id or details.project_name):
        raise invalid("source", "only CSV takes a mapping and a project: a board has its own")
    board = _read(file, wish)
    with stored(file, workspace_id=wish.workspace_id, is_held=_is_wanted) as kept, change(actor):
        created, status = create_once(
            request,
            actor,
            details.id,
            among=lambda: Import.objects.visible_to(actor),
            create=lambda: actions.begin_import(actor=actor, wish=wish, board=board, file=kept, id=details.id),
            body=f"{kept.sha256} {wish}".encode(),
        )
    return one(request, IMPORT, created, status)


@router.post("/preview", response={200: PreviewOut}, summary="What a file seems to be; nothing of it is kept")
def preview_import(request: HttpRequest, file: File[UploadedFile], details: Form[FileForm]) -> HttpResponse:
    """With the mapping that is sent, or with what the names of the columns say."""
    _importer(request, file, details, FileForm)
    try:
        seen = preview(file.read(), _wish(file, details))
    except BrokenFileError as error:
        raise _broken(file, error) from None
    return HttpResponse(seen.model_dump_json(), "application/json")


@router.get("/{id:import_id}", response={200: ImportOut}, summary="One import")
def get_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Your own."""
    return one(request, IMPORT, _own(request, import_id).id)


@router.get("/{id:import_id}/problems", response={200: ProblemsOut}, summary="Everything that an import could not take")
def list_import_problems(request: HttpRequest, import_id: UUID) -> dict[str, object]:
    """At most 5,000, once it is done."""
    return {"items": _own(request, import_id).problems}


def _importer(request: HttpRequest, file: UploadedFile, details: FileForm, form: type[FileForm]) -> User:
    """Whoever sends the file, if he may and it can be one."""
    actor = actor_of(request)
    require(actor, details.workspace_id, Permission.WRITE_PROJECTS)
    refuse_unknown(request, form)
    require_usable(file)
    return actor


def _wish(file: UploadedFile, details: FileForm) -> Wish:
    wanted = details if isinstance(details, ImportForm) else None
    return Wish(
        workspace_id=details.workspace_id,
        source=details.source,
        file_name=clean_name(file.name or ""),
        mapping=details.mapping,
        project_id=wanted.project_id if wanted else None,
        project_name=wanted.project_name if wanted else None,
    )


def _read(file: UploadedFile, wish: Wish) -> Board:
    try:
        board = sources.read(file.read(), wish)
    except BrokenFileError as error:
        raise _broken(file, error) from None
    file.seek(0)
    return board


def _broken(file: UploadedFile, error: BrokenFileError) -> Exception:
    return invalid("file", f"{clean_name(file.name or '')} {error}", "broken_file")


def _own(request: HttpRequest, import_id: UUID) -> Import:
    found = Import.objects.visible_to(actor_of(request)).filter(id=import_id).first()
    if found is None:
        raise NotFound
    return found


def _is_wanted(file: StoredFile) -> bool:
    return Import.objects.filter(file=file).exists()
