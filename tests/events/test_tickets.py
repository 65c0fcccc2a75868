"""Streams of a browser's `EventSource`: opened by a ticket, come back to with a cookie."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest

from events.wire import SESSION_CHANNEL
from runtime import postgres, valkey
from runtime.ports import free_port
from tests.events.service import Service, serving
from tests.events.tab import Browser, Tab, ticket_of
from tests.events.world import Person, Workspace


@pytest.fixture
def browser(service: Service) -> Browser:
    """Ann's."""
    return Browser(service.url)


def is_turned_away(tab: Tab) -> bool:
    """Whether a stream said why there is none, so that the browser comes back some time."""
    answer = tab.response
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    return [(said.event, said.data) for said in tab.said] == [("bye", {"reason": "ticket_spent"})]


async def test_a_ticket_opens_a_stream_once_and_its_browser_comes_back_to_it(
    service: Service, browser: Browser, workspace: Workspace, ann: Person
) -> None:
    ticket = ticket_of(ann, workspace)
    await workspace.log()
    async with browser.tab(ticket, "&after=k3f9-0") as tab:
        await tab.live()
        await workspace.log()
        await tab.until(lambda tab: tab.numbers == [1, 2])
    await workspace.log(count=2)
    async with browser.tab(ticket, "&after=k3f9-0", Last_Event_ID="k3f9-2") as tab:
        await tab.live()
        await workspace.log()
        await tab.until(lambda tab: tab.numbers == [3, 4, 5])
    async with Browser(service.url).tab(ticket) as elsewhere:
        await elsewhere.until(lambda tab: tab.is_over)
    assert is_turned_away(elsewhere)
    assert elsewhere.retry > 200_000
    assert ticket not in service.log.read_text()


async def test_the_cookie_is_for_streams_alone_and_out_of_reach(
    browser: Browser, workspace: Workspace, ann: Person
) -> None:
    async with browser.tab(ticket_of(ann, workspace)) as tab:
        said = tab.response.headers["set-cookie"]
    content, *attributes = said.split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/events", "SameSite=strict"]
    assert content.startswith("tasktide_stream_")
    assert len(content.rpartition(".")[2]) == 43
    async with browser.tab(ticket_of(ann, workspace), X_Forwarded_Proto="https") as tab:
        assert "; Secure" in tab.response.headers["set-cookie"]


async def test_of_twenty_who_use_a_ticket_at_once_one_gets_the_stream(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    ticket = ticket_of(ann, workspace)
    tabs = [Browser(service.url).tab(ticket) for _ in range(20)]
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(stack.enter_async_context(tab) for tab in tabs))
        for tab in tabs:
            await tab.until(lambda tab: bool(tab.said))
        assert sorted(tab.said[0].event for tab in tabs) == ["bye"] * 19 + ["ready"]


async def test_a_ticket_is_spent_by_a_browser_that_would_not_have_needed_it(
    service: Service, browser: Browser, workspace: Workspace, ann: Person
) -> None:
    async with browser.tab(ticket_of(ann, workspace)) as tab:
        await tab.live()
    ticket = ticket_of(ann, workspace)
    async with browser.tab(ticket) as tab, Browser(service.url).tab(ticket) as thief:
        await tab.live()
        await thief.until(lambda tab: tab.is_over)
    assert is_turned_away(thief)


async def test_processes_tell_each_other_which_tickets_are_spent(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, browser: Browser, workspace: Workspace, ann: Person
) -> None:
    ticket = ticket_of(ann, workspace)
    with serving(tmp_path, database.reader_url, bell.url) as other:
        async with browser.tab(ticket) as tab, Browser(other.url).tab(ticket) as thief:
            await tab.live()
            await thief.until(lambda tab: tab.is_over)
            assert is_turned_away(thief)
        async with Browser(other.url, browser.cookies).tab(ticket) as tab:
            await tab.live()


async def test_without_redis_a_ticket_works_and_once(
    tmp_path: Path, database: postgres.Server, workspace: Workspace, ann: Person
) -> None:
    with serving(tmp_path, database.reader_url, f"redis://127.0.0.1:{free_port()}/0") as alone:
        ticket, browser = ticket_of(ann, workspace), Browser(alone.url)
        async with browser.tab(ticket) as tab, Browser(alone.url).tab(ticket) as thief:
            await tab.live()
            await thief.until(lambda tab: tab.is_over)
        async with browser.tab(ticket) as tab:
            await tab.live()
    assert is_turned_away(thief)


@pytest.mark.parametrize("text", ["", "x", "é\u2028", "%00", "a.b.c", "x" * 20_000])
async def test_what_is_no_ticket_is_a_spent_one(browser: Browser, text: str) -> None:
    async with browser.tab(text) as tab:
        await tab.until(lambda tab: tab.is_over)
    assert is_turned_away(tab)


async def test_what_the_api_did_not_sign_as_a_ticket_or_too_long_ago_is_none(
    service: Service, browser: Browser, workspace: Workspace, ann: Person
) -> None:
    good = ticket_of(ann, workspace)
    query = f"workspace={workspace.id}"
    for bad in (
        ticket_of(ann, workspace, seconds=-1),
        ann.token(query=query),
        ann.token(token_type="refresh", query=query),
        good[:-6] + "AAAAAA",
        good.partition(".")[0] + ".e30." + good.rpartition(".")[2],
    ):
        async with browser.tab(bad) as tab:
            await tab.until(lambda tab: tab.is_over)
        assert is_turned_away(tab)
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {good}"}) as client:
        assert (await client.get(f"{service.url}/events?{query}")).status_code == 401


async def test_a_stream_outlives_its_ticket_and_ends_with_the_session(
    browser: Browser, workspace: Workspace, ann: Person
) -> None:
    ticket = ticket_of(ann, workspace, seconds=1)
    async with browser.tab(ticket) as tab:
        await tab.live()
        await asyncio.sleep(2.5)
        await workspace.log()
        await tab.until(lambda tab: tab.numbers == [1])
        await workspace.sql("DELETE FROM session WHERE id = %s", ann.session_id)
        await workspace.publish(SESSION_CHANNEL, ann.session_id.encode())
        await tab.until(lambda tab: tab.is_over, patience=1)
    assert tab.said[-1].data == {"reason": "revoked"}
    async with browser.tab(ticket) as tab:
        assert tab.response.status_code == 401
    async with browser.tab(ticket_of(ann, workspace)) as tab:
        assert tab.response.status_code == 401


async def test_who_was_removed_meanwhile_gets_nothing(browser: Browser, workspace: Workspace, ann: Person) -> None:
    ticket = ticket_of(ann, workspace)
    await workspace.sql("DELETE FROM member WHERE user_id = %s", ann.id)
    async with browser.tab(ticket) as tab:
        assert (tab.response.status_code, tab.response.headers["content-type"]) == (404, "application/problem+json")


async def test_a_cookie_is_good_for_one_selection_of_one_person(
    service: Service, browser: Browser, workspace: Workspace, ann: Person, bob: Person
) -> None:
    async with browser.tab(ticket_of(ann, workspace, "&types=comment.*")) as tab:
        await tab.live()
        await workspace.log()
        last = await workspace.log("comment.created")
        await tab.until(lambda tab: tab.numbers == [last])
    others = [ticket_of(ann, workspace), ticket_of(ann, workspace, f"&project={uuid4()}"), ticket_of(bob, workspace)]
    for spent in others:
        async with Browser(service.url).tab(spent) as owner:
            await owner.live()
            async with browser.tab(spent) as thief:
                await thief.until(lambda tab: tab.is_over)
        assert is_turned_away(thief)
    async with browser.tab(ticket_of(ann, workspace, "&types=comment.*", seconds=-1)) as again:
        await again.live()


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("&workspace={id}", "workspace: says nothing beside a ticket"),
        ("&types=task.*", "types: says nothing beside a ticket"),
        ("&ticket=x", "ticket: may be given once"),
        ("&afte=x", "afte: unknown parameter, did you mean after?"),
        (f"&after={'x' * 129}", "after: holds more than 128 bytes"),
    ],
)
async def test_beside_a_ticket_there_is_but_a_cursor(
    browser: Browser, workspace: Workspace, ann: Person, rest: str, said: str
) -> None:
    ticket = ticket_of(ann, workspace)
    async with browser.tab(ticket, rest.format(id=workspace.id)) as tab:
        await tab.until(lambda tab: tab.is_over)
    assert (tab.response.status_code, said in tab.raw.decode()) == (422, True)
    async with browser.tab(ticket) as tab:
        await tab.live()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://127.0.0.1"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
async def test_pages_of_other_origins_get_nothing_and_spend_nothing(
    browser: Browser, workspace: Workspace, ann: Person, headers: dict[str, str]
) -> None:
    ticket = ticket_of(ann, workspace)
    async with browser.tab(ticket, **headers) as tab:
        assert tab.response.status_code == 403
    async with browser.tab(ticket, Sec_Fetch_Site="same-origin") as tab:
        await tab.live()
    async with browser.tab(ticket, **headers) as tab:
        assert tab.response.status_code == 403


async def test_pages_of_this_origin_and_of_named_ones_do(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person
) -> None:
    settings = {"TASKTIDE_URL": "https://tasks.example", "TASKTIDE_CORS_ORIGINS": "https://wall.example:8443"}
    with serving(tmp_path, database.reader_url, bell.url, **settings) as service:
        for origin in (service.url, "https://tasks.example", "https://wall.example:8443"):
            async with Browser(service.url).tab(ticket_of(ann, workspace), Origin=origin) as tab:
                await tab.live()
            is_other = origin == "https://wall.example:8443"
            assert tab.response.headers.get("access-control-allow-origin") == (origin if is_other else None)
        assert tab.response.headers["access-control-allow-credentials"] == "true"
        async with Browser(service.url).tab(ticket_of(ann, workspace), Origin="https://wall.example") as tab:
            assert tab.response.status_code == 403


async def test_head_spends_nothing(service: Service, browser: Browser, workspace: Workspace, ann: Person) -> None:
    ticket = ticket_of(ann, workspace)
    async with httpx.AsyncClient() as client:
        answer = await client.head(f"{service.url}/events?ticket={ticket}")
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    async with browser.tab(ticket) as tab:
        await tab.live()


async def test_who_has_too_many_streams_is_told_to_come_back_and_does(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person
) -> None:
    with serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAMS_PER_USER="1") as service:
        browser, ticket = Browser(service.url), ticket_of(ann, workspace)
        async with browser.tab(ticket_of(ann, workspace)):
            async with browser.tab(ticket) as second:
                await second.until(lambda tab: tab.is_over)
            assert [said.data for said in second.said] == [{"reason": "throttled"}]
            assert 5_000 < second.retry < 15_000
        async with browser.tab(ticket) as second:
            await second.live()


async def test_a_browser_is_left_with_so_many_cookies_and_no_more(
    browser: Browser, workspace: Workspace, ann: Person
) -> None:
    for number in range(40):
        browser.cookies.set(f"tasktide_stream_{number:016x}", f"{1000 - number}.x", path="/events")
    browser.cookies.set("tasktide_stream_strange", "kept")
    async with browser.tab(ticket_of(ann, workspace)) as tab:
        given = tab.response.headers.get_list("set-cookie")
    taken = [one.partition("=")[0] for one in given if "Max-Age=0" in one]
    assert taken == [f"tasktide_stream_{number:016x}" for number in range(39, 30, -1)]


async def test_a_database_that_is_away_ends_no_stream_of_a_browser_for_good(
    tmp_path: Path, folder: Path, bell: valkey.Server, ann: Person
) -> None:
    database = postgres.start(folder / "mortal", durable=False)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(Path(__file__).with_name("views.sql").read_bytes())
    workspace = Workspace(database.url, bell.url)
    await workspace.begin(ann)
    ticket, later = ticket_of(ann, workspace), ticket_of(ann, workspace)
    with serving(tmp_path, database.reader_url, bell.url) as service:
        browser = Browser(service.url)
        async with browser.tab(ticket) as tab:
            await tab.live()
        database.process.kill()
        database.process.wait()
        async with browser.tab(ticket) as one, browser.tab(later) as other:
            for tab in (one, other):
                await tab.until(lambda tab: tab.is_over)
                assert ([said.data for said in tab.said], tab.retry < 4_000) == ([{"reason": "unavailable"}], True)
        database = postgres.start(folder / "mortal", port=database.port, durable=False)
        for asked in (ticket, later):
            async with browser.tab(asked) as tab:
                await tab.live()
    database.stop()
