"""What clients see of the services through nginx, with the files of deploy/nginx as they are."""

import http.client
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing

import httpx
import pytest

from runtime.ports import free_port
from tests.deploy.conftest import Place
from tests.deploy.gateway import Gateway, gateway
from tests.deploy.person import Person, sign_up
from tests.deploy.tls import certificate
from tests.event_schema import assert_described

Event = tuple[str, str]


def _events(lines: Iterator[str]) -> Iterator[Event]:
    """(event, data) of each message with data."""
    event = ""
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name == "data":
            assert_described(event, json.loads(value))
            yield event, value


def _assert_unbuffered(ann: Person) -> httpx.Response:
    """A change is on the stream within a second, in a stream that nobody has packed."""
    query = {"workspace": ann.workspace}
    headers = {"Accept-Encoding": "gzip, br", "Accept": "text/event-stream"}
    with ann.http.stream("GET", "/events", params=query, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in stream.headers
        messages = _events(stream.iter_lines())
        assert next(messages)[0] == "ready"
        began = time.monotonic()
        created = ann.task("Bring the pallets").json()
        event, data = next(messages)
        assert (event, json.loads(data)["data"]) == ("task.created", created)
        assert time.monotonic() - began < 1
    return stream


def test_a_change_is_on_the_stream_within_a_second(ann: Person) -> None:
    assert _assert_unbuffered(ann).http_version == "HTTP/1.1"


def test_a_ticket_opens_a_stream_whose_browser_comes_back_and_nobody_writes_it_down(place: Place, ann: Person) -> None:
    ticket = ann.http.post("/api/events/ticket", json={"workspace": ann.workspace}).json()["url"]
    with httpx.Client(base_url=place.gateway.url, headers={"Sec-Fetch-Site": "same-origin"}) as browser:
        for _ in range(2):
            with browser.stream("GET", ticket) as stream:
                assert next(_events(stream.iter_lines()))[0] == "ready"
    with httpx.stream("GET", f"{place.gateway.url}{ticket}") as stream:
        assert next(_events(stream.iter_lines())) == ("bye", '{"reason": "ticket_spent"}')
    foreign = httpx.get(f"{place.gateway.url}{ticket}", headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert place.gateway.logged(foreign.headers["x-request-id"])["path"] == "/events"
    for log in place.stack.folder.rglob("*.log"):
        assert ticket.partition("=")[2] not in log.read_text(encoding="utf-8"), log


def test_the_same_over_tls_and_http_2(place: Place) -> None:
    folder = place.stack.folder / "tls"
    folder.mkdir()
    port, tls = free_port(), certificate(folder, free_port())
    with _gateway_to(place, "tls-gateway", port, tls) as secure:
        plain = httpx.get(f"http://127.0.0.1:{port}/p/OPS?x=1")
        assert (plain.status_code, plain.headers["location"]) == (308, "https://127.0.0.1/p/OPS?x=1")
        trusting = ssl.create_default_context(cafile=tls["GATEWAY_CERTIFICATE"])
        with sign_up(secure.url, verify=trusting, http2=True) as ann:
            stream = _assert_unbuffered(ann)
            login = ann.http.get("/login")
    assert stream.http_version == "HTTP/2"
    assert stream.headers["strict-transport-security"] == "max-age=31536000"
    assert all("; Secure" in cookie for cookie in login.headers.get_list("set-cookie") if "tasktide_route" in cookie)


def test_lists_are_packed(ann: Person) -> None:
    for number in range(5):
        ann.task(f"Task {number}")
    answer = ann.http.get("/api/tasks", params={"workspace": ann.workspace})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(answer.json()["items"]) == 5


def test_an_etag_that_packing_has_weakened_still_guards_a_change(ann: Person) -> None:
    made = ann.http.post("/api/tasks", json={"project_id": ann.project, "title": "T", "description": "long " * 500})
    url = f"/api/tasks/{made.json()['id']}"
    task = ann.http.get(url)
    assert task.headers["content-encoding"] == "gzip"
    etag = {"If-Match": task.headers["etag"]}
    assert etag["If-Match"].startswith("W/")
    assert ann.http.get(url, headers={"If-None-Match": task.headers["etag"]}).status_code == 304
    assert ann.http.patch(url, json={"title": "first"}, headers=etag).status_code == 200
    assert ann.http.patch(url, json={"title": "second"}, headers=etag).status_code == 412


def test_a_request_keeps_its_id_through_all_services(place: Place, ann: Person) -> None:
    answer = ann.http.get("/api/me", headers={"X-Request-ID": "ann.s-own_id:1"})
    assert answer.headers["x-request-id"] == "ann.s-own_id:1"
    assert place.gateway.logged("ann.s-own_id:1")["path"] == "/api/me"
    made = ann.http.get("/api/me", headers={"X-Request-ID": "not well formed"}).headers.get_list("x-request-id")
    assert len(made) == 1
    assert place.gateway.logged(made[0])["status"] == 200


def _fail(url: str, address: str, email: str) -> int:
    """The answer to a wrong password from somewhere."""
    body = {"email": email, "password": "wrong"}
    return httpx.post(f"{url}/api/token", json=body, headers={"X-Forwarded-For": address}).status_code


def test_failures_are_counted_for_the_address_that_they_come_from(place: Place) -> None:
    inner = f"http://127.0.0.1:{place.gateway.inner}"
    for number in range(10):
        url = inner if number % 2 else place.gateway.url
        assert _fail(url, f"192.0.2.{number}, 203.0.113.50", f"person{number}@example.org") == 401
    assert _fail(place.gateway.url, "203.0.113.50", "another@example.org") == 429
    assert _fail(inner, "203.0.113.50", "another@example.org") == 429
    assert _fail(inner, "203.0.113.51", "another@example.org") == 401


def test_inside_the_dashboards_are_believed_for_whom_they_ask(place: Place) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Request-ID": "asked-for-a-visitor"}
    httpx.get(f"http://127.0.0.1:{place.gateway.inner}/api/me", headers=headers)
    assert place.gateway.logged("asked-for-a-visitor")["client"] == "203.0.113.9"


@pytest.mark.parametrize(
    "path", ["/api/me", "/login", "/admin/login/", "/no/such/page", "/api/no-such-path", "/events"]
)
def test_every_answer_is_guarded(place: Place, path: str) -> None:
    headers = httpx.get(f"{place.gateway.url}{path}").headers
    for name in (
        "x-content-type-options",
        "referrer-policy",
        "x-frame-options",
        "content-security-policy",
        "x-request-id",
    ):
        assert len(headers.get_list(name)) == 1, name
    assert "strict-transport-security" not in headers


def test_too_large_a_body_is_a_problem_and_no_page(ann: Person) -> None:
    answer = ann.task("x" * 1_100_000)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert answer.json()["type"] == "urn:tasktide:problem:too_large"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_alive_and_ready_are_told_and_figures_are_not(place: Place) -> None:
    assert httpx.get(f"{place.gateway.url}/healthz").text == "ok\n"
    assert httpx.get(f"{place.gateway.url}/readyz").status_code == 200
    assert httpx.get(f"{place.gateway.url}/metrics").status_code == 404


def _served(place: Place, browser: httpx.Client) -> str:
    """Which dashboard showed the log-in page."""
    page = browser.get(f"{place.gateway.url}/login")
    assert page.status_code == 200
    assert "Sign in" in page.text
    return place.gateway.logged(page.headers["x-request-id"])["upstream"]


def test_a_visitor_stays_with_the_dashboard_that_came_first(place: Place) -> None:
    with httpx.Client() as browser:
        assert len({_served(place, browser) for _ in range(6)}) == 1
        assert browser.cookies["tasktide_route"]


def test_many_visitors_use_all_dashboards(place: Place) -> None:
    used = set()
    for _ in range(24):
        with httpx.Client() as browser:
            used.add(_served(place, browser))
    assert used == {f"127.0.0.1:{dashboard.plan.port}" for dashboard in place.dashboards}


def test_a_web_socket_reaches_the_dashboard(place: Place) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", place.gateway.port, timeout=10)) as connection:
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        connection.request("GET", "/_nicegui_ws/socket.io/?EIO=4&transport=websocket", headers=upgrade | key)
        answer = connection.getresponse()
        # RFC 6455, section 1.3, has the same key and what it is answered with.
        assert (answer.status, answer.getheader("Sec-WebSocket-Accept")) == (101, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")


def test_where_nobody_answers_clients_are_told_to_come_back(place: Place) -> None:
    nobody = (free_port(),)
    folder = place.stack.folder / "deserted"
    with gateway(folder, port=free_port(), api=nobody, events=nobody, dashboard=nobody) as deserted:
        for path in ("/api/me", "/events?workspace=x"):
            answer = httpx.get(f"{deserted.url}{path}")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.json()["request_id"] == answer.headers["x-request-id"]
        stream = httpx.get(f"{deserted.url}/events?ticket=hush")
        assert (stream.status_code, stream.headers["content-type"]) == (200, "text/event-stream")
        assert (stream.text, stream.headers["cache-control"]) == ("retry: 2000\n\n", "no-store")
        assert "hush" not in deserted.log.read_text(encoding="utf-8")
        page = httpx.get(f"{deserted.url}/login")
        assert (page.status_code, page.headers["content-type"]) == (503, "text/html")
        assert "tries again by itself" in page.text


def _gateway_to(place: Place, name: str, port: int, tls: dict[str, str]) -> AbstractContextManager[Gateway]:
    return gateway(
        place.stack.folder / name,
        port=port,
        api=tuple(api.plan.port for api in place.apis),
        events=(place.events.plan.port,),
        dashboard=tuple(dashboard.plan.port for dashboard in place.dashboards),
        tls=tls,
    )


def test_a_file_passes_that_is_larger_than_other_bodies_and_one_that_is_too_large_does_not(ann: Person) -> None:
    path = f"/api/tasks/{ann.task('With a plan').json()['id']}/files"
    sent = ann.http.post(path, files={"file": ("plan.bin", bytes(3_000_000))})
    assert (sent.status_code, sent.json()["size"]) == (201, 3_000_000)
    content = f"/api/attachments/{sent.json()['id']}/content"
    found = ann.http.get(content, headers={"Range": "bytes=0-9"})
    assert (found.status_code, found.content) == (206, bytes(10))
    assert found.headers.get_list("x-content-type-options") == ["nosniff"]
    assert found.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
    refused = ann.http.post(path, files={"file": ("plan.bin", bytes(28_000_000))})
    assert (refused.status_code, refused.json()["type"]) == (413, "urn:tasktide:problem:too_large")
