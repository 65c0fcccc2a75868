"""The data folder: everything that one installation keeps, used by one command at a time."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.keys import write_private
from runtime.processes import StartError


@dataclass(frozen=True)
class Running:
    """What an `up` that serves a data folder tells other commands: where it is, and its processes' variables."""

    url: str
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Folder:
    """Paths in a data folder."""

    path: Path

    @property
    def postgres(self) -> Path:
        """The database."""
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's log; it keeps nothing else."""
        return self.path / "valkey"

    @property
    def secrets(self) -> Path:
        """Keys that the first start made."""
        return self.path / "secrets"

    @property
    def logs(self) -> Path:
        """What the processes say."""
        return self.path / "log"

    @property
    def first_start(self) -> Path:
        """Written when the first start is over; it says what was loaded."""
        return self.path / "first-start.json"

    def is_held(self) -> bool:
        """Whether a command uses the folder now."""
        try:
            with self.held():
                return False
        except StartError:
            return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else uses the folder meanwhile; raises `StartError` if somebody does."""
        with (self.path / "lock").open("a", encoding="ascii") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                running = self.running()
                what = f"A Tasktide runs at {running.url}" if running else "Another command is at work"
                raise StartError(f"{what} on the data folder {self.path}.") from None
            yield

    @contextmanager
    def published(self, running: Running) -> Iterator[None]:
        """Other commands find `running` for as long as the block lasts."""
        write_private(
            self.path / "running.json", json.dumps({"url": running.url, "environment": dict(running.environment)})
        )
        try:
            yield
        finally:
            self.withdraw()

    def withdraw(self) -> None:
        """Nobody is `running` here any more."""
        (self.path / "running.json").unlink(missing_ok=True)

    def running(self) -> Running | None:
        """The `up` that serves this folder now. Only of use while somebody holds the folder."""
        try:
            found = json.loads((self.path / "running.json").read_text(encoding="utf-8"))
            return Running(found["url"], found["environment"])
        except (OSError, ValueError, KeyError):
            return None


def open_folder(path: Path) -> Folder:
    """The data folder at `path`, made if need be; raises `StartError` if it cannot be written."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / "lock").open("a", encoding="ascii").close()
    except OSError as error:
        raise StartError(
            f"The data folder {path} cannot be written ({error.strerror}): choose one with --data."
        ) from None
    return Folder(path.resolve())
