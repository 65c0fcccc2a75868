"""`python -m deploy.health URL` or `python -m deploy.health worker`: exit code 0 if it is well.

A service is well if it answers 2xx. A worker has no port: it is well if workers have shown signs of life in the
database.
"""

import sys
from urllib.error import URLError
from urllib.request import urlopen

SIGN_OF_LIFE = 60  # seconds; one comes every five


def main(what: str) -> int:
    """Look, and say what is wrong."""
    problem = _worker() if what == "worker" else _service(what)
    if problem:
        sys.stderr.write(f"{problem}\n")
    return 1 if problem else 0


def _service(url: str) -> str:
    try:
        with urlopen(url, timeout=5):  # noqa: S310  # our own address
            return ""
    except (URLError, TimeoutError) as error:
        return f"{url}: {error}"


def _worker() -> str:
    import psycopg

    from config.settings import load

    query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)"
    try:
        with psycopg.connect(load().database_url, connect_timeout=5) as connection:
            row = connection.execute(query, [SIGN_OF_LIFE]).fetchone()
    except psycopg.Error as error:
        return str(error).strip()
    return "" if row and row[0] else "no worker has shown a sign of life for a minute"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
