"""The database as the images and the one-shot service make it."""

import psycopg
import pytest

from deploy.roles import make_role
from runtime.prepare import VIEWS
from tests.deploy.database import migrate
from tests.deploy.plans import ROOT, Plan
from tests.deploy.programs import check
from tests.deploy.stack import Stack


def _url(services: Stack, name: str) -> str:
    return (services.folder / "secrets" / name).read_text()


def test_its_owner_is_no_superuser(services: Stack) -> None:
    with psycopg.connect(_url(services, "database_url")) as connection:
        row = connection.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == ("tasktide", False)


def test_the_search_knows_all_alphabets(services: Stack) -> None:
    with psycopg.connect(_url(services, "database_url")) as connection:
        row = connection.execute("SELECT cardinality(show_trgm('東京都')) > 0, lower('ÉÀÇ')").fetchone()
    assert row == (True, "éàç")


def test_the_stream_reads_its_views_and_nothing_else(services: Stack) -> None:
    with psycopg.connect(_url(services, "events_database_url"), autocommit=True) as connection:
        for view in VIEWS.split(", "):
            connection.execute(f"SELECT * FROM {view} LIMIT 1")
        for refused in ("SELECT 1 FROM accounts_user", "DELETE FROM stream_log", "CREATE TABLE mine ()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(refused)


def test_the_guide_knows_how_a_restored_log_is_made_another_one(services: Stack) -> None:
    guide = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    statement = guide.partition("psql -U postgres tasktide -c")[2].split('"')[1].encode()
    with psycopg.connect(_url(services, "database_url")) as connection:
        connection.execute("INSERT INTO eventlog_counter VALUES (gen_random_uuid(), 'before', 3, 1)")
        connection.execute(statement)
        epochs = connection.execute("SELECT epoch, length(epoch) FROM eventlog_counter").fetchall()
        connection.rollback()
    assert epochs
    assert all(epoch != "before" and length == 6 for epoch, length in epochs)


def test_migrating_again_changes_nothing(services: Stack) -> None:
    migrate(services.folder)
    psycopg.connect(_url(services, "events_database_url")).close()


def test_a_new_password_of_the_reader_is_taken_over(services: Stack) -> None:
    owner, reader = _url(services, "database_url"), _url(services, "events_database_url")
    make_role(owner, reader.replace(":reader@", ":an%20other@"))
    psycopg.connect(reader.replace(":reader@", ":an%20other@")).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(reader)
    make_role(owner, reader)
    psycopg.connect(reader).close()


def test_one_role_for_both_is_left_alone(services: Stack) -> None:
    owner = _url(services, "database_url")
    make_role(owner, owner)
    psycopg.connect(owner).close()


def test_a_worker_is_well_while_it_works(services: Stack) -> None:
    plan = Plan("worker", services.folder)
    assert check(plan) == 1
    worker = services.start("worker")
    assert check(plan) == 0
    assert services.stop(worker) == 0
