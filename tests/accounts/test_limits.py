"""How often one may try, and how much one may ask."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
import redis
import time_machine
from django.test import RequestFactory

from backend.accounts.models import Session, User
from backend.core import counters, limits
from backend.core.clock import now
from backend.core.errors import Throttled
from config.settings import load
from runtime.ports import free_port
from tests.accounts.caller import PASSWORD, Caller, simultaneously
from tests.accounts.conftest import SetEnvironment
from tests.accounts.letters import deliver, token_in
from tests.world import Answer


@pytest.fixture(autouse=True)
def _unspent(environment: SetEnvironment) -> Iterator[None]:
    """As an installation comes, and nobody has tried anything yet."""
    url = load().redis_url
    environment(TASKTIDE_FAILURES_LIMIT="10", TASKTIDE_SIGNUPS_LIMIT="30", TASKTIDE_TRUSTED_PROXIES="1")
    _forget(url)
    yield
    _forget(url)


@pytest.fixture(params=["redis", "memory"])
def counting(request: pytest.FixtureRequest, environment: SetEnvironment) -> str:
    """Where is counted: in Redis, or in memory because Redis is away."""
    where: str = request.param
    if where == "memory":
        environment(REDIS_URL=f"redis://127.0.0.1:{free_port()}")
        counters.client.cache_clear()
    return where


def _forget(url: str) -> None:
    counters.client.cache_clear()
    counters.breaker.open_until = 0.0
    counters.memory._entries.clear()
    limits._requests.minute = -1
    with redis.Redis.from_url(url) as client:
        for key in [*client.scan_iter("tasktide:*")]:
            client.delete(key)


def test_of_addresses_that_somebody_tries_few_are_told(counting: str, nobody: Caller) -> None:
    del counting
    ann = Caller(nobody.sign_up().json["access"])
    nobody.sign_up("bo@example.org")
    here = ann.post("/api/workspaces", {"name": "Harbour"}).json["id"]

    def make(email: str) -> Answer:
        return ann.post("/api/users", {"workspace_id": here, "first_name": "Gus", "email": email})

    made = [make(f"gus{number}@example.org").status for number in range(12)]
    assert made == [201] * 12, "what is told of nobody is not counted"
    tried = [make("bo@example.org").status for _ in range(10)]
    assert tried == [409] * 10
    assert [make(email).status for email in ("bo@example.org", "gus@example.org")] == [429, 429]


def log_in(address: str = "192.0.2.7", email: str = "ann@example.org", password: str = "wrong") -> Answer:
    """Try to get in from a network address."""
    return Caller().log_in(email, password, X_Forwarded_For=address)


def strangers() -> Iterator[str]:
    """Ever new network addresses."""
    return (f"203.0.113.{number}" for number in range(1, 255))


def test_after_ten_failures_an_account_is_closed_for_a_while_to_all(ann: Caller, counting: str) -> None:
    del ann, counting
    addresses = strangers()
    for _ in range(10):
        assert log_in(next(addresses)).status == 401
    sessions = Session.objects.count()

    refused = log_in(next(addresses), password=PASSWORD)

    assert (refused.status, refused.json["type"]) == (429, "urn:tasktide:problem:throttled")
    assert refused.json["detail"] == "Too many attempts; try again in 15 min."
    wait = int(refused.headers["Retry-After"])
    assert 890 <= wait <= 900
    assert refused.headers["RateLimit-Policy"] == '"log-in";q=10;w=900'
    assert refused.headers["RateLimit"] == f'"log-in";r=0;t={wait}'
    assert Session.objects.count() == sessions
    assert log_in(next(addresses), " ANN@Example.org ", PASSWORD).status == 429
    with time_machine.travel(now() + timedelta(seconds=wait + 1)):
        assert log_in(next(addresses), password=PASSWORD).status == 200


def test_an_unknown_address_is_closed_like_a_known_one(ann: Caller) -> None:
    del ann
    addresses = strangers()
    for email in ("ann@example.org", "nobody@example.org"):
        answers = [log_in(next(addresses), email).status for _ in range(11)]
        assert answers == [401] * 10 + [429]


def test_after_ten_failures_a_network_address_is_closed_to_all_accounts(ann: Caller, counting: str) -> None:
    del ann, counting
    for number in range(10):
        assert log_in(email=f"person{number}@example.org").status == 401

    assert log_in(password=PASSWORD).status == 429
    assert log_in("198.51.100.9", password=PASSWORD).status == 200


def test_a_success_forgets_the_accounts_failures_but_not_the_network_addresss(ann: Caller, counting: str) -> None:
    del ann, counting
    addresses = strangers()
    for _ in range(3):
        for _ in range(9):
            assert log_in(next(addresses)).status == 401
        assert log_in(next(addresses), password=PASSWORD).status == 200
    for number in range(10):
        assert log_in(email=f"person{number}@example.org").status == 401
        assert log_in(password=PASSWORD).status == (200 if number < 9 else 429)


def test_failures_are_forgotten_one_by_one(ann: Caller) -> None:
    del ann
    begun = now()
    addresses = strangers()
    for minute in range(10):
        with time_machine.travel(begun + timedelta(minutes=minute), tick=False):
            assert log_in(next(addresses)).status == 401
    with time_machine.travel(begun + timedelta(minutes=14, seconds=59), tick=False):
        assert log_in(next(addresses)).headers["Retry-After"] == "1"
    with time_machine.travel(begun + timedelta(minutes=15, seconds=1), tick=False):
        assert [log_in(next(addresses)).status for _ in range(2)] == [401, 429]


def test_of_many_at_the_same_moment_no_more_get_through(ann: Caller, counting: str) -> None:
    del ann, counting
    addresses = strangers()
    calls = [partial(log_in, next(addresses)) for _ in range(16)]

    statuses = sorted(answer.status for answer in simultaneously(*calls))

    assert statuses == [401] * 10 + [429] * 6


@pytest.mark.parametrize(
    ("proxies", "forwarded", "meant"),
    [
        ("0", "203.0.113.1", "127.0.0.1"),
        ("1", "", "127.0.0.1"),
        ("1", "203.0.113.1", "203.0.113.1"),
        ("1", "198.51.100.1, 203.0.113.1", "203.0.113.1"),
        ("2", "198.51.100.1, 203.0.113.1", "198.51.100.1"),
        ("2", "198.51.100.66, 198.51.100.1 , 203.0.113.1", "198.51.100.1"),
        ("3", "203.0.113.1", "203.0.113.1"),
        ("1", "nonsense", "127.0.0.1"),
        ("1", "::ffff:203.0.113.1", "203.0.113.1"),
        ("1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_where_a_request_comes_from(environment: SetEnvironment, proxies: str, forwarded: str, meant: str) -> None:
    environment(TASKTIDE_TRUSTED_PROXIES=proxies)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert limits.client_address(RequestFactory().get("/", headers=headers)) == meant


def test_signing_up_has_a_limit_for_each_network_address(nobody: Caller, environment: SetEnvironment) -> None:
    environment(TASKTIDE_SIGNUPS_LIMIT="3")
    here = {"X_Forwarded_For": "203.0.113.7"}
    bodies = [{"email": f"person{number}@example.org", "password": PASSWORD} for number in range(5)]

    answers = [nobody.post("/api/auth/signup", body, **here).status for body in bodies[:4]]

    assert (answers, User.objects.count()) == ([201] * 3 + [429], 3)
    assert nobody.post("/api/auth/signup", bodies[4], X_Forwarded_For="198.51.100.9").status == 201


def test_mails_have_a_limit_for_each_account(ann: Caller) -> None:
    addresses = strangers()

    def ask() -> int:
        body = {"email": "ann@example.org"}
        return Caller().post("/api/auth/password-reset", body, X_Forwarded_For=next(addresses)).status

    assert [ask() for _ in range(11)] == [202] * 10 + [429]
    assert [ann.post("/api/me/verify-email").status for _ in range(11)] == [202] * 10 + [429]


def test_tokens_of_mails_cannot_be_tried_out(ann: Caller) -> None:
    ann.post("/api/me/verify-email")
    token = token_in(deliver()[-1])
    here = {"X_Forwarded_For": "203.0.113.7"}
    for _ in range(10):
        assert Caller().post("/api/auth/verify-email", {"token": "x"}, **here).status == 422

    assert Caller().post("/api/auth/verify-email", {"token": token}, **here).status == 429
    assert Caller().post("/api/auth/verify-email", {"token": token}).status == 204


def test_an_access_token_in_other_hands_does_not_find_out_the_password(ann: Caller) -> None:
    def change(password: str) -> int:
        body = {"current_password": password, "password": "ebb-falls-at-six"}
        return ann.post("/api/me/password", body).status

    assert [change("wrong") for _ in range(10)] == [422] * 10
    assert change(PASSWORD) == 429


def test_a_person_has_so_many_requests_a_minute(ann: Caller, nobody: Caller, environment: SetEnvironment) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    program = Caller(ann.post("/api/me/tokens", {"name": "Report"}).json["token"])
    environment(TASKTIDE_RATE_LIMIT="20")
    with time_machine.travel(now().replace(second=10, microsecond=0) + timedelta(minutes=1), tick=False):
        statuses = [caller.get("/api/me").status for _ in range(10) for caller in (ann, program)]
        refused = ann.get("/api/me")

        assert statuses == [200] * 20
        assert (refused.status, program.get("/api/me").status, bo.get("/api/me").status) == (429, 429, 200)
        assert refused.headers["Retry-After"] == "50"
        assert refused.headers["RateLimit-Policy"] == '"requests";q=20;w=60'
        assert refused.headers["RateLimit"] == '"requests";r=0;t=50'
        assert refused.json["detail"] == "More than 20 requests a minute; try again in 50 s."
    with time_machine.travel(now().replace(second=0, microsecond=0) + timedelta(minutes=2), tick=False):
        assert ann.get("/api/me").status == 200


def spent(processes: list[limits._Requests], quota: int) -> int:
    """How many requests of one person these processes let through, one after the other in turn."""
    person, passed = uuid4(), 0
    for _ in range(quota):
        for process in processes:
            try:
                process.count(person)
                passed += 1
            except Throttled:
                pass
    return passed


def test_several_processes_have_one_limit(environment: SetEnvironment) -> None:
    environment(TASKTIDE_RATE_LIMIT="600")
    with time_machine.travel(now(), tick=False):
        passed = spent([limits._Requests() for _ in range(4)], 600)

    assert 600 <= passed <= 606


def test_while_redis_is_away_each_process_counts_for_itself(environment: SetEnvironment) -> None:
    environment(TASKTIDE_RATE_LIMIT="50", REDIS_URL=f"redis://127.0.0.1:{free_port()}")
    counters.client.cache_clear()
    with time_machine.travel(now(), tick=False):
        assert spent([limits._Requests() for _ in range(3)], 50) == 150


def test_nobody_waits_for_a_redis_that_is_silent(ann: Caller, environment: SetEnvironment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        environment(TASKTIDE_RATE_LIMIT="10", REDIS_URL=f"redis://127.0.0.1:{silent.getsockname()[1]}")
        counters.client.cache_clear()
        waited = []
        for _ in range(10):
            begun = time.monotonic()
            counters.add("tasktide:requests", 1, 60)
            waited.append(time.monotonic() - begun)
        assert [ann.get("/api/me").status for _ in range(11)] == [200] * 10 + [429]

    assert 0.05 < max(waited) < 0.25
    assert sum(waited) < 0.25


def test_nothing_of_a_person_can_be_read_in_redis(ann: Caller) -> None:
    del ann
    log_in()

    keys = [key.decode() for key in counters.client().scan_iter("tasktide:*")]
    assert len([key for key in keys if ":log-in:" in key]) == 2
    assert not [key for key in keys if "ann" in key or "203.0" in key]
    assert all(0 < counters.client().ttl(key) <= 900 for key in keys)


def test_memory_does_not_grow_without_end() -> None:
    memory = counters.Memory()
    for number in range(counters.MOST_KEYS + 10):
        memory.take([f"key{number}"], 10, 900, float(number), f"entry{number}")

    assert len(memory._entries) <= counters.MOST_KEYS
