"""Scripts and style sheets come compressed, whoever asks first; pages and fonts are left alone."""

import gzip
from collections.abc import AsyncIterator

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.packed import Packed

SHEET = "body{color:teal}\n" * 200
FONT = bytes(range(256)) * 8
asked: list[str] = []


def sheet(request: Request) -> Response:
    asked.append(request.headers.get("accept-encoding", ""))
    return PlainTextResponse(SHEET, media_type="text/css", headers={"Cache-Control": "public, max-age=60"})


def font(_request: Request) -> Response:
    return Response(FONT, media_type="font/woff2")


def page(_request: Request) -> Response:
    return PlainTextResponse(SHEET)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    asked.clear()
    routes = [Route("/assets/one/a.css", sheet), Route("/assets/one/a.woff2", font), Route("/welcome", page)]
    transport = httpx.ASGITransport(Packed(Starlette(routes=routes)))
    async with httpx.AsyncClient(transport=transport, base_url="http://dashboard") as made:
        yield made


async def _raw(client: httpx.AsyncClient, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    async with client.stream(
        "GET", path, headers={name.replace("_", "-"): one for name, one in headers.items()}
    ) as got:
        return got, b"".join([part async for part in got.aiter_raw()])


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("gzip, br;q=0", "gzip"), ("identity", None)],
)
async def test_a_sheet_comes_as_the_browser_likes_it(
    client: httpx.AsyncClient, accepted: str, encoding: str | None
) -> None:
    answer, body = await _raw(client, "/assets/one/a.css", accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == encoding
    assert int(answer.headers["content-length"]) == len(body)
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](body)
    assert unpacked.decode() == SHEET
    assert answer.headers["cache-control"] == "public, max-age=60"
    if encoding:
        assert len(body) < len(SHEET) / 10
        assert answer.headers["vary"] == "Accept-Encoding"


async def test_it_is_read_once_and_kept_for_everybody(client: httpx.AsyncClient) -> None:
    for _ in range(3):
        _, body = await _raw(client, "/assets/one/a.css", accept_encoding="br")
        assert brotli.decompress(body).decode() == SHEET
    assert asked == [""]


async def test_a_part_a_font_a_page_and_what_is_not_there_are_passed_on(client: httpx.AsyncClient) -> None:
    for path, status in (("/assets/one/a.woff2", 200), ("/welcome", 200), ("/assets/two/a.css", 404)):
        answer, _ = await _raw(client, path, accept_encoding="br")
        assert (answer.status_code, answer.headers.get("content-encoding")) == (status, None)
    answer, _ = await _raw(client, "/assets/one/a.css", accept_encoding="br", range="bytes=0-9")
    assert answer.headers.get("content-encoding") is None
    assert asked == ["br"]
