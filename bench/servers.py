"""The servers of a measurement, as `./tasktide up` starts them: a durable PostgreSQL, and Valkey."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime import keys, postgres, valkey

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, str]]:
    """Servers with their files in `folder`, migrated: the variables of a Tasktide on them.

    This process is set up as one, too.
    """
    # So that an ended measurement takes its servers along.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    folder.mkdir(parents=True, exist_ok=True)
    database = postgres.start(folder / "postgres")
    bell = valkey.start(folder / "valkey")
    variables = {
        "DATABASE_URL": database.url,
        "REDIS_URL": bell.url,
        "TASKTIDE_DATA": str(folder / "data"),
        "TASKTIDE_LOG_LEVEL": "warning",
        # It counts as ever, and refuses nobody.
        "TASKTIDE_RATE_LIMIT": str(10**9),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "PYTHONPATH": str(ROOT),
        **keys.provide(folder / "secrets", {}),
    }
    try:
        _set_up(variables)
        yield variables
    finally:
        bell.stop()
        database.stop()


def _set_up(variables: dict[str, str]) -> None:
    import django
    from django.core.management import call_command

    for name in [name for name in os.environ if name.startswith("TASKTIDE_") or name.endswith("_URL")]:
        del os.environ[name]
    os.environ.update(variables)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
