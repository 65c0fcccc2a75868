"""The programs in tests/contract/node, installed once into .node/ by npm and its lock file."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).parent / "node"
# They are linters: nothing is sent to anybody.
_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "SCARF_ANALYTICS": "false"}
_OFFLINE = ("ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT")


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What one of them says."""
    folder = _folder()
    if obstacle := _obstacle(folder):
        pytest.skip(f"{obstacle}: the checks in Python alone are made")
    command = [str(folder / "node_modules/.bin" / program), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | _QUIET, timeout=300)


def _folder() -> Path:
    lock = (SOURCE / "package-lock.json").read_bytes()
    return ROOT / ".node" / hashlib.sha256(lock).hexdigest()[:16]


@cache
def _obstacle(folder: Path) -> str:
    """Why they are not to be had; empty once they are in the folder."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        return "" if (folder / "done").exists() else _install(npm, folder)


def _install(npm: str, folder: Path) -> str:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCE / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=600)
    if any(sign in done.stderr for sign in _OFFLINE):
        return "npm reaches no registry"
    assert done.returncode == 0, done.stderr
    (folder / "done").touch()
    return ""
