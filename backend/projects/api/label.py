"""Endpoints of labels."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.projects.actions import label as actions
from backend.projects.api.project import of_workspace
from backend.projects.documents import LABEL
from backend.projects.models import Label
from backend.projects.schemas import LabelChanges, LabelIn, LabelOut

router = Routes(tags=["labels"])

LABELS = Sortable({"name": "name", "created_at": "created_at", "updated_at": "updated_at"}, "name")


class LabelQuery(PageQuery):
    """Which labels."""

    workspace: UUID | None = None


@router.get("", response={200: ListOf[LabelOut]}, summary="The labels of your workspaces")
def list_labels(request: HttpRequest, query: Annotated[LabelQuery, Query()]) -> HttpResponse:
    """Of one workspace, or of all of yours."""
    rows = of_workspace(request, Label.objects.visible_to(actor_of(request)), query.workspace)
    return many(page(rows, query, sortable=LABELS, document=LABEL))


@router.post("", response={200: LabelOut, 201: LabelOut}, summary="Create a label")
def create_label(request: HttpRequest, body: LabelIn) -> HttpResponse:
    """Names are unique in a workspace, whatever their case."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Label.objects.visible_to(actor),
            create=lambda: actions.create_label(actor=actor, **body.model_dump()),
        )
    return one(request, LABEL, created, status)


@router.get("/{id:label_id}", response={200: LabelOut}, summary="One label")
def get_label(request: HttpRequest, label_id: UUID) -> HttpResponse:
    """Named by its id."""
    return one(request, LABEL, _visible(request, label_id).id)


@router.patch("/{id:label_id}", response={200: LabelOut}, summary="Change the fields that are sent")
def update_label(request: HttpRequest, label_id: UUID, body: LabelChanges) -> HttpResponse:
    """Tasks show the new name and colour at once, without events of their own."""
    actions.update_label(label_id, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, LABEL, label_id)


@router.put("/{id:label_id}", response={200: LabelOut}, summary="Replace a label")
def replace_label(request: HttpRequest, label_id: UUID, body: LabelIn) -> HttpResponse:
    """Takes the body of a creation."""
    require_same_id(body.id, label_id)
    require_same_id(body.workspace_id, _visible(request, label_id).workspace_id, "workspace_id")
    fields = {"name": body.name, "color": body.color}
    actions.update_label(label_id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, LABEL, label_id)


@router.delete("/{id:label_id}", response={204: None}, summary="Delete a label and take it off every task")
def delete_label(request: HttpRequest, label_id: UUID) -> HttpResponse:
    """To keep its tasks together, merge it into another one instead."""
    actions.delete_label(label_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


def _visible(request: HttpRequest, label_id: UUID) -> Label:
    label = Label.objects.visible_to(actor_of(request)).filter(id=label_id).first()
    if label is None:
        raise NotFound
    return label
