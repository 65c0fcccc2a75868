from typing import Literal

HighlightField = Literal["body", "description", "email", "former_key", "key", "name", "title"]

HIGHLIGHT_FIELD_VALUES: set[HighlightField] = {
    "body",
    "description",
    "email",
    "former_key",
    "key",
    "name",
    "title",
}


def check_highlight_field(value: str) -> HighlightField:
    if value in HIGHLIGHT_FIELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HIGHLIGHT_FIELD_VALUES!r}")
