"""What a custom field takes: from what a client sends to what a task keeps, which is JSON as the API shows it.

Text, number and true or false are themselves, a date is `2026-12-01`, a choice the key of its option, several choices a
list of keys in the order of the options, a person an id. What is empty is kept as nothing.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from backend.core.schemas import no_nul
from backend.projects.models import Field, FieldType
from config.names import nearest

FieldValue = str | int | float | bool | list[str]
Sent = FieldValue | None

LONGEST_TEXT = 2000
# Up to here every program that reads JSON counts in ones, whatever it keeps numbers in.
LARGEST_NUMBER = 10**15
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Misfit(ValueError):
    """Something that a custom field does not take."""


def kept_value(field: Field, sent: Sent) -> FieldValue | None:
    """What a task keeps of `sent`; None: nothing. `ValueError` says, for people, why it does not fit.

    Whether a person belongs to the workspace is not looked at.
    """
    if sent is None or sent in ("", []):
        return None
    return _KEPT[FieldType(field.type)](field, sent)


def _text(_field: Field, sent: Sent) -> str | None:
    if not isinstance(sent, str):
        raise Misfit("takes text")
    if len(sent) > LONGEST_TEXT:
        raise Misfit(f"takes at most {LONGEST_TEXT} characters")
    return no_nul(sent.strip()) or None


def _number(_field: Field, sent: Sent) -> int | float:
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise Misfit("takes a number")
    if not abs(sent) <= LARGEST_NUMBER:
        raise Misfit(f"takes a number between -{LARGEST_NUMBER} and {LARGEST_NUMBER}")
    return int(sent) if float(sent).is_integer() else sent


def _date(_field: Field, sent: Sent) -> str:
    try:
        if isinstance(sent, str) and _DATE.fullmatch(sent):
            return date.fromisoformat(sent).isoformat()
    except ValueError:
        pass
    raise Misfit("takes a date such as 2026-12-01")


def _choice(field: Field, sent: Sent) -> str:
    if not isinstance(sent, str):
        raise Misfit("takes one of its options, by key or by name")
    folded = sent.strip().casefold()
    keys = {option["key"]: option["key"] for option in field.options}
    names = {option["name"].casefold(): option["key"] for option in field.options}
    key = keys.get(folded) or names.get(folded)
    if key is None:
        raise Misfit(f"has no option {sent!r}{nearest(sent, [option['name'] for option in field.options])}")
    return str(key)


def _choices(field: Field, sent: Sent) -> list[str]:
    if not isinstance(sent, list):
        raise Misfit("takes a list of its options, by key or by name")
    chosen = {_choice(field, one) for one in sent}
    return [option["key"] for option in field.options if option["key"] in chosen]


def _person(_field: Field, sent: Sent) -> str:
    try:
        if isinstance(sent, str):
            return str(UUID(sent))
    except ValueError:
        pass
    raise Misfit("takes the id of a person")


def _checked(_field: Field, sent: Sent) -> bool:
    if not isinstance(sent, bool):
        raise Misfit("takes true or false")
    return sent


_KEPT: Mapping[FieldType, Callable[[Field, Sent], FieldValue | None]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.SELECT: _choice,
    FieldType.MULTI_SELECT: _choices,
    FieldType.PERSON: _person,
    FieldType.CHECKBOX: _checked,
}
