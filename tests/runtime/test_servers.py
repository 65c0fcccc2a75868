"""The embedded servers: what is in them, who may do what, and that they come and go."""

import os
import signal
import socket
from pathlib import Path

import psycopg
import pytest
import redis

from runtime import postgres, privilege, valkey
from runtime.processes import StartError
from tests.runtime.installation import eventually, mentioning


def answer(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def test_a_new_cluster_knows_every_language(tmp_path: Path) -> None:
    with postgres.running(tmp_path / "a folder") as url:
        assert answer(url, "SHOW server_encoding") == "UTF8"
        assert answer(url, "SELECT upper('straße')") == "STRASSE"
        with psycopg.connect(url) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE EXTENSION unaccent")
            assert connection.execute("SELECT cardinality(show_trgm('東京都'))").fetchone() == (4,)


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    with postgres.running(tmp_path) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    with postgres.running(tmp_path) as url:
        assert answer(url, "SELECT number FROM kept") == 42


def test_neither_role_is_a_superuser_and_strangers_stay_outside(tmp_path: Path) -> None:
    server = postgres.start(tmp_path, durable=False)
    try:
        for url in (server.url, server.reader_url):
            assert answer(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            answer(server.reader_url, "CREATE TABLE mine AS SELECT 1")
        for stranger in ("tasktide:wrong", "postgres:", "postgres:postgres"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(f"postgresql://{stranger}@127.0.0.1:{server.port}/tasktide")
    finally:
        server.stop()
    assert (tmp_path / "passwords.json").stat().st_mode & 0o077 == 0


def test_a_server_that_was_left_behind_is_ended_before_a_new_one_starts(tmp_path: Path) -> None:
    left = postgres.start(tmp_path, durable=False)
    with postgres.running(tmp_path) as url:
        assert left.process.wait(1) == 0
        assert answer(url, "SELECT 1") == 1


def test_half_a_cluster_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cluster.new/base").mkdir(parents=True)
    with postgres.running(tmp_path) as url:
        assert answer(url, "SELECT current_database()::text") == "tasktide"


def test_a_start_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(StartError, match="PostgreSQL did not start"):
        postgres.start(tmp_path, port=other.getsockname()[1])
    assert mentioning(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_namespaces_becomes_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(privilege, "has_namespaces", lambda: False)
    tmp_path.chmod(0o700)
    with postgres.running(tmp_path / "database") as url:
        assert answer(url, "SELECT 1") == 1
        assert (tmp_path / "database/cluster").stat().st_uid == privilege.NOBODY
    monkeypatch.undo()
    with postgres.running(tmp_path / "database") as url:
        assert answer(url, "SELECT 1") == 1


def test_valkey_answers_those_who_know_the_password(tmp_path: Path) -> None:
    with valkey.running(tmp_path / "a folder") as url:
        with redis.Redis.from_url(url) as known:
            assert known.ping() is True
        stranger = redis.Redis.from_url(url.replace("redis://:", "redis://:not-"))
        with stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_valkey_comes_back_under_the_same_url(tmp_path: Path) -> None:
    first = valkey.start(tmp_path)
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    second = valkey.start(tmp_path, port=first.port, password=first.password)
    assert second.url == first.url
    second.stop()
    eventually(lambda: second.process.poll() is not None)
