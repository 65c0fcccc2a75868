"""Files that are needed for a moment."""

from tempfile import TemporaryFile
from typing import IO

from config.settings import load


def scratch_file() -> IO[bytes]:
    """A file without a name, gone once it is closed. In the data folder: /tmp may be memory, and of that there is
    less than an export may need."""
    folder = load().data
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return TemporaryFile(dir=folder)
