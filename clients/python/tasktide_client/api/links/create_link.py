from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.link import Link
from ...models.link_in import LinkIn
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    ref: str,
    *,
    body: LinkIn,
    workspace: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_workspace: str | Unset = UNSET
    if not isinstance(workspace, Unset):
        json_workspace = str(workspace)
    params["workspace"] = json_workspace

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/tasks/{ref}/links".format(
            ref=quote(str(ref), safe=""),
        ),
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Link | Problem | None:
    if response.status_code == 200:
        response_200 = Link.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Link.from_dict(response.json())

        return response_201

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Link | Problem]:
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
    body: LinkIn,
    workspace: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Link | Problem]:
    """Link a task with another one

     A circle of tasks that block each other is refused with 409.

    Args:
        ref (str):
        workspace (UUID | Unset):
        idempotency_key (str | Unset):
        body (LinkIn): A new link, told from the side of the task in the path: it blocks, or is
            blocked by, `task_id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Link | Problem]
    """

    kwargs = _get_kwargs(
        ref=ref,
        body=body,
        workspace=workspace,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    ref: str,
    *,
    client: AuthenticatedClient,
    body: LinkIn,
    workspace: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Link | Problem | None:
    """Link a task with another one

     A circle of tasks that block each other is refused with 409.

    Args:
        ref (str):
        workspace (UUID | Unset):
        idempotency_key (str | Unset):
        body (LinkIn): A new link, told from the side of the task in the path: it blocks, or is
            blocked by, `task_id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Link | Problem
    """

    return sync_detailed(
        ref=ref,
        client=client,
        body=body,
        workspace=workspace,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    ref: str,
    *,
    client: AuthenticatedClient,
    body: LinkIn,
    workspace: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Link | Problem]:
    """Link a task with another one

     A circle of tasks that block each other is refused with 409.

    Args:
        ref (str):
        workspace (UUID | Unset):
        idempotency_key (str | Unset):
        body (LinkIn): A new link, told from the side of the task in the path: it blocks, or is
            blocked by, `task_id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Link | Problem]
    """

    kwargs = _get_kwargs(
        ref=ref,
        body=body,
        workspace=workspace,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    ref: str,
    *,
    client: AuthenticatedClient,
    body: LinkIn,
    workspace: UUID | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Link | Problem | None:
    """Link a task with another one

     A circle of tasks that block each other is refused with 409.

    Args:
        ref (str):
        workspace (UUID | Unset):
        idempotency_key (str | Unset):
        body (LinkIn): A new link, told from the side of the task in the path: it blocks, or is
            blocked by, `task_id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Link | Problem
    """

    return (
        await asyncio_detailed(
            ref=ref,
            client=client,
            body=body,
            workspace=workspace,
            idempotency_key=idempotency_key,
        )
    ).parsed
