"""Endpoints of statuses that may change the tasks in them; the others are the projects' own."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from backend.accounts.auth import actor_of
from backend.core.answers import if_match, one, require_same_id
from backend.projects.api.status import router
from backend.projects.documents import STATUS
from backend.projects.schemas import StatusChanges, StatusIn, StatusOut
from backend.tasks.actions import status as actions

__all__ = ["router"]


class Leaving(Schema):
    """Where the tasks of a column that goes come."""

    move_to: Annotated[UUID | None, Field(description="Another status of the project, for the tasks in this one.")] = (
        None
    )


@router.patch(
    "/{id:project_id}/statuses/{id:status_id}",
    response={200: StatusOut},
    summary="Change the fields that are sent; `after` or `before` moves the column",
)
def update_status(request: HttpRequest, project_id: UUID, status_id: UUID, body: StatusChanges) -> HttpResponse:
    """A new category completes, closes or opens the tasks in it: at most 500, else 409."""
    actor = actor_of(request)
    actions.update_status(project_id, status_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, STATUS, status_id)


@router.put("/{id:project_id}/statuses/{id:status_id}", response={200: StatusOut}, summary="Replace a status")
def replace_status(request: HttpRequest, project_id: UUID, status_id: UUID, body: StatusIn) -> HttpResponse:
    """Takes the body of a creation."""
    require_same_id(body.id, status_id)
    fields = body.model_dump(exclude={"id"})
    actions.update_status(project_id, status_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, STATUS, status_id)


@router.delete("/{id:project_id}/statuses/{id:status_id}", response={204: None}, summary="Delete a status")
def delete_status(
    request: HttpRequest, project_id: UUID, status_id: UUID, query: Annotated[Leaving, Query()]
) -> HttpResponse:
    """Its tasks, at most 500, go to `move_to`; 409 where there are some and it is not given."""
    actor, expected = actor_of(request), if_match(request)
    actions.delete_status(project_id, status_id, actor=actor, move_to=query.move_to, expected=expected)
    return HttpResponse(status=204)
