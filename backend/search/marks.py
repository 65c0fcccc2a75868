"""Where in a text the words of a search are: ranges in the text as it was written, not as it is folded.

Words are the same by the same rule as in the index: by their English stem, which PostgreSQL knows, the last one also as
a beginning; words of scripts without blanks are looked for as parts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from backend.core.sql import fetch
from query.fold import fold, is_unspaced

_LOOKED_AT = 10_000  # characters of a text
_SHOWN = 240  # characters around the first word
_BEFORE = 60  # of these, before it
_PART = re.compile(r"[^\W_]+")
_ALIKE = 2  # letters at the beginning that a word and its stem share
_STEMS = "SELECT word, ts_lexize('english_stem', word) FROM unnest(%s::text[]) AS word"

Range = tuple[int, int]


class FoldedText:
    """A text folded, and where each of its characters was before."""

    def __init__(self, text: str) -> None:
        self.text = text[:_LOOKED_AT]
        self._begins: Sequence[int] = range(len(self.text) + 1)
        if self.text.isascii():
            self.folded = self.text.lower()
            return
        parts, begins = list[str](), list[int]()
        for begin, cluster in _clusters(self.text):
            folded = fold(cluster)
            parts.append(folded)
            begins += [begin] * len(folded)
        self.folded, self._begins = "".join(parts), [*begins, len(self.text)]

    def words(self) -> Iterator[tuple[str, int, int]]:
        """Each folded word with its place in the folded text."""
        return ((match[0], match.start(), match.end()) for match in _PART.finditer(self.folded))

    def written(self, begin: int, end: int) -> Range:
        """A place in the folded text as one in the text: whole characters, with their accents."""
        first, last, after = self._begins[begin], self._begins[end - 1], end
        while self._begins[after] == last and after < len(self._begins) - 1:
            after += 1
        return first, self._begins[after]


class Marks:
    """What to look for in some texts."""

    def __init__(self, search: str, texts: Iterable[str]) -> None:
        self._words = fold(search).split()
        self._texts = {text: FoldedText(text) for text in texts}
        self._stems = self._read_stems()

    def ranges(self, text: str) -> list[Range]:
        """Where the words are, in order; ranges that touch or overlap are one."""
        folded = self._texts[text]
        last = len(self._words) - 1
        found = chain.from_iterable(
            self._of_word(word, folded, is_last=index == last) for index, word in enumerate(self._words)
        )
        return _joined(folded.written(begin, end) for begin, end in found)

    def excerpt(self, text: str) -> tuple[str, list[Range]]:
        """A long text's part around the first word, and the ranges in that."""
        ranges = self.ranges(text)
        if len(text) <= _SHOWN or not ranges:
            return text[:_SHOWN], ranges
        begin = max(0, ranges[0][0] - _BEFORE)
        if begin:
            blank = text.find(" ", begin, ranges[0][0])
            begin = blank + 1 if blank >= 0 else begin
        end = begin + max(_SHOWN, ranges[0][1] - begin)
        inside = [(first - begin, last - begin) for first, last in ranges if last <= end]
        return text[begin:end], inside

    def _of_word(self, word: str, folded: FoldedText, *, is_last: bool) -> Iterator[Range]:
        parts = _PART.findall(word)
        if is_unspaced(word) or parts != [word]:
            places = [(match.start(), match.end()) for match in re.finditer(re.escape(word), folded.folded)]
            yield from places
            if places or is_unspaced(word):
                return
        for index, part in enumerate(parts):
            yield from self._of_part(part, folded, may_begin=is_last and index == len(parts) - 1)

    def _of_part(self, part: str, folded: FoldedText, *, may_begin: bool) -> Iterator[Range]:
        for word, begin, end in folded.words():
            if may_begin and word.startswith(part):
                yield begin, begin + len(part)
            elif word == part or (word[:_ALIKE] == part[:_ALIKE] and self._is_same(word, part)):
                yield begin, end

    def _is_same(self, word: str, other: str) -> bool:
        stem = self._stems.get(word)
        return bool(stem) and stem == self._stems.get(other)

    def _read_stems(self) -> Mapping[str, Sequence[str]]:
        """The stems of the words and of those in the texts that may have the same."""
        asked = {part for word in self._words for part in _PART.findall(word)}
        begins = {part[:_ALIKE] for part in asked}
        known = {word for folded in self._texts.values() for word, *_ in folded.words() if word[:_ALIKE] in begins}
        return dict(fetch(_STEMS, [sorted(asked | known)])) if asked else {}


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the marks that follow it, and where it begins."""
    begin = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield begin, text[begin:index]
            begin = index


def _joined(ranges: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for begin, end in sorted(ranges):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined
