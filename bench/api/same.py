"""Both sides must say the same before anything is measured, and ours must keep its whole contract."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.eventlog.models import Counter, Event
from bench.api.crowd import Crowd, stranger
from bench.api.operations import OPERATIONS, Operation, Request, some
from bench.api.sides import Side

LOOKED_AT = 12
# What two creations, or two changes one after the other, cannot share.
_OWN = frozenset({"id", "number", "key", "position", "created_at", "updated_at", "completed_at", "version"})


class Different(Exception):
    """The sides do not say the same, so a comparison of their speed would say nothing."""


def compare(ours: Side, peer: Side, crowds: Sequence[Crowd]) -> int:
    """Send the same requests to both; how many answers were compared. Raises `Different`."""
    compared = 0
    for operation in OPERATIONS:
        for request in some(operation, crowds, ours, number=LOOKED_AT, seed=7):
            if "cursor=" not in request.path:
                _compare_one(ours, peer, operation, request)
                compared += 1
    return compared


def keeps_contract(side: Side, crowd: Crowd) -> None:
    """ETag, 304, 412, cursor, request id, problem+json and its status for tokens and strangers. Raises `Different`."""
    user, task = crowd.people[0], f"/api/tasks/{crowd.tasks[0]}"
    found = side.get(task, user, X_Request_ID="bench-1")
    tag = found.headers.get("ETag", "")
    _require(found.status_code == 200 and tag and found.headers["X-Request-ID"] == "bench-1", "get")
    _require(_seq(found.headers["Tasktide-Cursor"]) == _last(crowd), "the cursor of a get")
    _require(side.get(task, user, If_None_Match=tag).status_code == 304, "If-None-Match")
    listed = side.get(f"/api/tasks?workspace={crowd.id}", user)
    _require(_seq(listed.headers["Tasktide-Cursor"]) == _last(crowd), "the cursor of a list")
    outsider = stranger(crowd).id
    for path in (task, f"/api/tasks?workspace={crowd.id}", f"/api/tasks/{uuid4()}"):
        _require_problem(side, "GET", path, outsider, 404)
    _require_problem(side, "PATCH", task, user, 412, '{"priority": "low"}', If_Match='"999999"')
    _require_problem(side, "PATCH", task, user, 422, '{"prioritty": "low"}')
    refused = side.get(task, user, Authorization="Bearer no.such.token")
    _require(refused.status_code == 401 and "WWW-Authenticate" in refused.headers, "a wrong token")
    _require(refused.headers["Content-Type"].startswith("application/problem+json"), "a wrong token's problem")


def _compare_one(ours: Side, peer: Side, operation: Operation, request: Request) -> None:
    said = []
    for side in (ours, peer):
        answer = side.call(request.method, request.path, request.user, request.body)
        _require(answer.is_success, f"{side.name}, {request}: {answer.text[:300]}")
        said.append(_plain(answer.json(), own=operation.writes))
        if operation.writes:
            said[-1]["event"] = _event(UUID(answer.json()["workspace_id"]))
    said[0].pop("next", None), said[1].pop("next", None)
    if operation.name == "patch":
        # The second one finds the change made: only its event differs, in what was before.
        for one in said:
            one["event"].pop("changes")
    _require(said[0] == said[1], f"{operation.name}: {_first_difference(said[0], said[1])}")


def _plain(value: Any, *, own: bool) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Instants as instants, however they are written."""
    if isinstance(value, dict):
        return {key: _plain(one, own=own) for key, one in value.items() if not (own and key in _OWN)}
    if isinstance(value, list):
        return [_plain(one, own=own) for one in value]
    if isinstance(value, str) and len(value) > 18 and value[10:11] == "T" and value.endswith("Z"):
        return datetime.fromisoformat(value)
    return value


def _event(workspace_id: UUID) -> dict[str, Any]:
    """The newest one."""
    event = Event.objects.filter(workspace_id=workspace_id).order_by("-seq")[0]
    return {
        "type": event.type,
        "actor": event.actor_id,
        "project": event.project_id,
        "changes": sorted(event.changes),
        "data": _plain(event.data, own=True),
    }


def _first_difference(one: Any, other: Any) -> str:  # noqa: ANN401
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if one.get(key, "missing") != other.get(key, "missing"):
                return f"{key}: {_first_difference(one.get(key, 'missing'), other.get(key, 'missing'))}"
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        return next(_first_difference(left, right) for left, right in pairs if left != right)
    return f"{json.dumps(one, default=str)[:300]} ≠ {json.dumps(other, default=str)[:300]}"


def _require_problem(
    side: Side, method: str, path: str, user: UUID, status: int, body: str = "", **headers: str
) -> None:
    answer = side.call(method, path, user, body, **headers)
    kind = answer.headers["Content-Type"]
    _require(answer.status_code == status, f"{method} {path}: {answer.status_code} instead of {status}")
    _require(
        kind.startswith("application/problem+json") and answer.json()["status"] == status, f"the problem of {path}"
    )


def _require(holds: object, what: str) -> None:
    if not holds:
        raise Different(what)


def _seq(cursor: str) -> int:
    return int(cursor.rpartition("-")[2])


def _last(crowd: Crowd) -> int:
    return Counter.objects.get(workspace_id=crowd.id).seq
