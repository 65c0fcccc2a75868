"""Commands that are done by the backend, on the servers of the data folder."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.settings import Settings
from runtime.processes import StartError
from runtime.servers import available

# Django wants one to be named, and connects only when asked.
NO_DATABASE = "postgresql://nobody@127.0.0.1/none"


def run_import(settings: Settings, given: Mapping[str, str], arguments: Sequence[str]) -> int:
    """`tasktide import …`; its exit code."""
    with available(settings, given) as variables:
        _set_up(variables)
        from backend.imports.command import main

        return main(list(arguments))


def run_export(settings: Settings, given: Mapping[str, str], arguments: Sequence[str]) -> int:
    """`tasktide export …`; its exit code."""
    with available(settings, given) as variables:
        _set_up(variables)
        from backend.exports.command import main

        return main(list(arguments))


def run_management(settings: Settings, given: Mapping[str, str], arguments: Sequence[str]) -> int:
    """One of the backend's management commands; its exit code."""
    with available(settings, given) as variables:
        _set_up(variables)
        from django.core.management import CommandError, call_command

        try:
            call_command(*arguments)
        except CommandError as error:
            raise StartError(str(error)) from None
        return 0


def write_openapi(file: Path, events: Path) -> None:
    """Write the API's description to `file`, that of the events to `events`. No server is needed for that."""
    _set_up({"DATABASE_URL": NO_DATABASE})
    from backend.activity.event_schema import event_schema
    from backend.api import api

    _write(file, api.get_openapi_schema())
    _write(events, event_schema())


def _write(file: Path, schema: Mapping[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n", encoding="utf-8")


def check_migrations() -> None:
    """Raise `StartError` if a model says something that no migration does. No server is needed for that."""
    _set_up({"DATABASE_URL": NO_DATABASE})
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    if changes:
        raise StartError(f"Models without their migration: {', '.join(sorted(changes))}.")


def _set_up(variables: Mapping[str, str]) -> None:
    import django

    os.environ.update(variables)
    os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
    django.setup()
