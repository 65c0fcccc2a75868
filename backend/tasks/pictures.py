"""What is in a file: its type by its own bytes, an image's size, and the small picture of an image.

Nothing that a client says of its file counts. The libraries are imported when a first file comes.
"""

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

UNKNOWN = "application/octet-stream"
# Of images only these are shown in a page, and only if they are opened as what they claim to be.
IMAGES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
THUMBNAIL_TYPE = "image/webp"
THUMBNAIL_SIDE = 640  # pixels
# 160 MB of memory while it is open. A JPEG is opened smaller than it is, and may have what the newest phones take.
MOST_PIXELS = 40_000_000
MOST_PIXELS_OF_JPEG = 60_000_000

_HEAD = 64 * 1024
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,48}/[a-z0-9][a-z0-9.+-]{0,48}")
_SIDEWAYS = frozenset({5, 6, 7, 8})  # of EXIF's orientations


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is found to be; width and height in pixels, as it is shown, of images alone."""

    content_type: str
    width: int | None = None
    height: int | None = None


class NoPictureError(Exception):
    """No small picture can be made of this file."""


def look_at(file: BinaryIO) -> Content:
    """What `file` is. Of an image no more than its head is read."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    try:
        with _opened(file) as image:
            width, height = _as_shown(image)
            return Content(IMAGES[str(image.format)], width, height)
    except _unreadable():
        return Content(_type_of(head))


def thumbnail(file: BinaryIO) -> bytes:
    """The image in `file` turned upright, small, without what it tells of place and camera, as WebP.

    `NoPictureError` where it cannot be opened, or only with more memory than that is worth.
    """
    from PIL import ImageOps

    try:
        with _opened(file) as image:
            _require_openable(image)
            image.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            upright = ImageOps.exif_transpose(image)
            small = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            made = io.BytesIO()
            small.save(made, "WEBP", quality=80, exif=b"", xmp=b"", icc_profile=b"")
            return made.getvalue()
    except _unreadable() as error:
        raise NoPictureError(str(error)) from error


def _opened(file: BinaryIO) -> "ImageFile":
    from PIL import Image

    # Pillow's own limit is a warning first, and above ours: pixels are counted here, before any is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(file, formats=tuple(IMAGES))


def _require_openable(image: "Image") -> None:
    width, height = image.size
    if width * height > (MOST_PIXELS_OF_JPEG if image.format == "JPEG" else MOST_PIXELS):
        raise NoPictureError(f"{width} × {height} pixels are too many")


def _as_shown(image: "Image") -> tuple[int, int]:
    width, height = image.size
    # Of other formats the EXIF block stands behind the picture, which is not read here.
    orientation = image.getexif().get(0x0112) if image.format == "JPEG" else None
    return (height, width) if orientation in _SIDEWAYS else (width, height)


def _unreadable() -> tuple[type[Exception], ...]:
    """What Pillow raises of files that are broken, or meant to break it."""
    import struct
    import zlib

    broken = (OSError, EOFError, SyntaxError, TypeError, ValueError, LookupError, ArithmeticError, RuntimeError)
    return *broken, struct.error, zlib.error


def _type_of(head: bytes) -> str:
    from puremagic import PureError, from_string

    try:
        found = str(from_string(head, mime=True)).lower()
    except (PureError, ValueError):
        found = "text/plain" if _is_text(head) else UNKNOWN
    return found if _TYPE.fullmatch(found) and found not in IMAGES.values() else UNKNOWN


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; the last character may be cut."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if len(head) < _HEAD or error.start < len(head) - 3:
            return False
        text = head[: error.start].decode()
    return not any(character < " " and character not in "\t\n\r\f" for character in text)
