"""What `doctor` finds out about an installation whose variables are this process's environment."""

import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import redis

from config.settings import load

START = "start it with `./tasktide up`"
CLOCK_TOLERANCE = 5.0
HEARTBEAT_TOLERANCE = 60.0

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Finding:
    """What was found out about a part. `advice` is empty when it is well."""

    part: str
    state: str
    advice: str = ""


def all_findings(*, is_up: bool) -> list[Finding]:
    """Everything; of the processes of `up` only if there is one."""
    try:
        with psycopg.connect(load().database_url, connect_timeout=5) as connection:
            found = [check(connection) for check in (_database, _locale, _migrations, _clock)]
            found += [_web(), _worker(connection)] if is_up else [Finding("Web, worker", f"not running; {START}")]
    except psycopg.Error as error:
        found = [Finding("PostgreSQL", _line(error), "see that the server of DATABASE_URL runs and lets us in")]
    return [*found, _valkey(), _files(), _mail()]


def _database(connection: Connection) -> Finding:
    version = connection.info.server_version // 10000
    advice = "" if version >= 15 else "Tasktide needs PostgreSQL 15 or newer"
    return Finding("PostgreSQL", connection.info.parameter_status("server_version") or str(version), advice)


def _locale(connection: Connection) -> Finding:
    """Under the locale C pg_trgm finds nothing in Japanese, so that nobody would find those tasks."""
    row = connection.execute("SELECT current_setting('server_encoding'), cardinality(show_trgm('東京都'))").fetchone()
    is_well = row is not None and row[0] == "UTF8" and bool(row[1])
    advice = "" if is_well else "make the database anew with --encoding=UTF8 --locale=C.UTF-8 and restore a backup"
    return Finding("Text search", "all languages" if is_well else "not all languages", advice)


def _migrations(_connection: Connection) -> Finding:
    import django
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connections["default"])
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return Finding("Migrations", f"{missing} missing", "end `up` and start it again")
    return Finding("Migrations", "all applied")


def _clock(connection: Connection) -> Finding:
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    distance = abs(time.time() - float(str(row[0]))) if row else 0.0
    advice = "" if distance < CLOCK_TOLERANCE else "set both clocks by NTP: tokens and due dates depend on them"
    return Finding("Clock", f"{distance:.1f} s from the database's", advice)


def _web() -> Finding:
    url = f"{load().public_url}/readyz"
    try:
        with urlopen(url, timeout=10) as answer:  # noqa: S310  # our own address
            return Finding("Web", f"ready ({answer.status})")
    except (URLError, TimeoutError) as error:
        return Finding("Web", _line(error), f"see {load().data / 'log/web.log'}")


def _worker(connection: Connection) -> Finding:
    query = "SELECT extract(epoch FROM now() - max(last_heartbeat))::float8 FROM procrastinate_workers"
    row = connection.execute(query).fetchone()
    age = float(str(row[0])) if row and row[0] is not None else None
    if age is None or age > HEARTBEAT_TOLERANCE:
        return Finding("Worker", "no sign of life", f"see {load().data / 'log/worker.log'}")
    return Finding("Worker", f"last seen {max(age, 0):.0f} s ago")


def _valkey() -> Finding:
    try:
        found = redis.Redis.from_url(load().redis_url, socket_timeout=5, socket_connect_timeout=5).info("server")
    except redis.RedisError as error:
        return Finding("Valkey", _line(error), "see that the server of REDIS_URL runs and lets us in")
    version = found.get("valkey_version") or found.get("redis_version") if isinstance(found, dict) else ""
    return Finding("Valkey", str(version))


def _files() -> Finding:
    import django

    django.setup()
    from backend.core.errors import TasktideError
    from backend.tasks import storage

    try:
        return Finding("Attachments", f"kept in {storage.check()}")
    except TasktideError as error:
        why = _line(error.__cause__ if isinstance(error.__cause__, Exception) else error)
        advice = "see the TASKTIDE_S3_ settings" if load().s3_bucket else "see that this folder can be written to"
        return Finding("Attachments", why, advice)


def _mail() -> Finding:
    settings = load()
    if not settings.smtp_url:
        return Finding("Mail", f"kept in {settings.mail_folder} (set TASKTIDE_SMTP_URL to send it)")
    parts = urlsplit(settings.smtp_url)
    server: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if "tls=tls" in parts.query else smtplib.SMTP
    try:
        with server(parts.hostname or "localhost", parts.port or 25, timeout=10) as connection:
            connection.noop()
    except (OSError, smtplib.SMTPException) as error:
        return Finding("Mail", _line(error), "see TASKTIDE_SMTP_URL")
    return Finding("Mail", f"sent through {parts.hostname}")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
