"""Who gets to the admin pages, and for how long."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import redis
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from backend.accounts import operators, sessions
from backend.accounts.actions import create_person, create_user, deactivate, set_admin, set_password
from backend.accounts.models import Session, User
from backend.core import counters
from backend.core.clock import now
from config.settings import load
from tests.admin.conftest import PASSWORD
from tests.world import Caller, World

WRONG = "The address or the password is wrong."


def sign_in(email: str | None, password: str = PASSWORD, **headers: str) -> tuple[int, str]:
    """The status, and the page or where it leads."""
    answer = Client().post("/admin/login/", {"username": email or "", "password": password}, headers=headers)
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


def test_an_operator_signs_in_and_out(rita: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/admin/login/?next=/admin/tasks/task/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    fields = {"username": " RITA@example.org ", "password": PASSWORD, "next": "/admin/tasks/task/"}
    assert browser.post("/admin/login/", fields).status_code == 403
    answer = browser.post("/admin/login/", {**fields, "csrfmiddlewaretoken": found[1]}, headers={"User-Agent": "Opera"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/tasks/task/")
    cookie = answer.cookies["tasktide_admin"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin", True, "Strict")
    assert list(answer.cookies) == ["tasktide_admin"]
    assert Session.objects.get(user=rita).user_agent == "Admin pages, Opera"
    index = browser.get("/admin/")
    assert "Signed in as <strong>Rita Orr</strong>" in index.content.decode()
    assert index.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in index.headers["Content-Security-Policy"]
    assert "no-store" in index.headers["Cache-Control"]

    copied = Client()
    copied.cookies["tasktide_admin"] = browser.cookies["tasktide_admin"].value
    assert copied.get("/admin/").status_code == 200
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', index.content.decode())
    assert token is not None
    assert browser.post("/admin/logout/").status_code == 403
    assert browser.post("/admin/logout/", {"csrfmiddlewaretoken": token[1]}).status_code == 200
    assert copied.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_a_foreign_address_to_go_on_to_is_not_followed(rita: User) -> None:
    answer = Client().post(
        "/admin/login/", {"username": rita.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/admin/"


def test_nobody_else_gets_in(world: World, rita: User) -> None:
    create_user(email="olga@example.org", password=PASSWORD)
    set_password(world.ann.id, actor=None, password=PASSWORD)
    deactivate(create_user(email="otto@example.org", password=PASSWORD, is_admin=True).id, actor=rita)
    set_admin(create_person(first_name="Nora", email="nora@example.org").id, actor=rita, is_admin=True)
    before = Session.objects.count()
    for email in ("olga@example.org", "ann@example.org", "otto@example.org", "nora@example.org", "x@example.org"):
        status, page = sign_in(email)
        assert (status, WRONG in page) == (200, True), email
    assert sign_in(rita.email, "wrong")[0] == 200
    assert sign_in(rita.email, "")[0] == 200
    assert Session.objects.count() == before


def test_without_a_session_there_is_nothing(world: World) -> None:
    """Nor with the session of somebody who is no operator, in whatever way it got into a cookie."""
    del world
    names = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    paths = [reverse(f"admin:{name}_changelist") for name in names]
    paths += [reverse(f"admin:{name}_change", args=["1"]) for name in names]
    paths += [
        "/admin/",
        "/admin/password_change/",
        "/admin/jsi18n/",
        "/admin/autocomplete/",
        "/admin/r/1/1/",
        "/admin/x",
    ]
    for path in paths:
        answer = Client().get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/login/?next={path}"), path
    assert Client().get("/admin").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    "ending",
    [
        lambda user: deactivate(user.id, actor=None),
        lambda user: set_admin(user.id, actor=None, is_admin=False),
        lambda user: set_password(user.id, actor=None, password="ebb-falls-at-six"),
        lambda user: sessions.end_all(user.id),
    ],
    ids=["deactivated", "no admin any more", "new password", "sessions ended"],
)
def test_an_operator_is_out_at_once(pages: Client, rita: User, ending: Callable[[User], object]) -> None:
    create_user(email="otto@example.org", password=PASSWORD, is_admin=True)
    assert pages.get("/admin/accounts/user/").status_code == 200
    ending(rita)
    assert pages.get("/admin/accounts/user/").headers["Location"].startswith("/admin/login/")


def test_a_sign_in_ends_by_itself(pages: Client) -> None:
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert pages.get("/admin/").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=118)):
        assert pages.get("/admin/").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=179)):
        assert pages.get("/admin/").status_code == 302


def test_a_sign_in_in_use_ends_after_half_a_day(pages: Client) -> None:
    begun = now()
    for minutes in range(50, 12 * 60, 50):
        with time_machine.travel(begun + timedelta(minutes=minutes)):
            assert pages.get("/admin/").status_code == 200
    with time_machine.travel(begun + operators.LIFETIME):
        assert pages.get("/admin/").status_code == 302


@pytest.fixture
def _strict(environment: Callable[..., None]) -> Iterator[None]:
    """As an installation comes, and nobody has tried anything yet."""
    environment(TASKTIDE_FAILURES_LIMIT="10", TASKTIDE_TRUSTED_PROXIES="1")
    _forget()
    yield
    _forget()


def _forget() -> None:
    counters.client.cache_clear()
    with redis.Redis.from_url(load().redis_url) as client:
        for key in [*client.scan_iter("tasktide:*")]:
            client.delete(key)


@pytest.mark.usefixtures("_strict")
def test_guessing_is_slowed_down_here_and_at_the_api_together(rita: User) -> None:
    body = {"email": rita.email, "password": "wrong"}
    for number in range(5):
        assert sign_in(rita.email, "wrong", X_Forwarded_For=f"192.0.2.{number}")[0] == 200
        assert Caller().post("/api/token", body, X_Forwarded_For=f"192.0.2.{number}").status == 401
    answer = Client().post("/admin/login/", {"username": rita.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Too many attempts" in answer.content.decode()
    assert Caller().post("/api/token", body | {"password": PASSWORD}).status == 429
    assert Session.objects.count() == 0


def test_the_api_pays_nothing_for_the_pages(pages: Client, world: World) -> None:
    token = Caller(world.ann).token
    answer = pages.get("/api/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")
    assert not hasattr(answer.wsgi_request, "_messages")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert hasattr(pages.get("/admin/").wsgi_request, "session")


def test_the_cookie_of_the_pages_opens_nothing_at_the_api(pages: Client) -> None:
    assert pages.get("/api/me").status_code == 401
