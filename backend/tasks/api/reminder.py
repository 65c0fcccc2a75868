"""Endpoints of reminders: everybody's own."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import reminder as actions
from backend.tasks.api.comment import Thread
from backend.tasks.api.task import InWorkspace, Ref, find_task, task_id
from backend.tasks.documents import REMINDER
from backend.tasks.models import Reminder
from backend.tasks.schemas.reminder import ReminderChanges, ReminderIn, ReminderOut

router = Routes(tags=["reminders"])

REMINDERS = Sortable({"created_at": "created_at"}, "created_at")


@router.get("/{ref}/reminders", response={200: ListOf[ReminderOut]}, summary="Your reminders of a task")
def list_reminders(request: HttpRequest, ref: Ref, query: Annotated[Thread, Query()]) -> HttpResponse:
    """Nobody else sees them."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    own = Reminder.objects.filter(task=task, user=actor_of(request))
    return many(page(own, query, sortable=REMINDERS, document=REMINDER))


@router.post("/{ref}/reminders", response={200: ReminderOut, 201: ReminderOut}, summary="Be reminded of a task")
def create_reminder(request: HttpRequest, ref: Ref, where: InWorkspace, body: ReminderIn) -> HttpResponse:
    """At an instant, or some time before the task is due, which moves with it."""
    actor, task = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Reminder.objects.filter(task_id=task, user=actor),
            create=lambda: actions.add_reminder(task, actor=actor, **body.model_dump()),
        )
    return one(request, REMINDER, created, status)


@router.get("/{ref}/reminders/{id:reminder_id}", response={200: ReminderOut}, summary="One of your reminders")
def get_reminder(request: HttpRequest, ref: Ref, reminder_id: UUID, where: InWorkspace) -> HttpResponse:
    """Nobody else sees it."""
    own = Reminder.objects.filter(task_id=task_id(request, ref, where), user=actor_of(request), id=reminder_id)
    if not own.exists():
        raise NotFound
    return one(request, REMINDER, reminder_id)


@router.patch("/{ref}/reminders/{id:reminder_id}", response={200: ReminderOut}, summary="Be reminded at another time")
def update_reminder(
    request: HttpRequest, ref: Ref, reminder_id: UUID, where: InWorkspace, body: ReminderChanges
) -> HttpResponse:
    """One of `remind_at` and `before_due`, in place of what there was."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.edit_reminder(task, reminder_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, REMINDER, reminder_id)


@router.delete("/{ref}/reminders/{id:reminder_id}", response={204: None}, summary="Be reminded no more")
def delete_reminder(request: HttpRequest, ref: Ref, reminder_id: UUID, where: InWorkspace) -> HttpResponse:
    """Only your own."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.delete_reminder(task, reminder_id, actor=actor, expected=if_match(request))
    return HttpResponse(status=204)
