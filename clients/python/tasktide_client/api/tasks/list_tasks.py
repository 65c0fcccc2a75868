import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_tasks_archived import ListTasksArchived
from ...models.problem import Problem
from ...models.task_list import TaskList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    q: str | Unset = UNSET,
    view: UUID | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    status: list[str] | Unset = UNSET,
    priority: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    author: list[str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
    parent: list[str] | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    due_after: datetime.datetime | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    completed: bool | Unset = UNSET,
    overdue: bool | Unset = UNSET,
    archived: ListTasksArchived | Unset = "false",
    deleted: bool | Unset = False,
    search: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["sort"] = sort

    params["count"] = count

    json_workspace: str | Unset = UNSET
    if not isinstance(workspace, Unset):
        json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["q"] = q

    json_view: str | Unset = UNSET
    if not isinstance(view, Unset):
        json_view = str(view)
    params["view"] = json_view

    json_project: list[str] | Unset = UNSET
    if not isinstance(project, Unset):
        json_project = project

    params["project"] = json_project

    json_status: list[str] | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    json_priority: list[str] | Unset = UNSET
    if not isinstance(priority, Unset):
        json_priority = priority

    params["priority"] = json_priority

    json_assignee: list[str] | Unset = UNSET
    if not isinstance(assignee, Unset):
        json_assignee = assignee

    params["assignee"] = json_assignee

    json_author: list[str] | Unset = UNSET
    if not isinstance(author, Unset):
        json_author = author

    params["author"] = json_author

    json_label: list[str] | Unset = UNSET
    if not isinstance(label, Unset):
        json_label = label

    params["label"] = json_label

    json_parent: list[str] | Unset = UNSET
    if not isinstance(parent, Unset):
        json_parent = parent

    params["parent"] = json_parent

    json_due_before: str | Unset = UNSET
    if not isinstance(due_before, Unset):
        json_due_before = due_before.isoformat()
    params["due_before"] = json_due_before

    json_due_after: str | Unset = UNSET
    if not isinstance(due_after, Unset):
        json_due_after = due_after.isoformat()
    params["due_after"] = json_due_after

    json_created_after: str | Unset = UNSET
    if not isinstance(created_after, Unset):
        json_created_after = created_after.isoformat()
    params["created_after"] = json_created_after

    json_updated_after: str | Unset = UNSET
    if not isinstance(updated_after, Unset):
        json_updated_after = updated_after.isoformat()
    params["updated_after"] = json_updated_after

    params["completed"] = completed

    params["overdue"] = overdue

    json_archived: str | Unset = UNSET
    if not isinstance(archived, Unset):
        json_archived = archived

    params["archived"] = json_archived

    params["deleted"] = deleted

    params["search"] = search

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/tasks",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TaskList | None:
    if response.status_code == 200:
        response_200 = TaskList.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | TaskList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    q: str | Unset = UNSET,
    view: UUID | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    status: list[str] | Unset = UNSET,
    priority: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    author: list[str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
    parent: list[str] | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    due_after: datetime.datetime | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    completed: bool | Unset = UNSET,
    overdue: bool | Unset = UNSET,
    archived: ListTasksArchived | Unset = "false",
    deleted: bool | Unset = False,
    search: str | Unset = UNSET,
) -> Response[Problem | TaskList]:
    """The tasks that you may see, filtered

     Filters combine; several values of one mean any of them. `q` takes the query language.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        q (str | Unset):
        view (UUID | Unset):
        project (list[str] | Unset):
        status (list[str] | Unset):
        priority (list[str] | Unset):
        assignee (list[str] | Unset):
        author (list[str] | Unset):
        label (list[str] | Unset):
        parent (list[str] | Unset):
        due_before (datetime.datetime | Unset):
        due_after (datetime.datetime | Unset):
        created_after (datetime.datetime | Unset):
        updated_after (datetime.datetime | Unset):
        completed (bool | Unset):
        overdue (bool | Unset):
        archived (ListTasksArchived | Unset):  Default: 'false'.
        deleted (bool | Unset):  Default: False.
        search (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TaskList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        q=q,
        view=view,
        project=project,
        status=status,
        priority=priority,
        assignee=assignee,
        author=author,
        label=label,
        parent=parent,
        due_before=due_before,
        due_after=due_after,
        created_after=created_after,
        updated_after=updated_after,
        completed=completed,
        overdue=overdue,
        archived=archived,
        deleted=deleted,
        search=search,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    q: str | Unset = UNSET,
    view: UUID | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    status: list[str] | Unset = UNSET,
    priority: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    author: list[str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
    parent: list[str] | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    due_after: datetime.datetime | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    completed: bool | Unset = UNSET,
    overdue: bool | Unset = UNSET,
    archived: ListTasksArchived | Unset = "false",
    deleted: bool | Unset = False,
    search: str | Unset = UNSET,
) -> Problem | TaskList | None:
    """The tasks that you may see, filtered

     Filters combine; several values of one mean any of them. `q` takes the query language.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        q (str | Unset):
        view (UUID | Unset):
        project (list[str] | Unset):
        status (list[str] | Unset):
        priority (list[str] | Unset):
        assignee (list[str] | Unset):
        author (list[str] | Unset):
        label (list[str] | Unset):
        parent (list[str] | Unset):
        due_before (datetime.datetime | Unset):
        due_after (datetime.datetime | Unset):
        created_after (datetime.datetime | Unset):
        updated_after (datetime.datetime | Unset):
        completed (bool | Unset):
        overdue (bool | Unset):
        archived (ListTasksArchived | Unset):  Default: 'false'.
        deleted (bool | Unset):  Default: False.
        search (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TaskList
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        q=q,
        view=view,
        project=project,
        status=status,
        priority=priority,
        assignee=assignee,
        author=author,
        label=label,
        parent=parent,
        due_before=due_before,
        due_after=due_after,
        created_after=created_after,
        updated_after=updated_after,
        completed=completed,
        overdue=overdue,
        archived=archived,
        deleted=deleted,
        search=search,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    q: str | Unset = UNSET,
    view: UUID | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    status: list[str] | Unset = UNSET,
    priority: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    author: list[str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
    parent: list[str] | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    due_after: datetime.datetime | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    completed: bool | Unset = UNSET,
    overdue: bool | Unset = UNSET,
    archived: ListTasksArchived | Unset = "false",
    deleted: bool | Unset = False,
    search: str | Unset = UNSET,
) -> Response[Problem | TaskList]:
    """The tasks that you may see, filtered

     Filters combine; several values of one mean any of them. `q` takes the query language.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        q (str | Unset):
        view (UUID | Unset):
        project (list[str] | Unset):
        status (list[str] | Unset):
        priority (list[str] | Unset):
        assignee (list[str] | Unset):
        author (list[str] | Unset):
        label (list[str] | Unset):
        parent (list[str] | Unset):
        due_before (datetime.datetime | Unset):
        due_after (datetime.datetime | Unset):
        created_after (datetime.datetime | Unset):
        updated_after (datetime.datetime | Unset):
        completed (bool | Unset):
        overdue (bool | Unset):
        archived (ListTasksArchived | Unset):  Default: 'false'.
        deleted (bool | Unset):  Default: False.
        search (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TaskList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        q=q,
        view=view,
        project=project,
        status=status,
        priority=priority,
        assignee=assignee,
        author=author,
        label=label,
        parent=parent,
        due_before=due_before,
        due_after=due_after,
        created_after=created_after,
        updated_after=updated_after,
        completed=completed,
        overdue=overdue,
        archived=archived,
        deleted=deleted,
        search=search,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    q: str | Unset = UNSET,
    view: UUID | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    status: list[str] | Unset = UNSET,
    priority: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    author: list[str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
    parent: list[str] | Unset = UNSET,
    due_before: datetime.datetime | Unset = UNSET,
    due_after: datetime.datetime | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    completed: bool | Unset = UNSET,
    overdue: bool | Unset = UNSET,
    archived: ListTasksArchived | Unset = "false",
    deleted: bool | Unset = False,
    search: str | Unset = UNSET,
) -> Problem | TaskList | None:
    """The tasks that you may see, filtered

     Filters combine; several values of one mean any of them. `q` takes the query language.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        q (str | Unset):
        view (UUID | Unset):
        project (list[str] | Unset):
        status (list[str] | Unset):
        priority (list[str] | Unset):
        assignee (list[str] | Unset):
        author (list[str] | Unset):
        label (list[str] | Unset):
        parent (list[str] | Unset):
        due_before (datetime.datetime | Unset):
        due_after (datetime.datetime | Unset):
        created_after (datetime.datetime | Unset):
        updated_after (datetime.datetime | Unset):
        completed (bool | Unset):
        overdue (bool | Unset):
        archived (ListTasksArchived | Unset):  Default: 'false'.
        deleted (bool | Unset):  Default: False.
        search (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TaskList
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            sort=sort,
            count=count,
            workspace=workspace,
            q=q,
            view=view,
            project=project,
            status=status,
            priority=priority,
            assignee=assignee,
            author=author,
            label=label,
            parent=parent,
            due_before=due_before,
            due_after=due_after,
            created_after=created_after,
            updated_after=updated_after,
            completed=completed,
            overdue=overdue,
            archived=archived,
            deleted=deleted,
            search=search,
        )
    ).parsed
