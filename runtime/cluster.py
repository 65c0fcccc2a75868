"""Makes a PostgreSQL cluster: the files of a server, with our database and its two roles in it."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from runtime import privilege, wheels
from runtime.processes import StartError, run

DATABASE = "tasktide"
OWNER = "tasktide"
READER = "tasktide_events"

# The C library's locale counts beside the builtin one: pg_trgm finds no Japanese letter under plain "C".
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")


def make(cluster: Path, passwords: Mapping[str, str]) -> None:
    """Make it; it appears under its name only when it is complete. `passwords`: by role. Raises `StartError`."""
    draft = cluster.with_name("cluster.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    os.chown(draft, privilege.owner(), -1)
    _initialise(draft)
    single: list[str | Path] = [
        wheels.postgres("postgres"),
        "--single",
        "-j",
        "-D",
        draft,
        "-c",
        "fsync=off",
        "template1",
    ]
    # In single-user mode a statement ends with an empty line.
    run(single, text="\n\n".join((*_roles(passwords), "")), unprivileged=True)
    draft.replace(cluster)


def _initialise(draft: Path) -> None:
    # No password for the superuser and no socket: nobody logs in as one.
    common = ["--username=postgres", "--auth-local=reject", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-sync"]
    builtin = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--lc-messages=C"]
    for locale in LOCALES:
        try:
            run([wheels.postgres("initdb"), "-D", draft, *common, *builtin, f"--locale={locale}"], unprivileged=True)
        except StartError as error:
            if "locale" not in str(error) or locale == LOCALES[-1]:
                raise
        else:
            return


def _roles(passwords: Mapping[str, str]) -> tuple[str, ...]:
    return (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE PASSWORD '{passwords[OWNER]}';",
        f"CREATE ROLE {READER} LOGIN PASSWORD '{passwords[READER]}';",
        f"GRANT {READER} TO {OWNER} WITH ADMIN OPTION;",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER};",
    )
