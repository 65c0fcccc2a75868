"""Where a stream starts: the table of cursors (contract: an honourable one is in the kept log of this epoch)."""

from urllib.parse import quote

import httpx
import pytest

from runtime import postgres
from tests.events.conftest import Follow
from tests.events.service import Service
from tests.events.world import Person, Workspace

RESET: list[tuple[str, str]] = [
    ("k3f9-3", "trimmed"),
    ("k3f9-0", "trimmed"),
    ("k3f9-11", "future"),
    ("k3f9-99999999999999999", "future"),
    ("0ld1-7", "epoch"),
    ("k3f9--1", "garbage"),
    ("k3f9", "garbage"),
    ("-7", "garbage"),
    ("k3f9-07", "garbage"),
    ("k3f9-7 ", "garbage"),
    ("K3F9-7", "garbage"),
    ("7", "garbage"),
    ("k3f9-٧", "garbage"),
    ("k3f9-999999999999999999999999", "garbage"),
    ("'; DROP TABLE event; --", "garbage"),
    ("x" * 128, "garbage"),
]
HONOURED = [("k3f9-4", [5, 6, 7, 8, 9, 10]), ("k3f9-9", [10]), ("k3f9-10", [])]


@pytest.fixture
async def trimmed(workspace: Workspace) -> Workspace:
    """Ten events, of which the first four are no longer kept."""
    await workspace.log(count=10)
    await workspace.sql("DELETE FROM event WHERE workspace_id = %s AND seq < 5", workspace.id)
    await workspace.sql("UPDATE counter SET log_start = 5 WHERE workspace_id = %s", workspace.id)
    return workspace


@pytest.mark.parametrize(("cursor", "reason"), RESET)
async def test_a_cursor_that_cannot_be_honoured_resets_the_reader(
    follow: Follow, trimmed: Workspace, cursor: str, reason: str
) -> None:
    async with follow(query=f"&after={quote(cursor)}") as stream:
        await stream.live()
        await trimmed.log()
        await stream.until(lambda stream: stream.numbers == [11])
    assert stream.response.status_code == 200
    [reset] = stream.heard("reset")
    assert reset.id == "k3f9-10"
    assert reset.data == {"reason": reason, "cursor": "k3f9-10", "workspace_id": trimmed.id}


@pytest.mark.parametrize(("cursor", "numbers"), HONOURED)
async def test_an_honourable_cursor_is_gone_on_from(
    follow: Follow, trimmed: Workspace, cursor: str, numbers: list[int]
) -> None:
    async with follow(cursor=cursor) as stream:
        await stream.live()
    assert (stream.numbers, stream.heard("reset")) == (numbers, [])
    assert trimmed.epoch == "k3f9"


async def test_a_browser_that_comes_back_to_its_url_goes_on_from_the_header(follow: Follow, trimmed: Workspace) -> None:
    async with follow(query="&after=k3f9-4", cursor="k3f9-9") as stream:
        await stream.live()
    assert stream.numbers == [10]
    assert trimmed.epoch == "k3f9"


@pytest.mark.parametrize("cursor", ["x" * 129, "ü" * 65, "k3f9-7\0", "k3f9-7\n", "k3f9\t7", "k3f9-7\x85"])
def test_over_128_bytes_or_with_control_characters_it_is_refused(
    service: Service, workspace: Workspace, ann: Person, cursor: str
) -> None:
    url = f"{service.url}/events?workspace={workspace.id}&after={quote(cursor)}"
    answer = httpx.get(url, headers={"Authorization": f"Bearer {ann.token()}"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["query", "after"]


@pytest.mark.parametrize(("cursor", "status"), [("x" * 128, 200), ("x" * 129, 422), ("k3f9\t7", 422)])
async def test_the_header_has_the_same_limits(
    service: Service, workspace: Workspace, ann: Person, cursor: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {ann.token()}", "Last-Event-ID": cursor}
    url = f"{service.url}/events?workspace={workspace.id}"
    async with httpx.AsyncClient() as client, client.stream("GET", url, headers=headers) as answer:
        assert answer.status_code == status
        if status == 422:
            await answer.aread()
            assert answer.json()["errors"][0]["loc"] == ["header", "Last-Event-ID"]


async def test_a_cursor_of_somebody_elses_workspace_tells_nothing_of_it(
    follow: Follow, workspace: Workspace, database: postgres.Server, ann: Person
) -> None:
    theirs = Workspace(database.url, workspace.redis_url)
    theirs.epoch = "th31r"
    await theirs.begin(Person("Eve"))
    await theirs.log(count=9, text="hush")
    await workspace.log(count=3)
    async with follow(cursor=theirs.cursor(4)) as stream:
        await stream.live()
    assert [said.data["reason"] for said in stream.heard("reset")] == ["epoch"]
    assert stream.said[-1].id == "k3f9-3"
    assert b"hush" not in stream.raw
    stranger = follow(cursor=theirs.cursor(4))
    stranger.workspace_id = theirs.id
    async with stranger:
        assert stranger.response.status_code == 404


async def test_a_number_that_redis_has_not_told_of_yet_is_no_future(follow: Follow, workspace: Workspace) -> None:
    async with follow() as stream:
        await stream.live()
        await workspace.log(ring=False)
        async with follow(cursor="k3f9-1") as quick:
            await quick.live()
        assert quick.heard("reset") == []
        await stream.until(lambda stream: stream.numbers == [1])
