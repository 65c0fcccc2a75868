"""Finds uv, or gets it: by any pip that can be found, else from the index that the machine is set up to use.

Debian's and Ubuntu's bare Python has neither pip nor ensurepip; there pip's wheel comes from the distribution.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from runtime.bootstrap import BootstrapError, index, indexes

LOCK = Path(__file__).with_name("requirements.lock")
ADVICE = "install python3-venv or python3-pip, or put uv on the PATH, and try again"


def find(venv: Path) -> Path:
    """A uv that runs: of the PATH, of an earlier call, or new below `venv`; raises `BootstrapError`."""
    folder = venv / "uv"
    known = [Path(entry) / "uv" for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    for program in (*known, folder / "bin" / "uv"):
        if program.is_file() and _succeeds([program, "--version"]):
            return program
    return _get(folder)


def _get(folder: Path) -> Path:
    program = folder / "bin" / "uv"
    reason = "there is neither pip nor ensurepip here"
    with ExitStack() as stack:
        for pip in _pips(stack):
            shutil.rmtree(folder, ignore_errors=True)
            said = _install(pip, folder)
            if said is None and _succeeds([program, "--version"]):
                return program
            reason = said or "the uv that pip chose does not run here"
        if (url := indexes.configured(os.environ)) is not None:
            index.download(url, LOCK, program)
            return program
    raise BootstrapError(f"cannot get uv, which installs the packages ({reason}): {ADVICE}.")


def _pips(stack: ExitStack) -> Iterator[list[str]]:
    """Commands that are a pip, the nearest first."""
    yield [sys.executable, "-m", "pip"]
    for folder in (Path(os.__file__).parent / "ensurepip/_bundled", Path("/usr/share/python-wheels")):
        yield from ([sys.executable, f"{wheel}/pip"] for wheel in folder.glob("pip-*.whl"))
    if indexes.configured(os.environ) is None and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield from ([sys.executable, f"{wheel}/pip"] for wheel in _of_distribution(folder))


def _of_distribution(folder: Path) -> list[Path]:
    """Debian's wheel of pip, taken out of its package without installing it, which also works without root."""
    (folder / "lists/partial").mkdir(parents=True)
    private = ["-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}", "-o", "APT::Sandbox::User=root"]
    download = ["download", "python3-pip-whl"]
    if not _succeeds(["apt-get", *download], folder):
        _succeeds(["apt-get", *private, "update"], folder)
        _succeeds(["apt-get", *private, *download], folder)
    for package in folder.glob("python3-pip-whl*.deb"):
        _succeeds(["dpkg-deb", "-x", str(package), str(folder)], folder)
    return list((folder / "usr/share/python-wheels").glob("pip-*.whl"))


def _install(pip: list[str], folder: Path) -> str | None:
    """Nothing if it worked, else the last thing that pip said."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    command = [*pip, "install", *options, "--target", str(folder), "--requirement", str(LOCK)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return None
    return (result.stderr.strip() or f"exit code {result.returncode}").splitlines()[-1]


def _succeeds(command: Sequence[str | Path], folder: Path | None = None) -> bool:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
