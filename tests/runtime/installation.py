"""A Tasktide started as people start it: the launcher of a copy of the tree, and what became of its processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = (".*", "__pycache__", "node_modules")
READY_WITHIN = 120.0


@dataclass(frozen=True)
class Process:
    """A process, told from later ones with the same number by when it was started."""

    number: int
    command: str
    started: str

    @property
    def is_alive(self) -> bool:
        """Whether it is there, other than as a zombie."""
        return _process(self.number) == self


class Installation:
    """`tasktide up` on a data folder. `options` go to the command, `variables` to its environment."""

    def __init__(self, tree: Path, data: Path, *options: str, **variables: str) -> None:
        self.data = data
        self.output = data.with_suffix(".out")
        command = [str(tree / "tasktide"), "up", "--port", "0", "--data", str(data), *options]
        with self.output.open("ab") as output:
            self._said_before = output.tell()
            self.process = subprocess.Popen(command, env=clean(variables), stdout=output, stderr=output)

    @property
    def said(self) -> str:
        """What is on the terminal."""
        return self.output.read_bytes()[self._said_before :].decode()

    def wait_until_ready(self) -> str:
        """Its URL."""
        eventually(lambda: " is ready after " in self.said or self.process.poll() is not None, READY_WITHIN)
        assert self.process.poll() is None, self.said
        return str(json.loads((self.data / "running.json").read_text(encoding="utf-8"))["url"])

    def processes(self) -> list[Process]:
        """Itself and all that it has started."""
        return family(self.process.pid)

    def child(self, part: str) -> Process:
        """The process whose command has `part` in it."""
        return next(process for process in self.processes() if part in process.command)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal: its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(15)


def copy_of_tree(target: Path) -> Path:
    """The tree as somebody who cloned it has it."""
    copytree(ROOT, target, ignore=ignore_patterns(*NOT_COPIED))
    return target


def ready_made() -> dict[str, str]:
    """Variables with which a copy uses this test's own packages, if the launcher has installed them."""
    stamp = Path(sys.prefix) / "installed/requirements.lock"
    is_current = stamp.exists() and stamp.read_bytes() == (ROOT / "requirements.lock").read_bytes()
    return {"TASKTIDE_VENV": sys.prefix} if is_current else {}


def clean(variables: dict[str, str]) -> dict[str, str]:
    """This environment without what is said in it about a Tasktide."""
    ours = ("TASKTIDE_", "DATABASE_URL", "REDIS_URL", "DJANGO_", "PYTEST_", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | variables


def eventually(is_so: Callable[[], bool], within: float = 20.0) -> None:
    """Return when it is so; fail when it is not so in time."""
    deadline = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)


def family(number: int) -> list[Process]:
    """The process `number` and its descendants."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    members = {number}
    while more := {child for child, parent in parents.items() if parent in members} - members:
        members |= more
    return [process for member in sorted(members) if (process := _process(member))]


def mentioning(path: Path) -> list[Process]:
    """All processes of this machine with `path` in their command."""
    found = (_process(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [process for process in found if process and str(path) in process.command]


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _process(number: int) -> Process | None:
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        command = Path(f"/proc/{number}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return None
    return None if fields[0] == "Z" else Process(number, command, fields[19])
