"""What one asks of the API about labels."""

from dashboard.client import Api
from dashboard.documents import Label


async def create(api: Api, workspace: str, name: str, color: str) -> Label:
    """A new label."""
    return await api.document(Label, "POST", "/api/labels", {"workspace_id": workspace, "name": name, "color": color})


async def update(api: Api, label: str, field: str, value: str) -> Label:
    """Another name or colour."""
    return await api.document(Label, "PATCH", f"/api/labels/{label}", {field: value})


async def merge(api: Api, label: str, into: str) -> Label:
    """Every task that carries `label` carries the other one instead; the first is no more, at once or soon after."""
    return await api.document(Label, "POST", f"/api/labels/{label}/merge", {"into": into})


async def delete(api: Api, label: str) -> None:
    """Delete it; it disappears from all tasks."""
    await api.call("DELETE", f"/api/labels/{label}")


async def count_tasks(api: Api, workspace: str, **by: str) -> int:
    """How many tasks carry a label, lie in a project, have a status; archived ones too."""
    query: dict[str, str | int] = {"workspace": workspace, "archived": "any", "limit": 1, "count": "true", **by}
    return int((await api.call("GET", "/api/tasks", query=query)).json()["total"])
