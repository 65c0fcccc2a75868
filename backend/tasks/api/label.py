"""Endpoints of labels that change the tasks which carry them; the others are the projects' own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from backend.accounts.auth import actor_of
from backend.core.answers import if_match, one
from backend.projects.api.label import router
from backend.projects.documents import LABEL
from backend.projects.schemas import LabelMerge, LabelOut
from backend.tasks.actions import label as actions

__all__ = ["router"]


@router.post(
    "/{id:label_id}/merge",
    response={200: LabelOut, 202: LabelOut},
    summary="Let every task carry another label instead, and delete this one",
)
def merge_label(request: HttpRequest, label_id: UUID, body: LabelMerge) -> HttpResponse:
    """200 and the other label; 202 where more than 500 tasks carry it, and it goes on by itself."""
    is_done = actions.merge_label(label_id, body.into, actor=actor_of(request), expected=if_match(request))
    return one(request, LABEL, body.into, 200 if is_done else 202)
