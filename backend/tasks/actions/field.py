"""The values of a task's custom fields. Whoever writes them keeps the project, so the fields stay as they are read."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Fault, Invalid
from backend.core.sql import execute
from backend.eventlog.change import change
from backend.projects.actions.field import locked_field, open_project
from backend.projects.documents import FIELD
from backend.projects.kinds import FIELD_KINDS
from backend.projects.models import Field, FieldType, Project
from backend.projects.values import FieldValue, Sent, kept_value
from backend.workspaces.models import Member
from backend.workspaces.roles import Permission
from config.names import nearest

Values = dict[str, FieldValue]

# What is searched of a text field is kept beside the task.
_FORGET = """
    WITH forgotten AS (
        UPDATE tasks_task SET fields = fields - %s::text
        WHERE project_id = %s AND fields ? %s::text RETURNING id)
    UPDATE tasks_tasksearch w SET fields = w.fields - %s::text FROM forgotten f WHERE w.task_id = f.id"""


def changed_values(
    project: Project,
    present: Mapping[str, FieldValue],
    sent: Mapping[str, Sent],
    *,
    whole: bool = False,
) -> Values:
    """`present` with what was sent put in, and what was sent as null taken out; `Invalid` names what does not fit.

    `whole`: what was not sent goes as well, but for the values of archived fields.
    """
    if not sent and not (whole and present):
        return dict(present)
    fields = definitions(project)
    laid = lay(project, fields, present, sent)
    if laid.faults:
        raise Invalid([Fault(("body", "fields", key), message) for key, message in laid.faults.items()])
    if not whole:
        return laid.values
    return {key: value for key, value in laid.values.items() if key in sent or _is_archived(fields.get(key))}


def fitting_values(project: Project, values: Mapping[str, Sent]) -> Values:
    """Those of `values`, which come from elsewhere, that a task of `project` may take."""
    return lay(project, definitions(project), {}, values).values if values else {}


class Laid(NamedTuple):
    """What comes out of laying values over others, and key → sentence for each part that could not be laid."""

    values: Values
    faults: dict[str, str]


def definitions(project: Project) -> dict[str, Field]:
    """Key → custom field, archived ones too."""
    return {field.key: field for field in Field.objects.filter(project=project)}


def lay(
    project: Project,
    fields: Mapping[str, Field],
    present: Mapping[str, FieldValue],
    sent: Mapping[str, Sent],
    *,
    members: Collection[UUID] | None = None,
) -> Laid:
    """`present` with `sent` put in, as far as that fits. `members`: those among the people sent, if known."""
    values, faults = dict(present), dict[str, str]()
    for key, value in sent.items():
        try:
            kept = _kept(fields, key, value, present.get(key))
        except ValueError as error:
            faults[key] = str(error)
            continue
        if kept is None:
            values.pop(key, None)
        else:
            values[key] = kept
    people = {key: values[key] for key in sent if key in values and values[key] != present.get(key)}
    for key in _strangers(project, people_in(fields, people), members):
        del values[key]
        faults[key] = "takes a member of this workspace"
    return Laid(values, faults)


def delete_field(project_id: UUID, field_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a field and all its values. One event; readers drop the values."""
    with change(actor) as log:
        # Whoever is writing tasks there is first, or finds it gone.
        project = open_project(project_id, actor, Permission.MANAGE_PROJECTS, seal=True)
        field = locked_field(project, field_id)
        check_version(expected, field.version, FIELD, field.id)
        log.watch(FIELD, field)
        log.record(FIELD_KINDS["deleted"], field)
        execute(_FORGET, [field.key, project.id, field.key, field.key])
        Field.objects.filter(id=field.id).delete()


def _kept(fields: Mapping[str, Field], key: str, value: Sent, present: FieldValue | None) -> FieldValue | None:
    if key not in fields:
        raise ValueError(f"no custom field of this project has this key{nearest(key, fields)}")
    kept = kept_value(fields[key], value)
    if kept is not None and kept != present and fields[key].archived_at is not None:
        raise ValueError("is archived and takes no new values")
    return kept


def _is_archived(field: Field | None) -> bool:
    return field is not None and field.archived_at is not None


def people_in(fields: Mapping[str, Field], values: Mapping[str, Sent]) -> dict[str, UUID]:
    """Key → person of those values that are people."""
    found = {}
    for key, value in values.items():
        if key in fields and fields[key].type == FieldType.PERSON:
            with suppress(ValueError):
                found[key] = UUID(str(value))
    return found


def members_among(project: Project, people: Collection[UUID]) -> frozenset[UUID]:
    """Those who are members of the project's workspace."""
    members = Member.objects.filter(workspace_id=project.workspace_id, user_id__in=people)
    return frozenset(members.values_list("user_id", flat=True)) if people else frozenset()


def _strangers(project: Project, people: Mapping[str, UUID], members: Collection[UUID] | None) -> list[str]:
    """The keys whose people are no members. Somebody who has left may stay where he was."""
    known = members_among(project, people.values()) if members is None else members
    return [key for key, person in people.items() if person not in known]
