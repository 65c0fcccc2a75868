"""What the publisher writes is what the hub reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events.wire import (
    MESSAGE_LIMIT,
    Cursor,
    Envelope,
    Message,
    Presence,
    channel,
    decode,
    decode_presence,
    encode,
    encode_presence,
    is_presence,
    parse_cursor,
    presence_channel,
    presence_keys,
    workspace_of,
)

IDS = some.uuids().map(str)
LINES = some.text(alphabet=some.characters(exclude_categories=["Cs"], exclude_characters="\n"))


@some.composite
def messages(draw: some.DrawFn) -> Message:
    first = draw(some.integers(1, 2**40))
    envelopes = tuple(
        Envelope(
            first + index,
            draw(some.sampled_from(["task.created", "member.removed"])),
            draw(some.none() | IDS),
            draw(some.none() | IDS),
            draw(some.booleans()),
            draw(some.none() | IDS),
            draw(IDS),
            body,
        )
        for index, body in enumerate(draw(some.lists(LINES, max_size=4)))
    )
    return Message(draw(IDS), "k3f9", first, first + max(len(envelopes), 1) - 1, envelopes)


@given(messages())
def test_a_message_comes_out_as_it_went_in(message: Message) -> None:
    assert decode(encode(message)) == message


@given(some.binary(max_size=200))
def test_anything_else_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each part of Python says it in its own words
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b'["w","k",2,1,[]]',
        b"[" * 100_000,
        b'["w","k",1,1,[[1,"t",null,null,false,null,"o"]]]',
        b'["w","k",1,1,[[2,"t",null,null,false,null,"o"]]]\n{}',
        b'["w","k",1,1,[[1,"t",7,null,false,null,"o"]]]\n{}',
    ],
)
def test_a_message_that_contradicts_itself_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"message|envelope|nested"):
        decode(data)


def test_a_large_batch_is_a_doorbell() -> None:
    envelope = Envelope(7, "task.created", None, None, False, None, "o", "x" * MESSAGE_LIMIT)
    assert decode(encode(Message("w", "k3f9", 7, 7, (envelope,)))) == Message("w", "k3f9", 7, 7, ())


def test_a_body_of_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        encode(Message("w", "k3f9", 7, 7, (Envelope(7, "t", None, None, False, None, "o", "a\nb"),)))


@given(some.integers(0, 10**18 - 1))
def test_a_cursor_is_read_as_it_is_written(seq: int) -> None:
    assert parse_cursor(str(Cursor("k3f9", seq))) == Cursor("k3f9", seq)


@given(some.builds(Presence, LINES, some.none() | IDS, some.none() | IDS, LINES, some.none() | LINES))
def test_presence_comes_out_as_it_went_in(presence: Presence) -> None:
    assert decode_presence(encode_presence(presence)) == presence


@given(some.binary(max_size=200))
def test_what_is_no_presence_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each part of Python says it in its own words
        decode_presence(data)


def test_a_channel_tells_its_workspace() -> None:
    assert channel("0193") == "tasktide:events:{0193}"
    for name in (channel("0193"), presence_channel("0193"), *presence_keys("0193")):
        assert workspace_of(name) == "0193"
    assert [is_presence(name) for name in (channel("0193"), presence_channel("0193"))] == [False, True]
