"""`python -m runtime.prepare`: brings the database to what this version needs. A short process of its own.

It says in its last line what is wrong, if something is.
"""

import argparse
import json
import sys
from pathlib import Path

import psycopg
import redis

from config.settings import ConfigurationError, load

VIEWS = (
    "stream_event, stream_field, stream_key, stream_log, stream_name, stream_scope, stream_session, stream_task, "
    "stream_token"
)


def main() -> int:
    """Check both servers, migrate, let the event service's role read its views, load the demo once. Exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", help="role of the event service")
    parser.add_argument("--first-start", type=Path, help="file that says that the first start is over")
    options = parser.parse_args()
    problem = _problem()
    if problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    _migrate(options.reader)
    if options.first_start and not options.first_start.exists():
        _first_start(options.first_start)
    return 0


def _problem() -> str | None:
    try:
        settings = load()
        psycopg.connect(settings.database_url, connect_timeout=5).close()
        redis.Redis.from_url(settings.redis_url, socket_connect_timeout=5, socket_timeout=5).ping()
    except ConfigurationError as error:
        return str(error)
    except (psycopg.Error, UnicodeError) as error:
        return f"DATABASE_URL: cannot connect ({_one_line(error)})."
    except (redis.RedisError, ValueError) as error:
        return f"REDIS_URL: cannot connect ({_one_line(error)})."
    return None


def _migrate(reader: str | None) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if reader:
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT SELECT ON {VIEWS} TO {connection.ops.quote_name(reader)}")


def _first_start(marker: Path) -> None:
    from backend.accounts.models import User
    from backend.demo.workspace import EMAIL, PASSWORD, make

    login = ""
    if load().demo and not User.objects.exists():
        make()
        login = f"{EMAIL}, password {PASSWORD}"
    marker.write_text(json.dumps({"demo": login}), encoding="utf-8")


def _one_line(error: Exception) -> str:
    """Without the hints that follow in further lines."""
    return str(error).strip().partition("\n")[0].removeprefix("connection failed: ").rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
