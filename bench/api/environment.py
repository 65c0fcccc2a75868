"""The peer's own packages, in a virtual environment beside the measurement's files."""

import hashlib
import shutil
import subprocess
import venv
from pathlib import Path

from bench.servers import ROOT

LOCK = ROOT / "requirements-bench.lock"


def peer_python(folder: Path) -> Path:
    """The Python of an environment with exactly the locked packages; made when it is missing or out of date."""
    place = folder / "peer"
    python, mark = place / "bin/python", place / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not (mark.exists() and mark.read_text(encoding="ascii") == wanted):
        print("installing the peer's packages")
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        install: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        subprocess.run([*install, "--only-binary", ":all:", "-r", LOCK], check=True)
        mark.write_text(wanted, encoding="ascii")
    return python
