"""The endpoint that changes many tasks at once."""

from django.http import HttpRequest

from backend.accounts.auth import actor_of
from backend.accounts.models import User
from backend.core.answers import do_once
from backend.core.documents import DocumentData
from backend.core.ninja import Routes
from backend.eventlog.change import change
from backend.tasks.actions import bulk as actions
from backend.tasks.models import Task
from backend.tasks.schemas.bulk import MOST, BulkIn, BulkOut
from backend.workspaces.access import look_into

router = Routes(tags=["tasks"])


@router.post("/bulk", response={200: BulkOut}, summary="Change up to 500 tasks: all of them, or none")
def change_tasks(request: HttpRequest, body: BulkIn) -> DocumentData:
    """By ids, or by a query in one workspace. Each task gets its own event; one fault, and nothing is changed."""
    actor = actor_of(request)
    if body.is_query:
        look_into(actor, body.workspace_id)
    elif (named := Task.objects.visible_to(actor).filter(id__in=body.ids).first()) is not None:
        look_into(actor, named.workspace_id)
    with change(actor):
        return do_once(request, actor, lambda: _changed(body, actor))


def _changed(body: BulkIn, actor: User) -> DocumentData:
    ids = actions.find_tasks(body.workspace_id, body.q, actor=actor, most=MOST) if body.is_query else body.ids
    versions = actions.change_tasks(ids, actor=actor, **body.changes.sent()) if ids else {}
    items = [{"id": str(task_id), "version": version} for task_id, version in versions.items()]
    return {"updated": len(items), "items": items}
