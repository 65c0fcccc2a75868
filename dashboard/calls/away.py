"""What happened while somebody was away."""

from typing import TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Person

MOST = 200


class Summary(TypedDict):
    """What happened to one task: `changes` has old and new value of each field, `happened` what else."""

    task_id: str
    key: str | None
    title: str | None
    project_id: str | None
    last_at: str
    comments: int
    happened: list[str]
    actors: list[Person]
    changes: dict[str, list[object]]


async def changes_since(api: Api, workspace: str, cursor: str) -> list[Summary]:
    """What others did since a cursor, the task last touched first; at most `MOST` tasks."""
    query: dict[str, str | int] = {"since": cursor, "own": "false", "limit": MOST}
    answer = await api.call("GET", f"/api/workspaces/{workspace}/changes", query=query)
    return cast("list[Summary]", answer.json()["items"])
