"""The order of tasks by a custom field: numbers as numbers, options as they are listed, people by name.

The same key may have other types in other projects; then numbers come first, then what is checked, then texts.
"""

import re
from collections.abc import Sequence

from backend.core.pages import Column
from query.custom import CustomField

# A cursor carries it.
_CHARACTERS = 200
_OPTION = re.compile(r"[a-z0-9_]+")


def order_of(key: str, fields: Sequence[CustomField]) -> Column:
    """The column for the custom fields with this key, which is one of `FieldKey`: it stands in the statement itself."""
    value, text = f"(t.fields -> '{key}')", f"(t.fields ->> '{key}')"
    types = {field.type for field in fields}
    ranks = f"ARRAY[{', '.join(_quoted(fields))}]::text[]"
    match types.pop() if len(types) == 1 else "mixed":
        case "number":
            sql = f"CASE WHEN jsonb_typeof({value}) = 'number' THEN {text}::float8 END"
        case "checkbox":
            sql = f"CASE WHEN jsonb_typeof({value}) = 'boolean' THEN {text}::boolean END"
        case "select":
            sql = f"array_position({ranks}, {text})"
        case "multi_select":
            sql = f"array_position({ranks}, {value} ->> 0)"
        case "person":
            person = f"CASE WHEN {text} ~ '^[0-9a-f-]{{36}}$' THEN {text}::uuid END"
            sql = f"(SELECT lower(u.name) FROM accounts_user u WHERE u.id = {person})"
        case "text" | "date":
            sql = f"left(lower({text}), {_CHARACTERS})"
        case _:
            sql = _of_any_type(value, text)
    return Column(sql, nullable=True)


def _quoted(fields: Sequence[CustomField]) -> Sequence[str]:
    """The keys of all options, in the order in which they come first. Those who write them allow no other letters."""
    found = dict.fromkeys(option for field in fields for option in field.options)
    return [f"'{option}'" for option in found if _OPTION.fullmatch(option)]


def _of_any_type(value: str, text: str) -> str:
    return f"""CASE jsonb_typeof({value})
        WHEN 'number' THEN '1' || to_char({text}::numeric + 1e15, 'FM0000000000000000.000000')
        WHEN 'boolean' THEN '2' || {text}
        WHEN 'string' THEN '3' || left(lower({text}), {_CHARACTERS})
        WHEN 'array' THEN '3' || lower({value} ->> 0) END"""
