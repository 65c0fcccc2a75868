"""Endpoints of exports: everybody's own."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import Conflict, NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Problem, Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.exports.actions import export as actions
from backend.exports.documents import EXPORT
from backend.exports.models import Export, Format, State
from backend.exports.schemas import ExportIn, ExportOut
from backend.tasks.api.content import download
from backend.workspaces.access import look_into, require

router = Routes(tags=["exports"])

EXPORTS = Sortable({"created_at": "created_at"}, "-created_at")
_TYPES = {Format.JSON: "application/zip", Format.CSV: "text/csv; charset=utf-8"}
_BYTES = {"schema": {"type": "string", "format": "binary"}}


class ExportQuery(PageQuery):
    """Which of one's exports."""

    workspace: Annotated[UUID | None, Field(description="Only those of this workspace.")] = None


@router.get("", response={200: ListOf[ExportOut]}, summary="Your exports, newest first")
def list_exports(request: HttpRequest, query: Annotated[ExportQuery, Query()]) -> HttpResponse:
    """Nobody else sees them. Each is removed after seven days."""
    actor = actor_of(request)
    rows = Export.objects.visible_to(actor)
    if query.workspace is not None:
        look_into(actor, query.workspace)
        rows = rows.filter(workspace_id=query.workspace)
    return many(page(rows, query, sortable=EXPORTS, document=EXPORT))


@router.post("", response={200: ExportOut, 201: ExportOut}, summary="Export a workspace, or a table of its tasks")
def create_export(request: HttpRequest, body: ExportIn) -> HttpResponse:
    """It is made by a job: `state` tells how far it is. `json` is for owners and admins, `csv` for everybody."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Export.objects.visible_to(actor),
            create=lambda: actions.create_export(actor=actor, **body.model_dump()),
        )
    return one(request, EXPORT, created, status)


@router.get("/{id:export_id}", response={200: ExportOut}, summary="One of your exports")
def get_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Nobody else sees it."""
    return one(request, EXPORT, _own(request, export_id).id)


@router.get(
    "/{id:export_id}/file",
    response={200: None, 409: Problem},
    summary="The file of an export",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": _BYTES, "*/*": _BYTES}}}},
)
def get_export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """409 while it is not done. Who may not make such an export any more does not get it either."""
    export = _own(request, export_id)
    require(actor_of(request), export.workspace_id, actions.NEEDED[Format(export.format)])
    if export.state != State.DONE or export.size is None:
        raise Conflict(f"This export is {export.state}: there is no file yet." if not export.error else export.error)
    return download(export.storage_key, export.size, export.file_name, _TYPES[Format(export.format)])


@router.delete("/{id:export_id}", response={204: None}, summary="Delete an export and its file")
def delete_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One that is still under way is given up."""
    actions.delete_export(export_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


def _own(request: HttpRequest, export_id: UUID) -> Export:
    export = Export.objects.visible_to(actor_of(request)).filter(id=export_id).first()
    if export is None:
        raise NotFound
    return export
