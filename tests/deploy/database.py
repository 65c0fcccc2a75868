"""The database as docker-compose.yml has it made: by the image, its script and the one-shot service."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from runtime import privilege, valkey, wheels
from runtime.ports import free_port
from runtime.processes import run, spawn, stop, wait_until
from tests.deploy.plans import ROOT, Plan, compose
from tests.deploy.programs import variables


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
