from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.event_list import EventList
from ...models.list_activity_sort import ListActivitySort
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    ref: str,
    *,
    workspace: UUID | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListActivitySort | Unset = "-seq",
    count: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace: str | Unset = UNSET
    if not isinstance(workspace, Unset):
        json_workspace = str(workspace)
    params["workspace"] = json_workspace

    json_type_: list[str] | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    params["limit"] = limit

    params["cursor"] = cursor

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort

    params["sort"] = json_sort

    params["count"] = count

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/tasks/{ref}/activity".format(
            ref=quote(str(ref), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EventList | Problem | None:
    if response.status_code == 200:
        response_200 = EventList.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EventList | Problem]:
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
    type_: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListActivitySort | Unset = "-seq",
    count: bool | Unset = False,
) -> Response[EventList | Problem]:
    """What happened to a task and on it, newest first

     With its comments, attachments, links and watchers, and your reminders; also of a task in the trash.

    Args:
        ref (str):
        workspace (UUID | Unset):
        type_ (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListActivitySort | Unset):  Default: '-seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList | Problem]
    """

    kwargs = _get_kwargs(
        ref=ref,
        workspace=workspace,
        type_=type_,
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
    type_: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListActivitySort | Unset = "-seq",
    count: bool | Unset = False,
) -> EventList | Problem | None:
    """What happened to a task and on it, newest first

     With its comments, attachments, links and watchers, and your reminders; also of a task in the trash.

    Args:
        ref (str):
        workspace (UUID | Unset):
        type_ (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListActivitySort | Unset):  Default: '-seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList | Problem
    """

    return sync_detailed(
        ref=ref,
        client=client,
        workspace=workspace,
        type_=type_,
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
    type_: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListActivitySort | Unset = "-seq",
    count: bool | Unset = False,
) -> Response[EventList | Problem]:
    """What happened to a task and on it, newest first

     With its comments, attachments, links and watchers, and your reminders; also of a task in the trash.

    Args:
        ref (str):
        workspace (UUID | Unset):
        type_ (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListActivitySort | Unset):  Default: '-seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList | Problem]
    """

    kwargs = _get_kwargs(
        ref=ref,
        workspace=workspace,
        type_=type_,
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
    type_: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListActivitySort | Unset = "-seq",
    count: bool | Unset = False,
) -> EventList | Problem | None:
    """What happened to a task and on it, newest first

     With its comments, attachments, links and watchers, and your reminders; also of a task in the trash.

    Args:
        ref (str):
        workspace (UUID | Unset):
        type_ (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListActivitySort | Unset):  Default: '-seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList | Problem
    """

    return (
        await asyncio_detailed(
            ref=ref,
            client=client,
            workspace=workspace,
            type_=type_,
            limit=limit,
            cursor=cursor,
            sort=sort,
            count=count,
        )
    ).parsed
