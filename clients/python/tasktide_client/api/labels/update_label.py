from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.label import Label
from ...models.label_changes import LabelChanges
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    label_id: UUID,
    *,
    body: LabelChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/labels/{label_id}".format(
            label_id=quote(str(label_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Label | Problem | None:
    if response.status_code == 200:
        response_200 = Label.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Label | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    label_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LabelChanges,
    if_match: str | Unset = UNSET,
) -> Response[Label | Problem]:
    """Change the fields that are sent

     Tasks show the new name and colour at once, without events of their own.

    Args:
        label_id (UUID):
        if_match (str | Unset):
        body (LabelChanges): What may be changed of a label.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Label | Problem]
    """

    kwargs = _get_kwargs(
        label_id=label_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    label_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LabelChanges,
    if_match: str | Unset = UNSET,
) -> Label | Problem | None:
    """Change the fields that are sent

     Tasks show the new name and colour at once, without events of their own.

    Args:
        label_id (UUID):
        if_match (str | Unset):
        body (LabelChanges): What may be changed of a label.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Label | Problem
    """

    return sync_detailed(
        label_id=label_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    label_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LabelChanges,
    if_match: str | Unset = UNSET,
) -> Response[Label | Problem]:
    """Change the fields that are sent

     Tasks show the new name and colour at once, without events of their own.

    Args:
        label_id (UUID):
        if_match (str | Unset):
        body (LabelChanges): What may be changed of a label.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Label | Problem]
    """

    kwargs = _get_kwargs(
        label_id=label_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    label_id: UUID,
    *,
    client: AuthenticatedClient,
    body: LabelChanges,
    if_match: str | Unset = UNSET,
) -> Label | Problem | None:
    """Change the fields that are sent

     Tasks show the new name and colour at once, without events of their own.

    Args:
        label_id (UUID):
        if_match (str | Unset):
        body (LabelChanges): What may be changed of a label.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Label | Problem
    """

    return (
        await asyncio_detailed(
            label_id=label_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
