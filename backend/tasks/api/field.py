"""The endpoint that deletes a custom field with the values that tasks have; the others belong to the project."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from backend.accounts.auth import actor_of
from backend.core.answers import if_match
from backend.projects.api.field import router
from backend.tasks.actions import field as actions

__all__ = ["router"]


@router.delete(
    "/{id:project_id}/fields/{id:field_id}",
    response={204: None},
    summary="Delete a custom field with all its values",
)
def delete_field(request: HttpRequest, project_id: UUID, field_id: UUID) -> HttpResponse:
    """For owners and admins. To keep the values, archive it."""
    actions.delete_field(project_id, field_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)
