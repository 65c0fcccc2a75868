"""The programs in tests/contract/node, installed once into .node/ by npm and its lock file."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).parent / "node"
# They are linters: nothing is sent to anybody.
_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "SCARF_ANALYTICS": "false"}


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What one of them says."""
    command = [str(_installed() / "node_modules/.bin" / program), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | _QUIET, timeout=300)


def _installed() -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: the checks in Python alone are made")
    lock = (SOURCE / "package-lock.json").read_bytes()
    folder = ROOT / ".node" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(SOURCE / name, folder)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
            (folder / "done").touch()
    return folder
