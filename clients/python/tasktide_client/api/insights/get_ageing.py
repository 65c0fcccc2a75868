from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ageing import Ageing
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["project"] = project

    params["q"] = q

    params["zone"] = zone

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/insights/ageing",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Ageing | Problem | None:
    if response.status_code == 200:
        response_200 = Ageing.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Ageing | Problem]:
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
) -> Response[Ageing | Problem]:
    """How old open tasks are

     By how long they have been in their present status, as the log tells, and by when they were created.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Ageing | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
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
) -> Ageing | Problem | None:
    """How old open tasks are

     By how long they have been in their present status, as the log tells, and by when they were created.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Ageing | Problem
    """

    return sync_detailed(
        client=client,
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    project: str | Unset = UNSET,
    q: str | Unset = "",
    zone: str | Unset = UNSET,
) -> Response[Ageing | Problem]:
    """How old open tasks are

     By how long they have been in their present status, as the log tells, and by when they were created.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Ageing | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        project=project,
        q=q,
        zone=zone,
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
) -> Ageing | Problem | None:
    """How old open tasks are

     By how long they have been in their present status, as the log tells, and by when they were created.

    Args:
        workspace (UUID):
        project (str | Unset):
        q (str | Unset):  Default: ''.
        zone (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Ageing | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            workspace=workspace,
            project=project,
            q=q,
            zone=zone,
        )
    ).parsed
