"""Files in a folder of this machine."""

from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """The folder of the settings."""

    def part(self, key: str, first: int, last: int) -> BinaryIO:
        """The bytes from `first` on, at least as far as `last`; to be closed by the caller."""
        del last
        file = Path(self.path(key)).open("rb")  # noqa: SIM115  # the caller closes it
        file.seek(first)
        return file

    def check(self) -> str:
        """Where files go, if they can be written there."""
        folder = Path(self.location)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
        return str(folder)
