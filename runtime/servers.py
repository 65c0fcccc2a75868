"""The servers that an installation needs, its own or those of the settings, and the variables that lead to them."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings
from runtime import cluster, keys, postgres, valkey
from runtime.folder import Folder, open_folder
from runtime.processes import StartError, last_line, spawn, stop
from runtime.supervise import Interrupted, Supervisor

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-P", "-m")
PREPARE_WITHIN = 600.0


def add_servers(supervisor: Supervisor, folder: Folder, settings: Settings) -> dict[str, str]:
    """Start the servers that `settings` do not name; the variables that lead to them."""
    variables = {}
    if not settings.redis_url:
        variables["REDIS_URL"] = _add_valkey(supervisor, folder.valkey)
    if not settings.database_url:
        variables |= _add_postgres(supervisor, folder.postgres)
    return variables


def environment(
    given: Mapping[str, str], settings: Settings, folder: Folder, more: Mapping[str, str]
) -> dict[str, str]:
    """What the processes of this installation get as their environment."""
    return {
        **given,
        # glibc keeps memory for each thread otherwise.
        "MALLOC_ARENA_MAX": "2",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "TASKTIDE_HOST": settings.host,
        "TASKTIDE_PORT": str(settings.port),
        "TASKTIDE_DATA": str(folder.path),
        "TASKTIDE_DEMO": "1" if settings.demo else "0",
        **keys.provide(folder.secrets, given),
        **more,
    }


def own(variables: Mapping[str, str]) -> dict[str, str]:
    """Those variables that say what this installation is."""
    servers = ("DATABASE_URL", "REDIS_URL", "DATABASE_URL_FILE", "REDIS_URL_FILE", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in variables.items() if name.startswith("TASKTIDE_") or name in servers}


def prepare(folder: Folder, settings: Settings, variables: Mapping[str, str], *, first_start: bool = True) -> None:
    """Bring the database to what this version needs, in a process of its own; raises `StartError`."""
    log = folder.logs / "prepare.log"
    options = [] if settings.database_url else ["--reader", cluster.READER]
    if first_start:
        options += ["--first-start", str(folder.first_start)]
    process = spawn([*PYTHON, "runtime.prepare", *options], environment=variables, log=log)
    try:
        code = process.wait(PREPARE_WITHIN)
    except BaseException:
        stop(process, signal.SIGKILL)
        raise
    if code != 0:
        said = last_line(log)
        raise StartError(said if said.endswith(".") else f"The database could not be prepared: {said} (see {log}).")


@contextmanager
def available(settings: Settings, given: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The variables of the installation on this data folder, whose servers run for as long as the block lasts.

    They are those of an `up` that runs there, else they are started for the while. Raises `StartError`.
    """
    folder = open_folder(settings.data)
    running = folder.running() if folder.is_held() else None
    if running:
        yield {**given, **running.environment}
        return
    supervisor = Supervisor()
    with folder.held():
        try:
            with supervisor.listening():
                variables = environment(given, settings, folder, add_servers(supervisor, folder, settings))
                prepare(folder, settings, variables, first_start=False)
                yield variables
        except Interrupted:
            raise KeyboardInterrupt from None


def _add_valkey(supervisor: Supervisor, folder: Path) -> str:
    server = valkey.start(folder)

    def again() -> subprocess.Popen[bytes]:
        return valkey.start(folder, port=server.port, password=server.password).process

    supervisor.adopt("Valkey", again, server.process, is_server=True)
    return server.url


def _add_postgres(supervisor: Supervisor, folder: Path) -> dict[str, str]:
    server = postgres.start(folder)

    def again() -> subprocess.Popen[bytes]:
        return postgres.start(folder, port=server.port).process

    supervisor.adopt("PostgreSQL", again, server.process, end_by=signal.SIGINT, is_server=True)
    return {"DATABASE_URL": server.url, "TASKTIDE_EVENTS_DATABASE_URL": server.reader_url}
