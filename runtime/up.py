"""`./tasktide up`: everything on one machine."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from config.settings import Settings
from runtime.banner import show
from runtime.folder import Folder, Running, open_folder
from runtime.ports import listen
from runtime.processes import StartError, last_line, spawn
from runtime.servers import PYTHON, add_servers, environment, own, prepare
from runtime.supervise import Interrupted, Supervisor, say

READY_WITHIN = 90.0


def up(settings: Settings, given: Mapping[str, str]) -> None:
    """Serve until a signal ends it; raises `StartError` if it cannot start. `given`: this process's environment."""
    folder = open_folder(settings.data)
    with folder.held(), closing(listen(settings.host, settings.port)) as listener:
        # Left by one that was killed.
        folder.withdraw()
        settings = settings.model_copy(update={"port": listener.getsockname()[1], "data": folder.path})
        supervisor = Supervisor()
        try:
            with supervisor.listening():
                _serve(supervisor, folder, settings, given, listener)
        except Interrupted:
            say("stopped.")


def _serve(
    supervisor: Supervisor, folder: Folder, settings: Settings, given: Mapping[str, str], listener: socket.socket
) -> None:
    began = time.monotonic()
    variables = environment(given, settings, folder, add_servers(supervisor, folder, settings))
    # The web process imports its modules while the database is prepared; when the pipe closes it begins to serve.
    gate, opener = os.pipe()
    log = folder.logs / "web.log"
    web = [*PYTHON, "runtime.web", str(listener.fileno()), str(gate)]

    def begin_web() -> subprocess.Popen[bytes]:
        return spawn(web, environment=variables, log=log, descriptors=(listener.fileno(), gate))

    def begin_worker() -> subprocess.Popen[bytes]:
        return spawn([*PYTHON, "jobs"], environment=variables, log=folder.logs / "worker.log")

    child = supervisor.add("The web process", begin_web)
    prepare(folder, settings, variables)
    os.close(opener)
    supervisor.add("The worker", begin_worker)
    _wait_until_ready(child.process, settings, log)
    with folder.published(Running(settings.public_url, own(variables))):
        show(folder, settings, time.monotonic() - began)
        supervisor.watch()


def _wait_until_ready(web: subprocess.Popen[bytes], settings: Settings, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while (answer := _readiness(settings)) != "":
        if web.poll() is not None:
            raise StartError(f"The web process ended: {last_line(log)} (see {log}).")
        if time.monotonic() > deadline:
            raise StartError(f"The web process was not ready within {READY_WITHIN:g} s: {answer} (see {log}).")
        time.sleep(0.05)


def _readiness(settings: Settings) -> str:
    """Empty when all is well, else what the web process says."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104  # compared, not bound
    connection = http.client.HTTPConnection(host, settings.port, timeout=2)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return "" if answer.status == 200 else answer.read().decode(errors="replace")
    return "no answer"
