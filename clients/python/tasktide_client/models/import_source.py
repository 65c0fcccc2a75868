from typing import Literal

ImportSource = Literal["csv", "trello"]

IMPORT_SOURCE_VALUES: set[ImportSource] = {
    "csv",
    "trello",
}


def check_import_source(value: str) -> ImportSource:
    if value in IMPORT_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMPORT_SOURCE_VALUES!r}")
