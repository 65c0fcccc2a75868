import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cycle_time import CycleTime
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["project"] = project

    params["q"] = q

    params["zone"] = zone

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/insights/cycle-time",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CycleTime | Problem | None:
    if response.status_code == 200:
        response_200 = CycleTime.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CycleTime | Problem]:
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
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
) -> Response[CycleTime | Problem]:
    """How long tasks take

     From when a task first became active, as the log tells, to its completion in the period.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CycleTime | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
        since=since,
        until=until,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
) -> CycleTime | Problem | None:
    """How long tasks take

     From when a task first became active, as the log tells, to its completion in the period.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CycleTime | Problem
    """

    return sync_detailed(
        client=client,
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
        since=since,
        until=until,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
) -> Response[CycleTime | Problem]:
    """How long tasks take

     From when a task first became active, as the log tells, to its completion in the period.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CycleTime | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
        since=since,
        until=until,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
) -> CycleTime | Problem | None:
    """How long tasks take

     From when a task first became active, as the log tells, to its completion in the period.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CycleTime | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            workspace=workspace,
            project=project,
            q=q,
            zone=zone,
            since=since,
            until=until,
        )
    ).parsed
