"""What one asks of the API about exports."""

from typing import Literal, TypedDict

from dashboard.client import Api


class Export(TypedDict):
    """A file made of a workspace, its creator's own."""

    id: str
    workspace_id: str
    format: Literal["json", "csv"]
    q: str
    state: Literal["waiting", "running", "done", "failed"]
    error: str | None
    file_name: str
    size: int | None
    expires_at: str
    created_at: str
    version: int


async def exports(api: Api, workspace: str) -> list[Export]:
    """One's own, newest first."""
    answer = await api.call("GET", "/api/exports", query={"workspace": workspace, "limit": 50})
    found: list[Export] = answer.json()["items"]
    return found


async def create(api: Api, workspace: str, form: str, q: str = "") -> Export:
    """Ask for one."""
    body = {"workspace_id": workspace, "format": form, "q": q}
    made: Export = (await api.call("POST", "/api/exports", body=body)).json()
    return made


async def delete(api: Api, export: str) -> None:
    """Delete it and its file."""
    await api.call("DELETE", f"/api/exports/{export}")
