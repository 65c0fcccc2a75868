"""How the programs of a plan are run on this machine."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.deploy.plans import ROOT, Environment, Plan


def variables(plan: Plan) -> Environment:
    """What a process gets as its environment."""
    inherited = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    image = {"PATH": path, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    return inherited | image | plan.environment


def is_well(plan: Plan) -> bool:
    """What the file's own check says; over HTTP for services, since Python takes a while to start."""
    if plan.health[-1].startswith("http"):
        try:
            return httpx.get(plan.health[-1], timeout=10).is_success
        except httpx.TransportError:
            time.sleep(0.1)
            return False
    return check(plan) == 0


def check(plan: Plan) -> int:
    """The exit code of the file's own check."""
    return subprocess.run(
        [program(plan.health[0]), *plan.health[1:]], env=variables(plan), cwd=ROOT, check=False
    ).returncode


def program(name: str) -> str:
    """A program of this environment, or one of the machine."""
    own = Path(sys.executable).parent / name
    return str(own) if own.exists() else name
