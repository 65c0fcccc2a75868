"""The environment: one folder, renewed only when the lock has changed, by one process at a time."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from runtime.bootstrap import BootstrapError, indexes, uv

DEVELOPMENT = "requirements-dev.lock"
NORMAL = "requirements.lock"


def renew(root: Path, venv: Path, lock: str) -> None:
    """Bring `venv` to what `lock` says; raises `BootstrapError` or `OSError`.

    The development lock holds everything that the normal one does, so an environment that once had it keeps it.
    """
    stamps = venv / "installed"
    stamps.mkdir(parents=True, exist_ok=True)
    with _alone(venv):
        if (stamps / DEVELOPMENT).exists():
            lock = DEVELOPMENT
        if _is_current(root, venv, lock):
            return
        began = time.monotonic()
        _say(f"installing Tasktide's packages into {venv} …")
        for stamp in stamps.iterdir():
            stamp.unlink()
        _install(uv.find(venv), root, venv, lock)
        for name in (NORMAL, lock):
            shutil.copyfile(root / name, stamps / f"{name}.new")
            (stamps / f"{name}.new").replace(stamps / name)
        _say(f"installed in {time.monotonic() - began:.0f} s.")


@contextmanager
def _alone(venv: Path) -> Iterator[None]:
    # Not `.lock`, on which uv itself waits.
    with (venv / "installing.lock").open("w", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another call that is installing …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _is_current(root: Path, venv: Path, lock: str) -> bool:
    stamps = {venv / "installed" / name: root / name for name in (NORMAL, lock)}
    return all(stamp.exists() and stamp.read_bytes() == file.read_bytes() for stamp, file in stamps.items()) and (
        _has_python(venv)
    )


def _has_python(venv: Path) -> bool:
    check = "import sys; raise SystemExit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([venv / "bin" / "python", "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install(program: Path, root: Path, venv: Path, lock: str) -> None:
    environment = indexes.for_uv(os.environ, venv)
    if not _has_python(venv):
        for left in ("bin", "lib", "lib64", "pyvenv.cfg"):
            _remove(venv / left)
        _run([program, "venv", "--quiet", "--allow-existing", "--python", sys.executable, venv], environment)
    sync: list[str | Path] = [
        program,
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--compile-bytecode",
        "--python",
        venv / "bin/python",
    ]
    _run([*sync, root / lock], environment)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _run(command: Sequence[str | Path], environment: dict[str, str]) -> None:
    result = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        said = " ".join(result.stderr.split()) or "it said nothing"
        raise BootstrapError(f"the packages could not be installed; uv said: {said}")


def _say(text: str) -> None:
    sys.stderr.write(f"tasktide: {text}\n")
    sys.stderr.flush()
