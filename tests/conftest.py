"""What every test stands on: servers of its own, keys of its own, nothing from the machine."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_servers = ExitStack()


def _prepare() -> None:
    """Before Django is set up. `./tasktide test` has started the servers; a bare `pytest` starts them here."""
    folder = Path(_servers.enter_context(tempfile.TemporaryDirectory(prefix="tasktide-test-")))
    folder.chmod(0o755)
    if "DATABASE_URL" not in os.environ:
        _start_servers(folder)
    _take_a_database_of_redis()
    os.environ.setdefault("TASKTIDE_SECRET_KEY", "a secret of the tests, of more than fifty characters in length")
    os.environ.setdefault("TASKTIDE_DATA", str(folder / "data"))
    # Stories of limits set their own; all others are told by the same few people, over and over.
    for name in ("RATE_LIMIT", "FAILURES_LIMIT", "SIGNUPS_LIMIT"):
        os.environ.setdefault(f"TASKTIDE_{name}", "1000000")
    if "TASKTIDE_JWT_PRIVATE_KEY" not in os.environ and "TASKTIDE_JWT_PRIVATE_KEY_FILE" not in os.environ:
        _make_keys()
    os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
    # pytest-django does it too late for conftests that import models.
    django.setup()


def pytest_configure(config: pytest.Config) -> None:
    """The servers end with the session."""
    config.add_cleanup(_servers.close)


def _start_servers(folder: Path) -> None:
    from runtime import postgres, valkey

    os.environ["DATABASE_URL"] = _servers.enter_context(postgres.running(folder / "postgres"))
    os.environ["REDIS_URL"] = _servers.enter_context(valkey.running(folder / "valkey"))


def _take_a_database_of_redis() -> None:
    """Two processes of one run count the same people's failures, and one forgets them while the other still counts."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if worker:
        url = urlsplit(os.environ["REDIS_URL"])
        os.environ["REDIS_URL"] = url._replace(path=f"/{1 + int(worker)}").geturl()


def _make_keys() -> None:
    private = Ed25519PrivateKey.generate()
    os.environ["TASKTIDE_JWT_PRIVATE_KEY"] = private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    ).decode()
    os.environ["TASKTIDE_JWT_PUBLIC_KEY"] = (
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    )


_prepare()

pytest_plugins = ["tests.exercised"]
