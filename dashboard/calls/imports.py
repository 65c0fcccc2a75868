"""What one asks of the API about imports."""

from typing import Literal, TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Document, Person

Outcomes = dict[str, dict[str, int]]


class Problem(TypedDict):
    """A row that could not be taken as it stands."""

    row: str
    reason: str


class Import(Document):
    """A file that is brought in, and how far that is. `counts`: kind → outcome → rows."""

    workspace_id: str
    project_id: str | None
    source: Literal["trello", "csv"]
    file_name: str
    project_name: str
    state: Literal["waiting", "running", "done", "failed"]
    total: int
    done: int
    counts: Outcomes
    problem_count: int
    problems: list[Problem]
    error: str
    created_by: Person | None


class Column(TypedDict):
    """A column of a table: what it would be taken for ("" if left out), and what stands in it."""

    name: str
    field: str
    examples: list[str]


class Preview(TypedDict):
    """What a table seems to be."""

    recognised: str
    project_name: str
    count: int
    columns: list[Column]


async def imports(api: Api, workspace: str) -> list[Import]:
    """One's newest imports, newest first."""
    answer = await api.call("GET", "/api/imports", query={"workspace": workspace, "limit": 20})
    return cast("list[Import]", answer.json()["items"])


async def problems(api: Api, one: str) -> list[Problem]:
    """Everything that an import could not take."""
    return cast("list[Problem]", (await api.call("GET", f"/api/imports/{one}/problems")).json()["items"])
