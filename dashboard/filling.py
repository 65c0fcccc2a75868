"""What a workspace consists of but for its tasks, read into a store."""

import asyncio
from collections.abc import Iterable
from typing import cast

from dashboard.client import Api
from dashboard.documents import CustomField, Project, Status, View
from dashboard.store import D, Shelf, Store


async def fill(store: Store, api: Api) -> str:
    """Read a workspace's people, projects and labels; the cursor from before."""
    workspace = store.workspace["id"]
    cursor = ""
    async for page in api.pages("/api/projects", {"workspace": workspace}):
        cursor = cursor or page.cursor
        for project in page.items:
            store.projects.put(cast("Project", project))
    members, labels, statuses, fields, views = await asyncio.gather(
        api.members(workspace),
        api.labels(workspace),
        api.listing(Status, "/api/statuses", {"workspace": workspace}),
        api.listing(CustomField, "/api/fields", {"workspace": workspace}),
        api.listing(View, "/api/views", {"workspace": workspace}),
    )
    put_all(store.members, members)
    put_all(store.labels, labels)
    put_all(store.statuses, statuses)
    put_all(store.fields, fields)
    put_all(store.views, views)
    return cursor


def put_all(shelf: Shelf[D], documents: Iterable[D]) -> None:
    """Take in a list of documents."""
    for document in documents:
        shelf.put(document)
