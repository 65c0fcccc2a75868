from typing import Literal

CreateImportBodySource = Literal["csv", "trello"]

CREATE_IMPORT_BODY_SOURCE_VALUES: set[CreateImportBodySource] = {
    "csv",
    "trello",
}


def check_create_import_body_source(value: str) -> CreateImportBodySource:
    if value in CREATE_IMPORT_BODY_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREATE_IMPORT_BODY_SOURCE_VALUES!r}")
