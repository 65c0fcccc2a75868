"""The bytes of an event stream as frames, by the rules of the HTML standard, 9.2.6.

httpx-sse stands aside here: it keeps a byte order mark, hears a block without data as a message, takes `retry: -1`, and
holds a line that ends with CR back until more comes. The tests compare this decoder with a browser's.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
_DIGITS = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message as it was sent. `id` is the last id of the stream at that moment."""

    name: str
    data: str
    id: str


class Decoder:
    """For one connection. `last_id` goes on from the connection before; `retry` in milliseconds, once it was said."""

    def __init__(self, last_id: str = "") -> None:
        self.last_id = last_id
        self.retry: int | None = None
        # Takes the mark away at the very beginning, and has patience with characters that come in parts.
        self._text = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._is_after_return = False
        self._line: list[str] = []
        self._begin(last_id)

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """Each frame that the chunk completes; what is left over waits for the next."""
        text = self._text.decode(chunk)
        if not text:
            return
        if self._is_after_return:
            text = text.removeprefix("\n")
        self._is_after_return = text.endswith("\r")
        for number, piece in enumerate(_LINE_END.split(text)):
            if number:
                line = "".join(self._line)
                self._line.clear()
                yield from self._take(line)
            self._line.append(piece)

    def _take(self, line: str) -> Iterator[Frame]:
        if line:
            self._set(*_field(line))
            return
        self.last_id = self._id
        if self._data:
            yield Frame(self._name or "message", "\n".join(self._data), self.last_id)
        self._begin(self._id)

    def _set(self, field: str, value: str) -> None:
        match field:
            case "event":
                self._name = value
            case "data":
                self._data.append(value)
            case "id" if "\0" not in value:
                self._id = value
            case "retry" if _DIGITS.fullmatch(value):
                self.retry = int(value)

    def _begin(self, last_id: str) -> None:
        self._name, self._id = "", last_id
        self._data: list[str] = []


def _field(line: str) -> tuple[str, str]:
    """Name and value; of a comment the name is empty."""
    name, _, value = line.partition(":")
    return name, value.removeprefix(" ")
