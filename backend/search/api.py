"""The endpoint of the search over everything."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from backend.accounts.auth import actor_of
from backend.core.answers import many
from backend.core.errors import invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Page
from backend.core.schemas import Text
from backend.search.everything import KINDS, Search
from backend.search.schemas import Hit, KindName
from backend.tasks.filters import split
from backend.workspaces.access import look_into
from config.names import nearest

router = Routes(tags=["search"])


class SearchQuery(Schema):
    """What is looked for."""

    workspace: UUID
    q: Annotated[
        Text,
        Field(
            max_length=500,
            examples=["pallets gate"],
            description="Words, all of them; the last one may be a beginning. Or a key, such as OPS-12.",
        ),
    ]
    kind: Annotated[list[str], Field(max_length=20, description="Of `task, comment, project, person` only these.")] = []
    limit: Annotated[int, Field(ge=1, le=50)] = 20


@router.get("", response={200: ListOf[Hit]}, summary="Tasks, comments, projects and people, best first")
def search_everything(request: HttpRequest, query: Annotated[SearchQuery, Query()]) -> HttpResponse:
    """There is no page after the first: `next` is always null. Say more words instead."""
    actor = actor_of(request)
    look_into(actor, query.workspace)
    text = query.q.strip()
    if not text:
        raise invalid("q", "say what to look for", where="query")
    hits = Search(text, query.workspace, actor, _kinds(query.kind), query.limit).hits()
    return many(Page([hit.encode() for hit in hits], None, None))


def _kinds(values: list[str]) -> list[KindName]:
    wanted = split(values)
    for one in wanted:
        if one not in KINDS:
            raise invalid("kind", f"there is no kind {one!r}{nearest(one, KINDS)}", where="query")
    return [kind for kind in KINDS if kind in wanted or not wanted]
