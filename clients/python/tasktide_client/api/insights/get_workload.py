from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.load import Load
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["project"] = project

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/insights/load",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Load | Problem | None:
    if response.status_code == 200:
        response_200 = Load.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Load | Problem]:
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
) -> Response[Load | Problem]:
    """Who has how much to do

     Open and overdue tasks of each person, and the sum of their estimates.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Load | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
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
) -> Load | Problem | None:
    """Who has how much to do

     Open and overdue tasks of each person, and the sum of their estimates.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Load | Problem
    """

    return sync_detailed(
        client=client,
        workspace=workspace,
        project=project,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
) -> Response[Load | Problem]:
    """Who has how much to do

     Open and overdue tasks of each person, and the sum of their estimates.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Load | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
) -> Load | Problem | None:
    """Who has how much to do

     Open and overdue tasks of each person, and the sum of their estimates.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Load | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            workspace=workspace,
            project=project,
            q=q,
        )
    ).parsed
