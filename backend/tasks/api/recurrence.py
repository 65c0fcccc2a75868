"""Endpoint of recurring tasks; the rule itself is a field of the task."""

from django.http import HttpRequest, HttpResponse

from backend.accounts.auth import actor_of
from backend.core.answers import if_match, one
from backend.core.ninja import Routes
from backend.tasks.actions.occurrence import skip_date
from backend.tasks.api.task import InWorkspace, Ref, task_id
from backend.tasks.documents import TASK
from backend.tasks.schemas.task import TaskOut

router = Routes(tags=["tasks"])


@router.post("/{ref}/skip", response={200: TaskOut}, summary="Let a recurring task wait for its next date")
def skip_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """Its dates move on to the next time of its rule; nothing is completed."""
    found = task_id(request, ref, where)
    skip_date(found, actor=actor_of(request), expected=if_match(request))
    return one(request, TASK, found)
