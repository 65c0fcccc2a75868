from typing import Literal

AttachmentKind = Literal["file", "link"]

ATTACHMENT_KIND_VALUES: set[AttachmentKind] = {
    "file",
    "link",
}


def check_attachment_kind(value: str) -> AttachmentKind:
    if value in ATTACHMENT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTACHMENT_KIND_VALUES!r}")
