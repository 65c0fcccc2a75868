from typing import Literal

PreviewImportBodySource = Literal["csv", "trello"]

PREVIEW_IMPORT_BODY_SOURCE_VALUES: set[PreviewImportBodySource] = {
    "csv",
    "trello",
}


def check_preview_import_body_source(value: str) -> PreviewImportBodySource:
    if value in PREVIEW_IMPORT_BODY_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PREVIEW_IMPORT_BODY_SOURCE_VALUES!r}")
