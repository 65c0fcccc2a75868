"""The bytes of a stream are read by the standard, wherever they are cut."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tasktide_stream.wire import Decoder, Frame

from tests.clients.wire_cases import CASES, Case


def heard(decoder: Decoder, chunks: list[bytes]) -> tuple[tuple[str, str, str], ...]:
    frames: Iterator[Frame] = (frame for chunk in chunks for frame in decoder.feed(chunk))
    return tuple((frame.name, frame.data, frame.id) for frame in frames)


def in_pieces(stream: bytes, size: int) -> list[bytes]:
    return [stream[start : start + size] for start in range(0, len(stream), size)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000_000])
def test_a_stream_says_what_the_standard_says(case: Case, size: int) -> None:
    decoder = Decoder()
    assert heard(decoder, in_pieces(case.stream, size)) == case.heard
    assert (decoder.last_id, decoder.retry) == (case.last_id, case.retry)


@given(some.data())
def test_it_does_not_matter_where_it_is_cut(data: some.DataObject) -> None:
    stream = b"".join(data.draw(some.lists(some.sampled_from([case.stream[:300] for case in CASES]), max_size=4)))
    cuts = sorted(data.draw(some.sets(some.integers(0, len(stream)))) | {0, len(stream)})
    whole, pieces = Decoder(), Decoder()
    chunks = [stream[start:end] for start, end in itertools.pairwise(cuts)]
    assert heard(pieces, chunks) == heard(whole, [stream])
    assert (pieces.last_id, pieces.retry) == (whole.last_id, whole.retry)


@given(some.binary(max_size=300))
def test_anything_whatever_can_be_read(stream: bytes) -> None:
    heard(Decoder(), [stream])


def test_a_message_is_heard_with_the_first_byte_that_completes_it() -> None:
    decoder = Decoder()
    assert heard(decoder, [b"data: a\r", b"\r"]) == (("message", "a", ""),)
    assert heard(decoder, [b"\ndata: b\n", b"\n"]) == (("message", "b", ""),)


def test_a_new_connection_goes_on_from_the_id_of_the_last() -> None:
    decoder = Decoder("k3f9-7")
    assert heard(decoder, [b"retry: 20\n\n"]) == ()
    assert decoder.last_id == "k3f9-7"
