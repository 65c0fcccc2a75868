"""The services of docker-compose.yml as processes of this machine, and nginx with the files of deploy/ before them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import httpx
import psycopg

from runtime import privilege, valkey, wheels
from runtime.ports import free_port
from runtime.processes import run, spawn, stop, wait_until
from tests.deploy.plans import NGINX, ROOT, Environment, Plan, compose, gateway_values, render, servers

PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Line(TypedDict):
    """One of the gateway's log."""

    path: str
    status: int
    upstream: str
    request_id: str


@dataclass
class Gateway:
    """A running nginx."""

    port: int
    log: Path
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def lines(self) -> list[Line]:
        """What it logged of requests."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


@dataclass
class Process:
    """A running service."""

    plan: Plan
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        """What it said."""
        return self.plan.folder / f"{self.plan.name}-{self.plan.port}.log"


@dataclass
class Stack:
    """Database and Valkey, and the services that were started."""

    folder: Path
    redis: valkey.Server
    gateway_port: int
    processes: list[Process] = field(default_factory=list)

    def start(self, name: str, port: int | None = None) -> Process:
        """Start a service and wait until the file's own check finds it well."""
        plan = Plan(name, self.folder, port or free_port(), f"http://127.0.0.1:{self.gateway_port}")
        log = self.folder / f"{name}-{plan.port}.log"
        command = [sys.executable if plan.command[0] == "python" else plan.command[0], *plan.command[1:]]
        service = Process(plan, spawn([_program(command[0]), *command[1:]], environment=variables(plan), log=log))
        self.processes.append(service)
        wait_until(lambda: is_well(plan), service.process, what=name, log=log)
        return service

    def stop(self, service: Process) -> int:
        """End it as Docker does; its exit code."""
        stop(service.process, signal.SIGTERM, patience=15)
        self.processes.remove(service)
        return service.process.returncode

    def end(self) -> None:
        """End all."""
        for service in reversed(self.processes):
            stop(service.process, signal.SIGTERM, patience=15)


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
        [_program(plan.health[0]), *plan.health[1:]], env=variables(plan), cwd=ROOT, check=False
    ).returncode


@contextmanager
def database(folder: Path) -> Iterator[int]:
    """A PostgreSQL that is made as the image makes it, with the file's options: its port."""
    cluster, port, log = folder / "cluster", free_port(), folder / "postgres.log"
    service = compose()["services"]["postgres"]
    cluster.mkdir(mode=0o700)
    os.chown(cluster, privilege.owner(), -1)
    options = service["environment"]["POSTGRES_INITDB_ARGS"].split()
    common = ["--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"]
    run([wheels.postgres("initdb"), "-D", cluster, *common, *options], unprivileged=True)
    own: list[str | Path] = [
        "-D",
        cluster,
        f"--port={port}",
        "--listen_addresses=127.0.0.1",
        f"--unix_socket_directories={folder}",
        "--fsync=off",
    ]
    command = [wheels.postgres("postgres"), *own, *service["command"][1:]]
    process = spawn(command, log=log, orphaned=signal.SIGINT, unprivileged=True)
    try:
        wait_until((folder / f".s.PGSQL.{port}").exists, process, what="PostgreSQL", log=log)
        _await_superuser(folder, port)
        yield port
    finally:
        stop(process, signal.SIGINT, patience=10)


def _await_superuser(folder: Path, port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(host=str(folder), port=port, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def make_secrets(folder: Path, postgres_port: int, redis: valkey.Server) -> None:
    """By the script for them; addresses of this machine are there before and are kept."""
    secrets = folder / "secrets"
    secrets.mkdir()
    (secrets / "redis_url").write_text(redis.url)
    (secrets / "owner_password").write_text("owner's secret/@:%")
    (secrets / "database_url").write_text(
        f"postgresql://tasktide:owner%27s%20secret%2F%40%3A%25@127.0.0.1:{postgres_port}/tasktide"
    )
    (secrets / "reader_password").write_text("reader")
    (secrets / "events_database_url").write_text(
        f"postgresql://tasktide_events:reader@127.0.0.1:{postgres_port}/tasktide"
    )
    subprocess.run([ROOT / "deploy/make-secrets.sh", secrets], check=True, stdout=subprocess.DEVNULL)


def make_owner(folder: Path, port: int) -> None:
    """By the script that the image runs once."""
    password = folder / "secrets/owner_password"
    path = f"{wheels.postgres('psql').parent}:{os.environ.get('PATH', '')}"
    given = {"POSTGRES_USER": "postgres", "TASKTIDE_OWNER_PASSWORD_FILE": str(password)}
    where = {"PGHOST": str(folder), "PGPORT": str(port), "PATH": path}
    subprocess.run([ROOT / "deploy/postgres/owner.sh"], check=True, env=where | given)


def migrate(folder: Path) -> None:
    """By the file's own command."""
    plan = Plan("migrate", folder)
    subprocess.run(plan.command, check=True, env=variables(plan), cwd=folder)


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    """Everything that services need, and none of them yet."""
    with ExitStack() as ending:
        port = ending.enter_context(database(folder))
        redis = valkey.start(folder / "valkey")
        ending.callback(redis.stop)
        make_secrets(folder, port, redis)
        make_owner(folder, port)
        migrate(folder)
        here = Stack(folder, redis, free_port())
        ending.callback(here.end)
        yield here


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
    values = gateway_values(
        GATEWAY_PORT=str(port),
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
    here = Gateway(int(tls["GATEWAY_TLS_PORT"]), log, "https") if tls else Gateway(port, log)
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
    for template in (NGINX / "templates/gateway.conf.template", server):
        name = template.name.removesuffix(".template")
        (folder / "conf.d" / name).write_text(render(template, values), encoding="utf-8")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def _program(name: str) -> str:
    """A program of this environment, or one of the machine."""
    own = Path(sys.executable).parent / name
    return str(own) if own.exists() else name
