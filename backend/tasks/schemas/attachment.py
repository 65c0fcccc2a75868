"""What clients send and see of attachments."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from backend.core.schemas import Body, Creating, Out, Person, SaidAs, web_address
from backend.tasks.schemas.task import Title

LONGEST_NAME = 200  # characters: as bytes they fit into what file systems take

Link = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(web_address),
    SaidAs("^[Hh][Tt][Tt][Pp][Ss]?://[^/]"),
]


class AttachmentOut(Out):
    """A named link or file. `url` is a link's; the others but `name` are a file's, measured by the server."""

    id: UUID
    workspace_id: UUID
    project_id: UUID
    task_id: UUID
    comment_id: UUID | None
    kind: Literal["link", "file"]
    name: str
    url: str | None
    content_type: Annotated[str | None, Field(examples=["image/png"])]
    size: Annotated[int | None, Field(description="Bytes.")]
    sha256: str | None
    width: Annotated[int | None, Field(description="Pixels, of images.")]
    height: int | None
    has_thumbnail: bool
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    version: int


class AttachmentIn(Creating):
    """A new link, on the task or on a comment of one's own."""

    name: Title
    url: Annotated[Link, Field(examples=["https://example.org/plan.pdf"])]
    comment_id: UUID | None = None


class FileIn(Creating):
    """What is sent beside a file."""

    name: Annotated[Title | None, Field(description="Without it the name that came with the file.")] = None
    comment_id: Annotated[UUID | None, Field(description="A comment of one's own that shall carry it.")] = None


class AttachmentLink(Out):
    """Addresses that need no token for a while, relative to the API's own: what an `<img>` can load."""

    url: Annotated[str, Field(examples=["/api/attachments/019…/content?signature=…"])]
    thumbnail_url: str | None
    expires_at: datetime


class Shown(Body):
    """How a file is wanted."""

    signature: Annotated[
        str | None, Field(max_length=200, description="Out of an attachment's link, in place of a token.")
    ] = None


class Downloaded(Shown):
    """The same, of the whole file."""

    download: Annotated[bool, Field(description="As a download, images too.")] = False


def clean_name(name: str) -> str:
    """A file's name as it can be shown and saved: no folders, no control characters, nothing that turns text round."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(" " if one.isspace() else one for one in last if one.isspace() or not _is_hidden(one))
    plain = " ".join(shown.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot and len(ending) < 20:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
    return plain[:LONGEST_NAME].rstrip() or "file"


def _is_hidden(character: str) -> bool:
    """Control characters, lone surrogates, and marks that change the direction of what follows."""
    if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}:
        return True
    return unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
