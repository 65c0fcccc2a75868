"""What queries name, looked up among what one person sees: in one workspace, or in all of his."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import Row, fetch
from backend.tasks.narrowing import MANY
from query.custom import CustomField
from query.fold import searchable
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

_TASK_KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,9})-([1-9][0-9]{0,8})", re.ASCII)


def workspaces_of(user: User) -> list[UUID]:
    """The workspaces of which a person is a member."""
    return sorted(row[0] for row in fetch(_WORKSPACES, [user.id]))


class Names:
    """A `query.resolve.Lookup` over the database. What was read once is kept: make one for each request."""

    def __init__(self, user: User, workspaces: Sequence[UUID]) -> None:
        self._user, self._workspaces = user, list(workspaces)

    def ids(self, source: Source, names: Collection[str]) -> Mapping[str, Collection[str]]:
        """Name as written → ids of what is called so."""
        if source == "task":
            return self._tasks(names)
        called = self._called(source)
        return {name: called.get(searchable(name), ()) for name in names}

    def known(self, source: Source) -> Iterable[str]:
        """The names that there are, for suggestions. Nobody's address is told."""
        match source:
            case "person":
                return sorted({name for _, name, *_ in self.people})
            case "field":
                return sorted({key for key, _ in self.custom_fields})
            case "task":
                return ()
            case _:
                return sorted({name for name, _ in self.rows(source)})

    def fields(self, keys: Collection[str]) -> Mapping[str, Sequence[CustomField]]:
        """Key → the custom fields that have it."""
        return {key: [field for own, field in self.custom_fields if own == key] for key in keys}

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
            (key, CustomField(kind, _options(options), frozenset({str(project)})))
            for key, kind, options, project in fetch(_FIELDS, self._seen)
        ]

    def rows(self, source: Source) -> Sequence[Row]:
        """Name and id of each status, label or project."""
        if source not in self._read:
            statement = {"project": _PROJECTS, "status": _STATUSES, "label": _LABELS}[source]
            self._read[source] = fetch(statement, self._seen if source != "label" else [self._workspaces])
        return self._read[source]

    @cached_property
    def _read(self) -> dict[Source, Sequence[Row]]:
        return {}

    @property
    def _seen(self) -> list[object]:
        return [self._workspaces, self._user.id]

    def _called(self, source: Source) -> Mapping[str, set[str]]:
        """Folded name → ids. People are called by their whole name, their first name and their address."""
        called: dict[str, set[str]] = defaultdict(set)
        named = self.rows(source) if source != "person" else [(name, one[0]) for one in self.people for name in one[1:]]
        for name, id_ in named:
            if name:
                called[searchable(name)].add(str(id_))
        return called

    def _tasks(self, names: Collection[str]) -> Mapping[str, Collection[str]]:
        keys = [(name, key[1].upper(), int(key[2])) for name in names if (key := _TASK_KEY.fullmatch(name))]
        found: dict[str, set[str]] = defaultdict(set)
        if keys:
            for name, id_ in fetch(_TASKS, [*map(list, zip(*keys, strict=True)), *self._seen]):
                found[name].add(str(id_))
        return found


def _options(options: object) -> Mapping[str, str]:
    """Key → name of a select's choices."""
    chosen = json.loads(options) if isinstance(options, str) else options
    return {str(one["key"]): str(one["name"]) for one in chosen} if isinstance(chosen, list) else {}
