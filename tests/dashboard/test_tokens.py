"""Tokens are refreshed in time, once, and forgotten when the API does not take them any more."""

import asyncio

import httpx
import pytest

from dashboard.client import Api
from dashboard.errors import Missing, Refused, SignedOut, Unreachable
from dashboard.tokens import Pair, Tokens, expiry
from tests.dashboard.api import server, token


class Authority:
    """Gives out numbered pairs and takes each refresh token once."""

    def __init__(self) -> None:
        self.refreshes = 0
        self.good = {"r0"}
        self.refused: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/token/refresh":
            return self._refresh(request)
        if request.headers["Authorization"].removeprefix("Bearer ") in self.refused:
            return httpx.Response(401, json={"title": "Unauthorised"})
        return httpx.Response(200, json={"name": "Ann"})

    def _refresh(self, request: httpx.Request) -> httpx.Response:
        self.refreshes += 1
        spent = next((one for one in self.good if f'"{one}"' in request.content.decode()), None)
        if spent is None:
            return httpx.Response(401, json={"title": "Spent"})
        self.good = {f"r{self.refreshes}"}
        return httpx.Response(200, json={"access": token(f"a{self.refreshes}"), "refresh": f"r{self.refreshes}"})


async def test_ten_calls_at_once_refresh_an_old_token_once() -> None:
    authority = Authority()
    async with server(authority) as http:
        kept: list[Pair] = []
        api = Api(http, Tokens(http, Pair(token("old", seconds=5), "r0"), changed=kept.append))
        answers = await asyncio.gather(*(api.me() for _ in range(10)))
    assert len(answers) == 10
    assert authority.refreshes == 1
    assert [pair.refresh for pair in kept] == ["r1"]


async def test_a_token_that_the_api_refuses_is_replaced_and_the_call_made_again() -> None:
    authority = Authority()
    refused = token("revoked key")
    authority.refused.add(refused)
    async with server(authority) as http:
        api = Api(http, Tokens(http, Pair(refused, "r0")))
        assert (await api.me())["name"] == "Ann"
        await asyncio.gather(api.me(), api.me())
    assert authority.refreshes == 1


async def test_a_spent_refresh_token_is_the_end() -> None:
    authority = Authority()
    ended: list[bool] = []
    async with server(authority) as http:
        tokens = Tokens(http, Pair(token("old", seconds=0), "stolen"), ended=lambda: ended.append(True))
        with pytest.raises(SignedOut):
            await Api(http, tokens).me()
        with pytest.raises(SignedOut):
            await Api(http, tokens).me()
    assert ended == [True]
    assert authority.refreshes == 1


async def test_an_api_that_is_away_signs_nobody_out() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    async with server(away) as http:
        tokens = Tokens(http, Pair(token("old", seconds=0), "r0"))
        with pytest.raises(Unreachable):
            await tokens.access()
        assert tokens.pair is not None


async def test_a_problem_document_becomes_an_error_that_can_be_shown() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404, json={"title": "Not found", "detail": "There is no such task."})
        errors = [{"loc": ["body", "due_at"], "msg": "is not a date", "type": "value_error"}]
        return httpx.Response(422, json={"title": "Invalid", "detail": "…", "errors": errors})

    async with server(refuse) as http:
        api = Api(http, Tokens(http, Pair(token("a"), "r")))
        with pytest.raises(Missing, match=r"There is no such task\."):
            await api.task("OPS-9", "w")
        with pytest.raises(Refused) as refusal:
            await api.update_task("t", {"due_at": "soon"})
    assert str(refusal.value) == "Due at: is not a date"
    assert refusal.value.field("due_at") == "is not a date"


async def test_all_pages_of_a_list_are_read() -> None:
    def pages(request: httpx.Request) -> httpx.Response:
        cursor = request.url.params.get("cursor")
        assert request.url.params["limit"] == "200"
        return httpx.Response(200, json={"items": [{"id": cursor or "first"}], "next": None if cursor else "second"})

    async with server(pages) as http:
        api = Api(http, Tokens(http, Pair(token("a"), "r")))
        assert [one["id"] for one in await api.labels("w")] == ["first", "second"]


@pytest.mark.parametrize("garbage", ["", "a.b", "a.!!.c", "a.e30.c", "a.bnVsbA.c"])
def test_a_token_without_an_end_counts_as_ended(garbage: str) -> None:
    assert expiry(garbage) == 0
