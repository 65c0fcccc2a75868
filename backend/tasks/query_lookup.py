"""What queries name, looked up among what one person sees: in one workspace, or in all of his."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import fetch
from backend.core.statements import Row
from backend.tasks.narrowing import MANY
from query.custom import CustomField
from query.lookup import Directory, options_of
from query.resolve import Source

_VISIBLE = """p.workspace_id = ANY(%s) AND p.deleted_at IS NULL AND (p.visibility = 'workspace' OR EXISTS (
    SELECT 1 FROM projects_projectmember m WHERE m.project_id = p.id AND m.user_id = %s))"""

_PROJECTS = f"SELECT p.key, p.id FROM projects_project p WHERE {_VISIBLE}"
_STATUSES = f"""SELECT s.name, s.id FROM projects_status s JOIN projects_project p ON p.id = s.project_id
    WHERE {_VISIBLE}"""
_CATEGORIES = f"""SELECT s.id, s.category FROM projects_status s JOIN projects_project p ON p.id = s.project_id
    WHERE {_VISIBLE}"""
_FIELDS = f"""SELECT f.key, f.type, f.options, f.project_id FROM projects_field f
    JOIN projects_project p ON p.id = f.project_id WHERE {_VISIBLE} ORDER BY f.id"""
_TASKS = f"""SELECT r.name, t.id FROM unnest(%s::text[], %s::text[], %s::bigint[]) r (name, key, number)
    JOIN projects_project p ON p.key = r.key JOIN tasks_task t ON t.project_id = p.id AND t.number = r.number
    WHERE {_VISIBLE}"""
_LABELS = "SELECT l.name, l.id FROM projects_label l WHERE l.workspace_id = ANY(%s)"
_PEOPLE = """SELECT DISTINCT u.id, u.name, u.first_name, u.email
    FROM workspaces_member m JOIN accounts_user u ON u.id = m.user_id WHERE m.workspace_id = ANY(%s) ORDER BY u.id"""
_WORKSPACES = """SELECT m.workspace_id FROM workspaces_member m JOIN workspaces_workspace w ON w.id = m.workspace_id
    WHERE m.user_id = %s AND w.deleted_at IS NULL"""


def workspaces_of(user: User) -> list[UUID]:
    """The workspaces of which a person is a member."""
    return sorted(row[0] for row in fetch(_WORKSPACES, [user.id]))


class Names(Directory):
    """A `query.resolve.Lookup` over the database. What was read once is kept: make one for each request."""

    def __init__(self, user: User, workspaces: Sequence[UUID]) -> None:
        self._user, self._workspaces = user, list(workspaces)

    @property
    def workspace_ids(self) -> Sequence[UUID]:
        """Where it looks."""
        return self._workspaces

    def statuses_of(self, projects: Collection[str] | None) -> Sequence[Row]:
        """Id and category of the statuses of some projects, or of all; of too many only so many that it shows."""
        if projects is None:
            return fetch(f"{_CATEGORIES} LIMIT {MANY + 1}", self._seen)
        return fetch(f"{_CATEGORIES} AND p.id = ANY(%s::uuid[]) LIMIT {MANY + 1}", [*self._seen, list(projects)])

    @cached_property
    def project_keys(self) -> Mapping[UUID, str]:
        """Id → key of the projects."""
        return {id_: key for key, id_ in self.rows("project")}

    @cached_property
    def people(self) -> Sequence[Row]:
        """Id, name, first name and address of the members."""
        return fetch(_PEOPLE, [self._workspaces])

    @cached_property
    def custom_fields(self) -> Sequence[tuple[str, CustomField]]:
        """The custom fields of the projects with their keys."""
        return [
            (key, CustomField(kind, options_of(options), frozenset({str(project)})))
            for key, kind, options, project in fetch(_FIELDS, self._seen)
        ]

    def rows(self, source: Source) -> Sequence[Row]:
        """Name and id of each status, label or project."""
        if source not in self._read:
            statement = {"project": _PROJECTS, "status": _STATUSES, "label": _LABELS}[source]
            self._read[source] = fetch(statement, self._seen if source != "label" else [self._workspaces])
        return self._read[source]

    def called(self, source: Source) -> Iterable[tuple[str, object]]:
        """Name and id; people are called by their whole name, their first name and their address."""
        if source == "person":
            return [(name, one[0]) for one in self.people for name in one[1:]]
        return [(name, id_) for name, id_ in self.rows(source)]

    def shown(self, source: Source) -> Iterable[str]:
        """The names that may be told."""
        return (name for _, name, *_ in self.people) if source == "person" else (name for name, _ in self.rows(source))

    def numbered(self, wanted: Sequence[tuple[str, str, int]]) -> Iterable[tuple[str, object]]:
        """Name and id of tasks."""
        return [(name, id_) for name, id_ in fetch(_TASKS, [*map(list, zip(*wanted, strict=True)), *self._seen])]

    @cached_property
    def _read(self) -> dict[Source, Sequence[Row]]:
        return {}

    @property
    def _seen(self) -> list[object]:
        return [self._workspaces, self._user.id]
