"""Files, as clients send and get them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.world import Answer, Caller, Json, World

BOUNDARY = "----a-boundary"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Download:
    """Bytes that a client got."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def multipart(content: bytes, filename: str = "notes.txt", *, field: str = "file", **values: str) -> bytes:
    """A body of multipart/form-data."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
    kind = "Content-Type: image/png\r\n\r\n"
    return b"".join([*parts, head.encode(), kind.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])


def upload(
    caller: Caller, path: str, content: bytes, filename: str = "notes.txt", *, key: str = "", **values: str
) -> Answer:
    """Send a file to a task. `key`: of idempotency."""
    headers = {"Content_Type": MULTIPART} | ({"Idempotency_Key": key} if key else {})
    return caller.call("POST", path, multipart(content, filename, **values), **headers)


def download(caller: Caller, path: str, method: str = "GET", **headers: str) -> Download:
    """Get bytes, all of them."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    if caller.token:
        extra.setdefault("Authorization", f"Bearer {caller.token}")
    answer = caller._client.generic(method, path, headers=extra)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return Download(answer.status_code, dict(answer.headers), content)


def picture(kind: str = "PNG", width: int = 40, height: int = 30, *, orientation: int = 1, **options: object) -> bytes:
    """An image, red on its left half and blue on its right, with a place and a camera in its EXIF block."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Secret Camera"
    made = io.BytesIO()
    image.save(made, kind, exif=exif, **options)
    return made.getvalue()


def kept(folder: Path) -> list[bytes]:
    """What lies there."""
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


def attached(world: World, caller: Caller, content: bytes = b"hello\n", filename: str = "notes.txt") -> Json:
    """A file on a new task."""
    answer = upload(caller, world.url(world.task(), "/files"), content, filename)
    assert answer.status == 201, answer.text
    return answer.json


def content(caller: Caller, attachment: Json, query: str = "", **headers: str) -> Download:
    """The file itself."""
    return download(caller, f"/api/attachments/{attachment['id']}/content{query}", **headers)
