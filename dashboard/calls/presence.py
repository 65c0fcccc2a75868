"""Saying where one is."""

from dashboard.client import Api


async def be_at(api: Api, workspace: str, client: str, kind: str, object_id: str, field: str) -> None:
    """One looks at this thing or, where a field is named, edits it."""
    body = {
        "workspace_id": workspace,
        "client": client,
        "object": {"type": kind, "id": object_id},
        "field": field or None,
        "state": "editing" if field else "viewing",
    }
    await api.call("PUT", "/api/presence", body=body)


async def be_gone(api: Api, workspace: str, client: str) -> None:
    """One has left."""
    await api.call("DELETE", "/api/presence", query={"workspace": workspace, "client": client})
