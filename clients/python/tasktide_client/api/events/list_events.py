import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.event_list import EventList
from ...models.list_events_sort import ListEventsSort
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    workspace: UUID,
    after: str | Unset = UNSET,
    before: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    task: list[str] | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    object_: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    request_id: str | Unset = UNSET,
    actor: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListEventsSort | Unset = "seq",
    count: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["after"] = after

    params["before"] = before

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    json_task: list[str] | Unset = UNSET
    if not isinstance(task, Unset):
        json_task = task

    params["task"] = json_task

    json_project: list[str] | Unset = UNSET
    if not isinstance(project, Unset):
        json_project = project

    params["project"] = json_project

    json_object_: list[str] | Unset = UNSET
    if not isinstance(object_, Unset):
        json_object_ = object_

    params["object"] = json_object_

    json_type_: list[str] | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    params["request_id"] = request_id

    json_actor: list[str] | Unset = UNSET
    if not isinstance(actor, Unset):
        json_actor = actor

    params["actor"] = json_actor

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
        "url": "/api/events",
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
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    after: str | Unset = UNSET,
    before: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    task: list[str] | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    object_: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    request_id: str | Unset = UNSET,
    actor: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListEventsSort | Unset = "seq",
    count: bool | Unset = False,
) -> Response[EventList | Problem]:
    """What happened in a workspace

     Activity and audit: each change with old and new values, within what you may see.

    Args:
        workspace (UUID):
        after (str | Unset):
        before (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        task (list[str] | Unset):
        project (list[str] | Unset):
        object_ (list[str] | Unset):
        type_ (list[str] | Unset):
        request_id (str | Unset):
        actor (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListEventsSort | Unset):  Default: 'seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        after=after,
        before=before,
        since=since,
        until=until,
        task=task,
        project=project,
        object_=object_,
        type_=type_,
        request_id=request_id,
        actor=actor,
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
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    after: str | Unset = UNSET,
    before: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    task: list[str] | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    object_: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    request_id: str | Unset = UNSET,
    actor: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListEventsSort | Unset = "seq",
    count: bool | Unset = False,
) -> EventList | Problem | None:
    """What happened in a workspace

     Activity and audit: each change with old and new values, within what you may see.

    Args:
        workspace (UUID):
        after (str | Unset):
        before (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        task (list[str] | Unset):
        project (list[str] | Unset):
        object_ (list[str] | Unset):
        type_ (list[str] | Unset):
        request_id (str | Unset):
        actor (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListEventsSort | Unset):  Default: 'seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList | Problem
    """

    return sync_detailed(
        client=client,
        workspace=workspace,
        after=after,
        before=before,
        since=since,
        until=until,
        task=task,
        project=project,
        object_=object_,
        type_=type_,
        request_id=request_id,
        actor=actor,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    after: str | Unset = UNSET,
    before: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    task: list[str] | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    object_: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    request_id: str | Unset = UNSET,
    actor: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListEventsSort | Unset = "seq",
    count: bool | Unset = False,
) -> Response[EventList | Problem]:
    """What happened in a workspace

     Activity and audit: each change with old and new values, within what you may see.

    Args:
        workspace (UUID):
        after (str | Unset):
        before (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        task (list[str] | Unset):
        project (list[str] | Unset):
        object_ (list[str] | Unset):
        type_ (list[str] | Unset):
        request_id (str | Unset):
        actor (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListEventsSort | Unset):  Default: 'seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventList | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        after=after,
        before=before,
        since=since,
        until=until,
        task=task,
        project=project,
        object_=object_,
        type_=type_,
        request_id=request_id,
        actor=actor,
        limit=limit,
        cursor=cursor,
        sort=sort,
        count=count,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    after: str | Unset = UNSET,
    before: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    task: list[str] | Unset = UNSET,
    project: list[str] | Unset = UNSET,
    object_: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    request_id: str | Unset = UNSET,
    actor: list[str] | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    sort: ListEventsSort | Unset = "seq",
    count: bool | Unset = False,
) -> EventList | Problem | None:
    """What happened in a workspace

     Activity and audit: each change with old and new values, within what you may see.

    Args:
        workspace (UUID):
        after (str | Unset):
        before (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        task (list[str] | Unset):
        project (list[str] | Unset):
        object_ (list[str] | Unset):
        type_ (list[str] | Unset):
        request_id (str | Unset):
        actor (list[str] | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        sort (ListEventsSort | Unset):  Default: 'seq'.
        count (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            workspace=workspace,
            after=after,
            before=before,
            since=since,
            until=until,
            task=task,
            project=project,
            object_=object_,
            type_=type_,
            request_id=request_id,
            actor=actor,
            limit=limit,
            cursor=cursor,
            sort=sort,
            count=count,
        )
    ).parsed
