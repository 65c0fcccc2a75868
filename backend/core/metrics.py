"""What the API counts, for Prometheus. Each process counts for itself."""

import re
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

# Seconds. Most answers take a few milliseconds; what takes longer than a second is looked into.
BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Histogram("tasktide_api_request_seconds", "How long answers took", ["operation", "status"], buckets=BUCKETS)
IN_FLIGHT = Gauge("tasktide_api_requests_in_flight", "Requests that are being answered")
THROTTLED = Counter("tasktide_api_throttled", "Requests and attempts beyond a limit", ["policy"])
DATABASE_ERRORS = Counter("tasktide_api_database_errors", "Statements that the database refused or lost", ["kind"])

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_series: dict[tuple[str, str, int], Histogram] = {}

View = Callable[[HttpRequest], HttpResponse]


class Counting:
    """Middleware: how many requests, of which operation, with which answer, and how long they took."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A few microseconds more than without."""
        IN_FLIGHT.inc()
        begun = perf_counter()
        try:
            response = self.get_response(request)
        finally:
            IN_FLIGHT.dec()
        seconds = perf_counter() - begun
        match = request.resolver_match
        # Clients choose paths and methods: what is no operation must not make series of its own.
        key = (request.method or "", match.route if match else "", response.status_code)
        (_series.get(key) or _named(key)).observe(seconds)
        return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """`/metrics` of a process that runs the API alone; not for the outside."""
    del request
    return HttpResponse(generate_latest(), CONTENT_TYPE_LATEST)


def _named(key: tuple[str, str, int]) -> Histogram:
    """The series of `GET /api/tasks/{task_id}` and a status; all that is not of the API's operations in one."""
    method, route, status = key
    if method not in _METHODS or not route.startswith("api/"):
        return REQUESTS.labels("other", str(status))
    path = _PARAMETER.sub(r"{\1}", route)
    _series[key] = REQUESTS.labels(f"{method} /{path}", str(status))
    return _series[key]
