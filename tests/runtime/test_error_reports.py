"""Unexpected errors are told to Sentry, here a little server of that protocol, and hold nobody's secrets."""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli
import httpx
import pytest

from config.errors import scrubbed
from config.settings import ConfigurationError, load, read
from runtime.ports import free_port

UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl"
API = """
import sys
from backend.wsgi import application
from backend.accounts.api import me
from backend.accounts.auth import bearer
from django.test import Client

def broken(request):
    raise RuntimeError(f"cannot make out {request.headers['Authorization']} of ann@example.org")

bearer.authenticate = lambda request, token: broken(request)
answer = Client(raise_request_exception=False).get(
    "/api/me", headers={"Authorization": "Bearer TOKEN", "Cookie": "session=hush", "X-Request-ID": "seen-by-ann"})
sys.exit(answer.status_code != 500)
"""
EVENTS = """
from events import access
from events.__main__ import main

def broken(self, token):
    raise RuntimeError(f"cannot read Bearer {token} of ann@example.org")

access.Verifier.claims = broken
main()
"""
JOBS = """
import django
django.setup()
from jobs.app import load
import logging, runpy, sys
from jobs import worker

def broken():
    try:
        raise RuntimeError("no answer from smtp://ann:hush@mail.example.org to ann@example.org")
    except RuntimeError as error:
        # As the worker says that a job has failed for good.
        extra = {"job": {"email": "ann@example.org"}}
        said = "Job email.reset(email='ann@example.org') ended"
        logging.getLogger("procrastinate.worker").error(said, exc_info=error, extra=extra)
    return 0

worker.run = broken
runpy.run_module("jobs", run_name="__main__")
"""
SILENT = """
import sys
import backend.wsgi, dashboard.app, events.app, runtime.web
sys.exit("sentry_sdk" in sys.modules)
"""


class Sentry:
    """What was told."""

    def __init__(self) -> None:
        self.envelopes: list[str] = []
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server = server
        self.dsn = f"http://key@127.0.0.1:{server.server_port}/1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        envelopes = self.envelopes

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                unpack = UNPACK[self.headers.get("Content-Encoding", "")]
                envelopes.append(unpack(body).decode())
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        return Handler

    def event(self) -> dict[str, Any]:
        """The one event that was told."""
        (envelope,) = self.envelopes
        _, _, body = envelope.strip().split("\n")
        event: dict[str, Any] = json.loads(body)
        return event


@pytest.fixture
def sentry() -> Iterator[Sentry]:
    """A server that takes what is told."""
    sentry = Sentry()
    thread = threading.Thread(target=sentry.server.serve_forever, args=(0.05,))
    thread.start()
    yield sentry
    sentry.server.shutdown()
    thread.join()
    sentry.server.server_close()


def until(condition: Callable[[], object]) -> None:
    """Come back when it is so."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def environment(**more: str) -> dict[str, str]:
    """Of a process of an installation."""
    return {**os.environ, "DATABASE_URL": load().database_url, **more}


def told(sentry: Sentry, program: str) -> dict[str, Any]:
    """What a program tells that runs to its end."""
    ran = subprocess.run(
        [sys.executable, "-c", program.replace("TOKEN", TOKEN)],
        env=environment(SENTRY_DSN=sentry.dsn, TASKTIDE_RELEASE="1.2.3"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return sentry.event()


def require_discreet(sentry: Sentry, event: dict[str, Any], service: str) -> None:
    """It says what went wrong where, and nothing else."""
    (error,) = event["exception"]["values"]
    assert (error["type"], event["release"], event["tags"]["service"]) == ("RuntimeError", "1.2.3", service)
    assert any(frame["function"] == "broken" for frame in error["stacktrace"]["frames"])
    for secret in (TOKEN, "ann@example.org", "hush", "vars", 'request"', "breadcrumbs"):
        assert secret not in sentry.envelopes[0], secret


def test_an_error_of_the_api_is_told_once_with_the_id_of_its_request(sentry: Sentry) -> None:
    event = told(sentry, API)
    require_discreet(sentry, event, "api")
    assert event["tags"]["request_id"] == "seen-by-ann"
    assert event["exception"]["values"][0]["value"] == "cannot make out Bearer [hidden] of [hidden]"


def test_an_error_of_a_job_is_told_without_what_the_job_was_about(sentry: Sentry) -> None:
    event = told(sentry, JOBS)
    require_discreet(sentry, event, "worker")
    assert event["exception"]["values"][0]["value"] == "no answer from smtp://[hidden]@mail.example.org to [hidden]"


def test_an_error_of_the_stream_is_told_once_with_the_id_of_its_request(sentry: Sentry) -> None:
    port = free_port()
    variables = environment(SENTRY_DSN=sentry.dsn, TASKTIDE_RELEASE="1.2.3", TASKTIDE_PORT=str(port))
    with subprocess.Popen([sys.executable, "-c", EVENTS], env=variables, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: _answers(f"{url}/healthz"))
            headers = {"Authorization": f"Bearer {TOKEN}", "Cookie": "session=hush", "X-Request-ID": "seen-by-ann"}
            answer = httpx.get(f"{url}/events?workspace=00000000-0000-7000-8000-000000000000", headers=headers)
            assert answer.status_code == 500
            until(lambda: sentry.envelopes)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    event = sentry.event()
    require_discreet(sentry, event, "events")
    assert event["tags"]["request_id"] == "seen-by-ann"


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.HTTPError:
        return False


def test_without_the_variable_the_package_is_not_even_loaded() -> None:
    ran = subprocess.run([sys.executable, "-c", SILENT], env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"Authorization: Bearer {TOKEN}", "Authorization: Bearer [hidden]"),
        ("of tt_abcdef_-1 it", "of [hidden] it"),
        ("/events?ticket=abc.def&workspace=1", "/events?ticket=[hidden]&workspace=1"),
        ("/reset?token=0a1b.2c-3d", "/reset?token=[hidden]"),
        ("/api/invitations/Ab-9_x/accept", "/api/invitations/[hidden]/accept"),
        ("postgresql://tasktide:pa%20ss@db/x", "postgresql://[hidden]@db/x"),
        ("duplicate key\nDETAIL:  Key (title)=(Layoffs\nin May) exists", "duplicate key\nDETAIL: [hidden]"),
        ("bad [type=x, input_value='hush', input_type=str]", "bad [type=x, input_value=[hidden], input_type=str]"),
        ({"deep": ["ann@example.org", 7, None]}, {"deep": ["[hidden]", 7, None]}),
        ("the crane at pier 7", "the crane at pier 7"),
    ],
)
def test_what_looks_like_a_secret_is_blotted_out(said: object, told: object) -> None:
    assert scrubbed(said) == told


@pytest.mark.parametrize("dsn", ["sentry.example.org", "https://sentry.example.org/1", "ftp://key@example.org/1"])
def test_what_is_no_place_to_tell_errors_to_stops_the_start(dsn: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^SENTRY_DSN: must look like https://key@host/number$"):
        read({"SENTRY_DSN": dsn})
