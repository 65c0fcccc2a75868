"""What is done to the custom fields of a project.

Who changes what values there can be seals the project: those who are writing tasks in it come before, or find the field
changed.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound, invalid
from backend.core.ids import NOBODY, uuid7
from backend.core.ranks import last_rank, rank_beside
from backend.eventlog.change import change
from backend.projects.actions.project import locked_project, require_open
from backend.projects.documents import FIELD
from backend.projects.keys import RESERVED, field_key
from backend.projects.kinds import FIELD_KINDS
from backend.projects.models import Field, Project
from backend.projects.options import Option, OptionFields, require_unused, settled
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

MOST_FIELDS = 50


def create_field(
    project_id: UUID,
    *,
    actor: User,
    name: str,
    type: str,  # noqa: A002  # the API's name
    key: str | None = None,
    options: Sequence[OptionFields] = (),
    after: UUID | None = None,
    before: UUID | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Field:
    """A new custom field of all tasks of a project, last or beside another one."""
    with change(actor) as log:
        project = open_project(project_id, actor)
        present = Field.objects.filter(project=project)
        keys = set(present.values_list("key", flat=True))
        if len(keys) >= MOST_FIELDS:
            raise Conflict(f"A project has at most {MOST_FIELDS} custom fields; delete one that is no longer needed.")
        field = Field(id=id or uuid7(), workspace_id=project.workspace_id, project=project, name=name, type=type)
        field.key = field_key(name, keys) if key is None else _own(key)
        field.options = settled(options, field)
        field.position = _position(project, after, before)
        _insert(field)
        log.record(FIELD_KINDS["created"], field)
    return field


def update_field(
    project_id: UUID,
    field_id: UUID,
    *,
    actor: User,
    expected: Versions = None,
    name: str | None = None,
    options: Sequence[OptionFields] | None = None,
    after: UUID | None = None,
    before: UUID | None = None,
) -> Field:
    """Rename or move a field, or give it these options. `Conflict` where a task has an option that is missing."""
    with change(actor) as log:
        project = open_project(project_id, actor, seal=options is not None)
        field = locked_field(project, field_id)
        check_version(expected, field.version, FIELD, field.id)
        values: dict[str, str | list[Option]] = {} if name is None else {"name": name}
        if options is not None:
            values["options"] = kept = settled(options, field)
            require_unused(field, [option for option in field.options if option["key"] not in _keys(kept)])
        if after is not None or before is not None:
            values["position"] = _position(project, after, before, moved=field.id)
        writes = {one for one, value in values.items() if getattr(field, one) != value}
        require(actor, project.workspace_id, Permission.WRITE_PROJECTS, writes={"field": writes})
        log.watch(FIELD, field)
        if log.revise(field, **values):
            log.record(FIELD_KINDS["updated"], field)
    return field


def archive_field(project_id: UUID, field_id: UUID, *, actor: User, archived: bool, expected: Versions = None) -> Field:
    """Put a field away, or take it out again: tasks keep their values, and take no new ones meanwhile."""
    with change(actor) as log:
        field = locked_field(open_project(project_id, actor, seal=True), field_id)
        check_version(expected, field.version, FIELD, field.id)
        log.watch(FIELD, field)
        if (field.archived_at is not None) != archived:
            log.revise(field, archived_at=now() if archived else None)
            log.record(FIELD_KINDS["archived" if archived else "unarchived"], field)
    return field


def open_project(
    project_id: UUID, actor: User, permission: Permission = Permission.WRITE_PROJECTS, *, seal: bool = False
) -> Project:
    """The project, locked or sealed; not an archived one."""
    project = locked_project(project_id, actor, permission, seal=seal)
    require_open(project)
    return project


def locked_field(project: Project, field_id: UUID) -> Field:
    """A custom field of the locked project."""
    field = Field.objects.filter(project=project, id=field_id).locked().first()
    if field is None:
        raise NotFound
    return field


def _own(key: str) -> str:
    if key in RESERVED:
        raise invalid("key", f"{key} is the name of something that every task has")
    return key


def _insert(field: Field) -> None:
    try:
        with transaction.atomic():
            field.insert()
    except IntegrityError as error:
        is_key = "field_key_unique" in str(error)
        taken = f"The key {field.key} is taken by another field of this project." if is_key else "This id is taken."
        raise Conflict(taken) from None


def _position(project: Project, after: UUID | None, before: UUID | None, *, moved: UUID | None = None) -> str:
    others = Field.objects.filter(project=project).exclude(id=moved or NOBODY)
    if after is None and before is None:
        return last_rank(others)
    return rank_beside(others, after=after, before=before)


def _keys(options: Sequence[Option]) -> set[str]:
    return {option["key"] for option in options}
