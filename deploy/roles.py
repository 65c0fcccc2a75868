"""`python -m deploy.roles`: the event service's own role in the database, made or brought up to date.

Its name and password are those of TASKTIDE_EVENTS_DATABASE_URL. Where that is the owner's own, there is nothing to do.
What the role may read, `python -m runtime.prepare --reader` says.
"""

import sys
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from config.settings import ConfigurationError, load


def main() -> int:
    """Make the role; its exit code."""
    try:
        settings = load()
        make_role(settings.database_url, settings.events_database_url or settings.database_url)
    except (ConfigurationError, psycopg.Error) as error:
        sys.stderr.write(f"{str(error).strip()}\n")
        return 1
    return 0


def make_role(owner_url: str, reader_url: str) -> None:
    """Let whoever `reader_url` names log in, by the connection of `owner_url`. Doing it again changes nothing."""
    owner, reader = urlsplit(owner_url), urlsplit(reader_url)
    name = unquote(reader.username or "")
    if name == unquote(owner.username or ""):
        return
    with psycopg.connect(owner_url, connect_timeout=10) as connection:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        # Hashed here, so that no log of the server holds it.
        secret = connection.pgconn.encrypt_password(
            unquote(reader.password or "").encode(), name.encode(), b"scram-sha-256"
        )
        statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(name), sql.Literal(secret.decode())
        )
        connection.execute(statement)


if __name__ == "__main__":
    sys.exit(main())
