"""What is done to the labels of a workspace."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.projects.documents import LABEL
from backend.projects.kinds import LABEL_KINDS
from backend.projects.models import Label
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


def create_label(
    *,
    actor: User,
    workspace_id: UUID,
    name: str,
    color: str = "#70707c",
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Label:
    """A new label; names are unique in the workspace, whatever their case."""
    label = Label(id=id or uuid7(), workspace_id=workspace_id, name=name, color=color)
    with change(actor) as log:
        require(actor, workspace_id, Permission.WRITE_TASKS)
        try:
            with transaction.atomic():
                label.save(force_insert=True)
        except IntegrityError as error:
            raise _taken(error, name) from None
        log.record(LABEL_KINDS["created"], label)
    return label


def update_label(label_id: UUID, *, actor: User, expected: Versions = None, **fields: str) -> Label:
    """Rename or recolour a label, everywhere at once."""
    with change(actor) as log:
        label = _locked(label_id, actor, writes=fields)
        check_version(expected, label.version, LABEL, label.id)
        log.watch(LABEL, label)
        try:
            with transaction.atomic():
                changed = log.revise(label, **fields)
        except IntegrityError as error:
            raise _taken(error, fields["name"]) from None
        if changed:
            log.record(LABEL_KINDS["updated"], label)
    return label


def delete_label(label_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a label and take it off every task. One event; readers take it off."""
    with change(actor) as log:
        # Whoever puts it on a task is first, or finds it gone.
        label = _locked(label_id, actor, seal=True)
        check_version(expected, label.version, LABEL, label.id)
        log.watch(LABEL, label)
        log.record(LABEL_KINDS["deleted"], label)
        Label.objects.filter(id=label.id).delete()


def _locked(label_id: UUID, actor: User, *, seal: bool = False, writes: Collection[str] = ()) -> Label:
    visible = Label.objects.visible_to(actor).filter(id=label_id).values("id")
    rows = Label.objects.filter(id__in=visible)
    label = (rows.sealed() if seal else rows.locked()).first()
    if label is None:
        raise NotFound
    require(actor, label.workspace_id, Permission.WRITE_TASKS, writes={"label": writes})
    return label


def _taken(error: IntegrityError, name: str) -> Conflict:
    return Conflict(f"A label {name!r} exists already." if "label_name" in str(error) else "This id is taken.")
