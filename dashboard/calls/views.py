"""Saved views."""

from collections.abc import Mapping

from dashboard.client import Api
from dashboard.documents import View


async def create_view(api: Api, fields: Mapping[str, object]) -> View:
    """Save a query with its layout."""
    return await api.document(View, "POST", "/api/views", dict(fields))


async def update_view(api: Api, view: str, changes: Mapping[str, object]) -> View:
    """Change some fields of a view."""
    return await api.document(View, "PATCH", f"/api/views/{view}", dict(changes))


async def delete_view(api: Api, view: str) -> None:
    """Forget a view; its tasks stay as they are."""
    await api.call("DELETE", f"/api/views/{view}")
