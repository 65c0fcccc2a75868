from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_notifications_state import (
    ListNotificationsState,
)
from ...models.news import News
from ...models.notification_with_task_list import NotificationWithTaskList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    state: ListNotificationsState | Unset = "inbox",
    task: UUID | Unset = UNSET,
    kind: News | Unset = UNSET,
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

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    json_task: str | Unset = UNSET
    if not isinstance(task, Unset):
        json_task = str(task)
    params["task"] = json_task

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/notifications",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> NotificationWithTaskList | Problem | None:
    if response.status_code == 200:
        response_200 = NotificationWithTaskList.from_dict(response.json())

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[NotificationWithTaskList | Problem]:
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
    state: ListNotificationsState | Unset = "inbox",
    task: UUID | Unset = UNSET,
    kind: News | Unset = UNSET,
) -> Response[NotificationWithTaskList | Problem]:
    """What you were told, unread first, then newest

     Of tasks that you see no more, or that are in the trash, you see none.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        state (ListNotificationsState | Unset):  Default: 'inbox'.
        task (UUID | Unset):
        kind (News | Unset): What a person is told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NotificationWithTaskList | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        state=state,
        task=task,
        kind=kind,
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
    state: ListNotificationsState | Unset = "inbox",
    task: UUID | Unset = UNSET,
    kind: News | Unset = UNSET,
) -> NotificationWithTaskList | Problem | None:
    """What you were told, unread first, then newest

     Of tasks that you see no more, or that are in the trash, you see none.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        state (ListNotificationsState | Unset):  Default: 'inbox'.
        task (UUID | Unset):
        kind (News | Unset): What a person is told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NotificationWithTaskList | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        state=state,
        task=task,
        kind=kind,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
    workspace: UUID | Unset = UNSET,
    state: ListNotificationsState | Unset = "inbox",
    task: UUID | Unset = UNSET,
    kind: News | Unset = UNSET,
) -> Response[NotificationWithTaskList | Problem]:
    """What you were told, unread first, then newest

     Of tasks that you see no more, or that are in the trash, you see none.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        state (ListNotificationsState | Unset):  Default: 'inbox'.
        task (UUID | Unset):
        kind (News | Unset): What a person is told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NotificationWithTaskList | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
        workspace=workspace,
        state=state,
        task=task,
        kind=kind,
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
    state: ListNotificationsState | Unset = "inbox",
    task: UUID | Unset = UNSET,
    kind: News | Unset = UNSET,
) -> NotificationWithTaskList | Problem | None:
    """What you were told, unread first, then newest

     Of tasks that you see no more, or that are in the trash, you see none.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.
        workspace (UUID | Unset):
        state (ListNotificationsState | Unset):  Default: 'inbox'.
        task (UUID | Unset):
        kind (News | Unset): What a person is told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NotificationWithTaskList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            sort=sort,
            count=count,
            workspace=workspace,
            state=state,
            task=task,
            kind=kind,
        )
    ).parsed
