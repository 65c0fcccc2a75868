"""Where files lie: in a folder, or in a bucket of an S3 server. The settings choose one; nobody else knows which."""

import errno
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol, cast

from django.core.files.base import File
from django.core.files.storage import storages

from backend.core.errors import InsufficientStorage, Unavailable

CHUNK = 64 * 1024

_logger = logging.getLogger("tasktide.storage")


class StorageDown(Unavailable):
    """The storage of files does not answer at the moment; try again in a few seconds."""


class Missing(StorageDown):
    """The storage answers, and does not have this file any more."""


class Part:
    """Some bytes of a file, in pieces: what an answer is made of. To be closed."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._left = file, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0:
            with _answering():
                piece = self._file.read(min(CHUNK, self._left))
            if not piece:
                raise StorageDown("The storage has less of this file than it was given.")
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def put(key: str, content: "File[bytes]") -> None:
    """Store a file. `StorageDown` or `InsufficientStorage` where that cannot be done; something may be left then."""
    with _answering():
        _storage().save(key, content)


def part(key: str, first: int, last: int) -> Part:
    """The bytes `first` … `last` of a file, both included."""
    with _answering():
        return Part(_storage().part(key, first, last), last - first + 1)


def whole(key: str) -> bytes:
    """All of a file, in memory."""
    with _answering(), _storage().open(key) as file:
        content: bytes = file.read()
    return content


def remove(*keys: str) -> None:
    """Remove files, those too that are not there."""
    with _answering():
        for key in keys:
            _storage().delete(key)


def check() -> str:
    """Where files go; `StorageDown` if they cannot, which is the caller's to tell."""
    with _answering(logging.DEBUG):
        return _storage().check()


class _Storage(Protocol):
    def save(self, name: str, content: "File[bytes]") -> str: ...
    def open(self, name: str) -> "File[bytes]": ...
    def delete(self, name: str) -> None: ...
    def part(self, key: str, first: int, last: int) -> BinaryIO: ...
    def check(self) -> str: ...


def _storage() -> _Storage:
    return cast("_Storage", storages["default"])


@contextmanager
def _answering(level: int = logging.WARNING) -> Iterator[None]:
    try:
        yield
    except _failures() as error:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise InsufficientStorage from error
        _logger.log(level, "the storage of files fails: %s", " ".join(str(error).split()))
        raise (Missing if _is_missing(error) else StorageDown) from error


def _is_missing(error: Exception) -> bool:
    """Whether it is the file that is not there; a bucket that refuses us, or is not there, says something else."""
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else None
    return isinstance(error, FileNotFoundError) or code in {"NoSuchKey", "404"}


def _failures() -> tuple[type[Exception], ...]:
    """What can go wrong in a storage; the S3 client's errors where it has been imported."""
    if "boto3" not in sys.modules:
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return OSError, Boto3Error, BotoCoreError, ClientError
