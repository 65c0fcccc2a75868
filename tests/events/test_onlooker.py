"""What one reader is told of who is where."""

from events import frames
from events.log import Scope
from events.presence import Board, Onlooker
from events.selection import Selection
from events.wire import Presence, encode_presence


async def test_nobody_is_told_twice_of_what_he_has_taken_already() -> None:
    board, scope = Board("w", lambda _: None), Scope("member", frozenset())
    onlooker = Onlooker(board, Selection())
    board.hear(encode_presence(Presence("bob:1", None, None, "{}", '{"field":"title"}')))
    onlooker.look(["bob:1"])
    assert b"title" in onlooker.news(scope)
    onlooker.look(["bob:1"])  # the message that made him look comes after he did
    assert onlooker.news(scope) == b""
    onlooker.look_again()
    assert b"title" in onlooker.news(scope), "who begins anew is told of everybody"
    board.hear(encode_presence(Presence("bob:1", None, None, "{}", None)))
    onlooker.look(["bob:1"])
    assert onlooker.news(scope) == frames.ephemeral("{}")
    board.hear(encode_presence(Presence("bob:1", None, None, "{}", '{"field":"title"}')))
    onlooker.look(["bob:1"])
    assert b"title" in onlooker.news(scope), "who comes back is news"
    board.close()
