"""What live queries read: names, the zone of their reader, and the tasks over whose dates the clock has gone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from events import clock
from events.log import Log, State
from query.clock import Hand, next_midnight
from query.custom import CustomField
from query.lookup import Directory, options_of, task_keys
from query.moments import Reader
from query.resolve import Source, sources
from query.tree import Among, Tree, leaves

MOST_PASSED: Final = 512  # tasks that are told of at once; beyond that a list is read sooner than they are

_NAMES = """
SELECT scope.timezone, name.source, name.id::text, name.name, name.names, name.is_archived
FROM stream_scope AS scope
LEFT JOIN stream_name AS name ON name.workspace_id = scope.workspace_id AND name.source = ANY(%(sources)s)
    AND (name.private_project_id IS NULL OR name.private_project_id = ANY(scope.private_project_ids))
WHERE scope.workspace_id = %(workspace)s::uuid AND scope.user_id = %(user)s::uuid
ORDER BY name.id
"""
_FIELDS = """
SELECT field.key, field.type, field.options, field.project_id::text
FROM stream_scope AS scope JOIN stream_field AS field ON field.workspace_id = scope.workspace_id
    AND (field.private_project_id IS NULL OR field.private_project_id = ANY(scope.private_project_ids))
WHERE scope.workspace_id = %(workspace)s::uuid AND scope.user_id = %(user)s::uuid
ORDER BY field.id
"""
_TASKS = """
SELECT wanted.name, task.id::text
FROM unnest(%(names)s::text[], %(keys)s::text[], %(numbers)s::bigint[]) AS wanted (name, key, number)
JOIN stream_scope AS scope ON scope.workspace_id = %(workspace)s::uuid AND scope.user_id = %(user)s::uuid
JOIN stream_name AS project ON project.workspace_id = scope.workspace_id AND project.source = 'project'
    AND project.name = wanted.key
    AND (project.private_project_id IS NULL OR project.private_project_id = ANY(scope.private_project_ids))
JOIN stream_task AS task ON task.project_id = project.id AND task.number = wanted.number
"""
_EVENT_AT = """
SELECT body::json ->> 'at' FROM stream_event WHERE workspace_id = %(workspace)s::uuid AND seq = %(seq)s::bigint
"""
_OWN = "workspace_id = %(workspace)s::uuid AND deleted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Passed:
    """A task over one of whose dates a hand has gone. `text`: its document as PostgreSQL wrote it."""

    private_project_id: str | None
    task: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What time did from one instant to `until`, as the log's `state` has it. `tasks` None: to too many tasks.

    `due`: when it does something again; None: never, as things stand.
    """

    state: State
    until: datetime
    due: datetime | None
    tasks: Sequence[Passed] | None


@dataclass(frozen=True, slots=True)
class Names(Directory):
    """What one reader may name, as it was read for one query."""

    rows: Sequence[tuple[str, str, str, Sequence[str]]]
    own_fields: Sequence[tuple[str, CustomField]]
    tasks: Sequence[tuple[str, str]]
    zone: str
    archived: frozenset[str]

    @property
    def custom_fields(self) -> Sequence[tuple[str, CustomField]]:
        """The custom fields with their keys."""
        return self.own_fields

    def called(self, source: Source) -> Iterable[tuple[str, object]]:
        """Name and id."""
        return [(called, id_) for kind, id_, _, names in self.rows if kind == source for called in names]

    def shown(self, source: Source) -> Iterable[str]:
        """The names that may be told."""
        return [name for kind, _, name, _ in self.rows if kind == source]

    def numbered(self, wanted: Sequence[tuple[str, str, int]]) -> Iterable[tuple[str, object]]:
        """Of those that were looked up."""
        named = {name for name, *_ in wanted}
        return [(name, id_) for name, id_ in self.tasks if name in named]


class LiveLog:
    """The log's views for live queries. Each method raises `LogUnavailable`."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def names(self, workspace_id: str, user_id: str, tree: Tree) -> Names | None:
        """What `user_id` may name in `tree`; None: he is no member."""
        wanted = sources(tree)
        who: dict[str, str | int | list[str]] = {"workspace": workspace_id, "user": user_id}
        rows = await self._log.rows(_NAMES, {**who, "sources": sorted({"project", *wanted})})
        if not rows:
            return None
        fields = await self._log.rows(_FIELDS, who) if "field" in wanted else []
        keys = task_keys({name.text for leaf in leaves(tree) if isinstance(leaf, Among) for name in leaf.names})
        asked = {"names": [name for name, *_ in keys], "keys": [key for _, key, _ in keys]}
        numbers = [str(number) for *_, number in keys]
        tasks = await self._log.rows(_TASKS, {**who, **asked, "numbers": numbers}) if keys else []
        return Names(
            rows=[(source, id_, name, names) for _, source, id_, name, names, _ in rows if source],
            own_fields=[
                (key, CustomField(kind, options_of(options), frozenset({project})))
                for key, kind, options, project in fields
            ],
            tasks=[(name, id_) for name, id_ in tasks],
            zone=rows[0][0],
            archived=frozenset(id_ for _, source, id_, *_, archived in rows if source == "project" and archived),
        )

    async def event_at(self, workspace_id: str, seq: int) -> datetime | None:
        """When the event of this number was written; None where it is not kept."""
        rows = await self._log.rows(_EVENT_AT, {"workspace": workspace_id, "seq": seq})
        return datetime.fromisoformat(rows[0][0]) if rows else None

    async def passage(self, workspace_id: str, hands: Iterable[Hand], since: Reader) -> Passage | None:
        """What the hands have gone over from `since` to now. None: no such workspace."""
        now = replace(since, now=clock.now())
        ordered = sorted(hands, key=repr)
        parameters: dict[str, str | int | list[str]] = {"workspace": workspace_id, "most": MOST_PASSED + 1}
        ahead = [(hand, hand.hours) for hand in ordered if hand.hours is not None]
        for number, hand in enumerate(ordered):
            parameters[f"name{number}"] = hand.name
            parameters[f"low{number}"], parameters[f"high{number}"] = hand.sweep(since, now)
        for number, (hand, _) in enumerate(ahead):
            parameters[f"place{number}"] = hand.place(now)
        rows = await self._log.rows(_passage(ordered, [hand for hand, _ in ahead]), parameters)
        if not rows:
            return None
        dues = [hand.passes(date) for (hand, _), date in zip(ahead, rows[0][6:], strict=True) if date is not None]
        due = min((at for at in [next_midnight(ordered, now), *dues] if at is not None), default=None)
        passed = [Passed(private, json.loads(text), text) for _, _, _, id_, private, text, *_ in rows if id_]
        is_too_much = len(passed) > MOST_PASSED
        return Passage(State(*rows[0][:3]), now.now, due, None if is_too_much else passed)


def _passage(hands: Sequence[Hand], ahead: Sequence[Hand]) -> str:
    """State, task and next dates come from one statement, so from one snapshot. Its names are those of the language.

    Documents are made of the few tasks that were found; in a join PostgreSQL might make those of all first.
    """
    swept = " OR ".join(_swept(hands))
    following = "".join(_following(ahead))
    return f"""
    WITH passed AS MATERIALIZED (
        SELECT id, private_project_id FROM stream_task WHERE {_OWN} AND ({swept}) LIMIT %(most)s::int)
    SELECT log.epoch, log.seq, log.log_start, passed.id::text, passed.private_project_id::text,
           (SELECT task.document FROM stream_task AS task WHERE task.id = passed.id){following}
    FROM stream_log AS log LEFT JOIN passed ON true
    WHERE log.workspace_id = %(workspace)s::uuid
    """  # noqa: S608


def _swept(hands: Sequence[Hand]) -> Iterator[str]:
    """Conditions of tasks over whose dates hands have gone."""
    for number, hand in enumerate(hands):
        low, high = f"%(low{number})s", f"%(high{number})s"
        if hand.is_field:
            date = f'(fields ->> %(name{number})s::text) COLLATE "C"'
            yield f"({date} >= {low} AND {date} < {high})"
        else:
            yield f"({hand.name}_at >= {low}::timestamptz AND {hand.name}_at < {high}::timestamptz)"


def _following(ahead: Sequence[Hand]) -> Iterator[str]:
    """Columns with the date that a hand passes next."""
    for number, hand in enumerate(ahead):
        where = f"{_OWN} AND {hand.name}_at >= %(place{number})s::timestamptz"
        yield f", (SELECT min({hand.name}_at) FROM stream_task WHERE {where})"  # noqa: S608
