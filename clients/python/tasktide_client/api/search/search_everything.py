from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.hit_list import HitList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    workspace: UUID,
    q: str,
    kind: list[str] | Unset = UNSET,
    limit: int | Unset = 20,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params["q"] = q

    json_kind: list[str] | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/search",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> HitList | Problem | None:
    if response.status_code == 200:
        response_200 = HitList.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[HitList | Problem]:
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
    q: str,
    kind: list[str] | Unset = UNSET,
    limit: int | Unset = 20,
) -> Response[HitList | Problem]:
    """Tasks, comments, projects and people, best first

     There is no page after the first: `next` is always null. Say more words instead.

    Args:
        workspace (UUID):
        q (str):
        kind (list[str] | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HitList | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        q=q,
        kind=kind,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    q: str,
    kind: list[str] | Unset = UNSET,
    limit: int | Unset = 20,
) -> HitList | Problem | None:
    """Tasks, comments, projects and people, best first

     There is no page after the first: `next` is always null. Say more words instead.

    Args:
        workspace (UUID):
        q (str):
        kind (list[str] | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HitList | Problem
    """

    return sync_detailed(
        client=client,
        workspace=workspace,
        q=q,
        kind=kind,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    q: str,
    kind: list[str] | Unset = UNSET,
    limit: int | Unset = 20,
) -> Response[HitList | Problem]:
    """Tasks, comments, projects and people, best first

     There is no page after the first: `next` is always null. Say more words instead.

    Args:
        workspace (UUID):
        q (str):
        kind (list[str] | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HitList | Problem]
    """

    kwargs = _get_kwargs(
        workspace=workspace,
        q=q,
        kind=kind,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    workspace: UUID,
    q: str,
    kind: list[str] | Unset = UNSET,
    limit: int | Unset = 20,
) -> HitList | Problem | None:
    """Tasks, comments, projects and people, best first

     There is no page after the first: `next` is always null. Say more words instead.

    Args:
        workspace (UUID):
        q (str):
        kind (list[str] | Unset):
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HitList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            workspace=workspace,
            q=q,
            kind=kind,
            limit=limit,
        )
    ).parsed
