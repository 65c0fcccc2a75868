"""nginx with the files of deploy/nginx as they are."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import httpx

from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until
from tests.deploy.plans import NGINX, gateway_values, render, servers

PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Line(TypedDict):
    """One of the gateway's log."""

    client: str
    path: str
    status: int
    upstream: str
    request_id: str


@dataclass
class Gateway:
    """A running nginx."""

    port: int
    inner: int
    log: Path
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def logged(self, request_id: str) -> Line:
        """What it logged of a request, which it does after answering."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            for line in self.log.read_text(encoding="utf-8").splitlines():
                if f'"request_id":"{request_id}"' in line:
                    found: Line = json.loads(line)
                    return found
            time.sleep(0.02)
        raise AssertionError(f"the gateway has not logged {request_id}")


@contextmanager
def gateway(
    folder: Path,
    *,
    port: int,
    api: tuple[int, ...],
    events: tuple[int, ...],
    dashboard: tuple[int, ...],
    tls: Mapping[str, str] | None = None,
) -> Iterator[Gateway]:
    """nginx before the services on these ports; with `tls` a certificate and the port for it."""
    inner = free_port()
    values = gateway_values(
        GATEWAY_PORT=str(port),
        GATEWAY_INNER_PORT=str(inner),
        GATEWAY_API=servers(*api),
        GATEWAY_EVENTS=servers(*events),
        GATEWAY_DASHBOARD=servers(*dashboard),
        GATEWAY_RESOLVER="127.0.0.1",
        GATEWAY_TEMP=str(folder / "temp"),
        **(tls or {}),
    )
    _write(folder, values, NGINX / "tls.conf.template" if tls else NGINX / "templates/server.conf.template")
    log = folder / "nginx.log"
    # As root it would serve as nobody, who may not pass these folders.
    user = "user root;" if os.geteuid() == 0 else ""
    options = f"daemon off; pid {folder}/nginx.pid; {user}"
    process = spawn(
        [PROGRAM or "nginx", "-p", folder, "-e", "stderr", "-c", folder / "nginx.conf", "-g", options], log=log
    )
    here = Gateway(int(tls["GATEWAY_TLS_PORT"]), inner, log, "https") if tls else Gateway(port, inner, log)
    try:
        wait_until(lambda: _answers(f"http://127.0.0.1:{port}/healthz"), process, what="nginx", log=log)
        yield here
    finally:
        stop(process, signal.SIGTERM)


def _write(folder: Path, values: Mapping[str, str], server: Path) -> None:
    (folder / "conf.d").mkdir(parents=True)
    (folder / "temp").mkdir()
    for name in ("nginx.conf", "routes.conf", "headers.conf"):
        shutil.copy(NGINX / name, folder)
    shared = (NGINX / f"templates/{name}.template" for name in ("gateway.conf", "uploads.inc"))
    for template in (*shared, server):
        name = template.name.removesuffix(".template")
        (folder / "conf.d" / name).write_text(render(template, values), encoding="utf-8")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
