"""Changing many tasks at once, and taking back what one call did."""

from collections.abc import Mapping, Sequence

from dashboard.client import Api

MOST = 500  # tasks of one call


async def change_tasks(api: Api, ids: Sequence[str], changes: Mapping[str, object]) -> str:
    """Change all of them, or none; the id of the request, by which it can be undone."""
    answer = await api.call("POST", "/api/tasks/bulk", body={"ids": list(ids), "changes": dict(changes)})
    return str(answer.headers["X-Request-ID"])


async def undo(api: Api, workspace: str, request_id: str) -> None:
    """Take back all that one call did."""
    await api.call("POST", "/api/undo", body={"workspace": workspace, "request_id": request_id})
