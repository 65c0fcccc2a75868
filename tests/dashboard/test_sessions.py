"""Sign-ins outlive a restart, and their files tell nobody anything."""

import os
import time
from pathlib import Path

import httpx
import pytest

from dashboard.sessions import LIFE, Sessions
from dashboard.tokens import Pair
from tests.dashboard.api import server, token

SECRET = "a secret of the installation"


def away(_: httpx.Request) -> httpx.Response:
    """Nobody asks anything."""
    return httpx.Response(500)


async def test_a_sign_in_is_found_again_after_a_restart(tmp_path: Path) -> None:
    async with server(away) as http:
        begun = Sessions(http, tmp_path / "s", SECRET).begin(Pair(token("a"), "refresh-1"))
        later = Sessions(http, tmp_path / "s", SECRET).find(begun.id)
        assert later is not None
        assert later.api.tokens.pair == begun.api.tokens.pair
        assert Sessions(http, tmp_path / "s", "another secret").find(begun.id) is None
        assert Sessions(http, tmp_path / "s", SECRET).find("somebody else") is None
        assert Sessions(http, tmp_path / "s", SECRET).find(None) is None


async def test_files_hold_neither_ids_nor_tokens_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    async with server(away) as http:
        session = Sessions(http, tmp_path / "s", SECRET).begin(Pair(token("a"), "refresh-1"))
    (path,) = (tmp_path / "s").iterdir()
    assert session.id not in path.name
    content = path.read_text(encoding="utf-8")
    assert "refresh-1" not in content
    assert session.id not in content
    assert path.stat().st_mode & 0o077 == 0


async def test_signing_out_leaves_nothing_and_is_told(tmp_path: Path) -> None:
    told: list[bool] = []
    async with server(away) as http:
        sessions = Sessions(http, tmp_path / "s", SECRET)
        session = sessions.begin(Pair(token("a"), "refresh-1"))
        session.on_end.append(lambda: told.append(True))
        await session.api.sign_out()
        assert sessions.find(session.id) is None
    assert list((tmp_path / "s").iterdir()) == []
    assert told == [True]


async def test_a_damaged_file_is_no_sign_in(tmp_path: Path) -> None:
    async with server(away) as http:
        session = Sessions(http, tmp_path / "s", SECRET).begin(Pair(token("a"), "refresh-1"))
        (path,) = (tmp_path / "s").iterdir()
        path.write_bytes(b"half a file")
        assert Sessions(http, tmp_path / "s", SECRET).find(session.id) is None


@pytest.mark.parametrize(("age", "left"), [(LIFE + 60, 0), (LIFE - 60, 1)])
async def test_what_is_too_old_is_swept(tmp_path: Path, age: float, left: int) -> None:
    async with server(away) as http:
        sessions = Sessions(http, tmp_path / "s", SECRET)
        sessions.begin(Pair(token("a"), "refresh-1"))
        (path,) = (tmp_path / "s").iterdir()
        os.utime(path, (time.time() - age, time.time() - age))
        sessions.sweep()
    assert len(list((tmp_path / "s").iterdir())) == left


async def test_a_ticket_lets_one_browser_in_once(tmp_path: Path) -> None:
    async with server(away) as http:
        sessions = Sessions(http, tmp_path / "s", SECRET)
        session = sessions.begin(Pair(token("a"), "refresh-1"))
        assert sessions.redeem(sessions.admit(session, "mine"), "somebody else's") is None
        ticket = sessions.admit(session, "mine")
        assert sessions.redeem(ticket, "mine") is session
        assert sessions.redeem(ticket, "mine") is None
        assert sessions.redeem("", "mine") is None


async def test_a_ticket_is_for_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.sessions.TICKET_LIFE", 0.0)
    async with server(away) as http:
        sessions = Sessions(http, tmp_path / "s", SECRET)
        assert sessions.redeem(sessions.admit(sessions.begin(Pair(token("a"), "r")), "mine"), "mine") is None


@pytest.mark.parametrize(("device", "left"), [("", ["this", "hers"]), ("phone", ["this", "laptop", "hers"])])
async def test_ones_other_sign_ins_end_here_when_the_api_has_ended_them(
    tmp_path: Path, device: str, left: list[str]
) -> None:
    async with server(away) as http:
        sessions = Sessions(http, tmp_path / "s", SECRET)
        mine = [sessions.begin(Pair(token("x", sub="ann", sid=sid), "r")) for sid in ("this", "laptop", "phone")]
        hers = sessions.begin(Pair(token("x", sub="cleo", sid="hers"), "r"))
        assert mine[0].device == "this"
        mine[0].end_others(device)
        assert [session.device for session in [*mine, hers] if session.is_living] == left
