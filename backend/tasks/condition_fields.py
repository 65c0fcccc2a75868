"""Custom fields as SQL: their values lie in one JSON object per task, `t.fields`, whose types may differ by project."""

import json

from backend.core.sql import Condition, all_of, any_of
from backend.tasks.search import escaped
from query.moments import Edge, Reader, day
from query.tree import FieldAmong, FieldChecked, FieldDate, FieldNumber, FieldSet, FieldText, Range, Tree


def held_by_field(test: Tree, reader: Reader) -> Condition:
    """The condition under which a custom field is what is asked for."""
    match test:
        case FieldSet(key):
            return Condition("(t.fields ->> %s::text) IS NOT NULL", (key,))
        case FieldText(key, text):
            return _text(key, text)
        case FieldAmong(key, values, me):
            wanted = sorted(values | {reader.user_id} if me else values)
            return any_of(_contain({key: form}) for value in wanted for form in (value, [value]))
        case FieldNumber() | FieldDate():
            return _ordered(test, reader)
        case FieldChecked(key):
            return _contain({key: True})
        case _:
            raise ValueError(f"{type(test).__name__} is evaluated once it is resolved")


def _contain(part: dict[str, object]) -> Condition:
    # The index holds only tasks that have values at all, and has to be told so.
    return Condition("(t.fields <> '{}' AND t.fields @> %s::jsonb)", (json.dumps(part),))


def _text(key: str, text: str) -> Condition:
    """Folded texts of custom fields are kept beside those of the task."""
    rows = "tasks_tasksearch w WHERE w.task_id = t.id AND w.comment_id IS NULL AND (w.fields ->> %s::text) LIKE %s"
    return Condition(f"EXISTS (SELECT 1 FROM {rows})", (key, f"%{escaped(text)}%"))


def _ordered(test: FieldNumber | FieldDate, reader: Reader) -> Condition:
    """Numbers, and days as texts such as 2026-12-31, which order as bytes do.

    The type is looked at first, in a CASE: PostgreSQL may turn AND round, and texts cannot be cast to numbers.
    """
    if isinstance(test, FieldNumber):
        kind, value, cast = "number", "(t.fields ->> %s::text)::float8", "float8"
        ends = _number_ends(test.range)
    else:
        kind, value, cast = "string", '(t.fields ->> %s::text) COLLATE "C"', "text"
        ends = [(_day(test.since, reader), ">="), (_day(test.until, reader), "<")]
    tests = [Condition(f"{value} {sign} %s::{cast}", (test.key, end)) for end, sign in ends if end is not None]
    within = all_of(tests)
    return Condition(
        f"(CASE WHEN jsonb_typeof(t.fields -> %s::text) = '{kind}' THEN {within.sql} ELSE false END)",
        (test.key, *within.parameters),
    )


def _number_ends(numbers: Range) -> list[tuple[object, str]]:
    low, high = (">=" if numbers.low_included else ">"), ("<=" if numbers.high_included else "<")
    return [(numbers.low, low), (numbers.high, high)]


def _day(edge: Edge | None, reader: Reader) -> str | None:
    return None if edge is None else day(edge, reader).isoformat()
