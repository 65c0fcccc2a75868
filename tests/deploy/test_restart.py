"""One process of several is restarted while people work."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.deploy.conftest import Place
from tests.deploy.person import Person


@contextmanager
def _asking(ann: Person, *paths: str) -> Iterator[Counter[int]]:
    """Ask for the paths over and over, several at once, for as long as the block lasts: how often which status came."""
    statuses: Counter[int] = Counter()
    is_over = threading.Event()

    def ask(path: str) -> None:
        with httpx.Client(base_url=ann.http.base_url, headers=ann.http.headers, timeout=20) as client:
            while not is_over.is_set():
                statuses[client.get(path).status_code] += 1

    threads = [threading.Thread(target=ask, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
    yield statuses
    is_over.set()
    for thread in threads:
        thread.join()


def test_an_api_process_of_two_is_restarted_and_no_request_is_lost(place: Place, ann: Person) -> None:
    task = f"/api/tasks/{ann.task('Bring the pallets').json()['id']}"
    with _asking(ann, "/api/me", task, "/api/workspaces") as statuses:
        first = place.apis.pop(0)
        assert place.stack.stop(first) == 0
        place.apis.append(place.stack.start("api", first.plan.port))
    assert set(statuses) == {200}
    assert statuses[200] > 20


def test_a_stream_whose_server_restarts_says_bye_and_goes_on_where_it_was(place: Place, ann: Person) -> None:
    query = {"workspace": ann.workspace}
    with ann.http.stream("GET", "/events", params=query) as stream:
        lines = stream.iter_lines()
        cursor = next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")
        place.stack.stop(place.events)
        rest = "\n".join(lines)
    assert "event: bye" in rest
    assert '"shutdown"' in rest
    created = ann.task("Made in the meantime").json()
    place.events = place.stack.start("events", place.events.plan.port)
    with ann.http.stream("GET", "/events", params=query, headers={"Last-Event-ID": cursor}) as stream:
        data = next(line for line in stream.iter_lines() if line.startswith("data: "))
    assert json.loads(data.removeprefix("data: "))["data"] == created


def test_a_visitor_whose_dashboard_goes_away_is_taken_over(place: Place) -> None:
    with httpx.Client(base_url=place.gateway.url, timeout=20) as browser:
        page = browser.get("/login")
        served = place.gateway.logged(page.headers["x-request-id"])["upstream"]
        gone = next(one for one in place.dashboards if served.endswith(f":{one.plan.port}"))
        place.stack.stop(gone)
        assert browser.get("/login").status_code == 200
        place.dashboards.remove(gone)
        place.dashboards.append(place.stack.start("dashboard", gone.plan.port))
        assert browser.get("/login").status_code == 200
