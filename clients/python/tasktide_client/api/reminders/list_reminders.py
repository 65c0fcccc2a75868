from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.reminder_list import ReminderList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    ref: str,
    *,
    workspace: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace: str | Unset = UNSET
    if not isinstance(workspace, Unset):
        json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["limit"] = limit

    params["cursor"] = cursor

    params["sort"] = sort

    params["count"] = count

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/tasks/{ref}/reminders".format(
            ref=quote(str(ref), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ReminderList | None:
    if response.status_code == 200:
        response_200 = ReminderList.from_dict(response.json())

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
) -> Response[Problem | ReminderList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    ref: str,
    *,
    client: AuthenticatedClient,
    workspace: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
) -> Response[Problem | ReminderList]:
    """Your reminders of a task

     Nobody else sees them.

    Args:
        ref (str):
        workspace (UUID | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReminderList]
    """

    kwargs = _get_kwargs(
        ref=ref,
        workspace=workspace,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    ref: str,
    *,
    client: AuthenticatedClient,
    workspace: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
) -> Problem | ReminderList | None:
    """Your reminders of a task

     Nobody else sees them.

    Args:
        ref (str):
        workspace (UUID | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReminderList
    """

    return sync_detailed(
        ref=ref,
        client=client,
        workspace=workspace,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
    ).parsed


async def asyncio_detailed(
    ref: str,
    *,
    client: AuthenticatedClient,
    workspace: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
) -> Response[Problem | ReminderList]:
    """Your reminders of a task

     Nobody else sees them.

    Args:
        ref (str):
        workspace (UUID | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReminderList]
    """

    kwargs = _get_kwargs(
        ref=ref,
        workspace=workspace,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    ref: str,
    *,
    client: AuthenticatedClient,
    workspace: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    count: bool | Unset = False,
) -> Problem | ReminderList | None:
    """Your reminders of a task

     Nobody else sees them.

    Args:
        ref (str):
        workspace (UUID | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (str | Unset):
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReminderList
    """

    return (
        await asyncio_detailed(
            ref=ref,
            client=client,
            workspace=workspace,
            limit=limit,
            cursor=cursor,
            sort=sort,
            count=count,
        )
    ).parsed
