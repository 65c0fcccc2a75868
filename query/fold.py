"""One folding of text for whoever compares words: rows when they are written, queries when they are asked."""

import re
import unicodedata

# Scripts written without blanks between words, where a word can only be found as a substring.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]+"
)


def fold(text: str) -> str:
    """`text` without the differences of case, accent and width (Unicode NFKD, case folding, no combining marks).

    Marks that follow a character outside the Latin, Greek and Cyrillic scripts stay: there they tell words apart.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = [character for character in decomposed if not "\u0300" <= character <= "\u036f"]
    return unicodedata.normalize("NFC", "".join(kept))


def is_unspaced(word: str) -> bool:
    """Whether `word` holds characters of a script that puts no blanks between words (Japanese, Chinese, Thai …)."""
    return _UNSPACED.search(word) is not None


def unspaced(text: str) -> list[str]:
    """The parts of `text` in such scripts."""
    return [] if text.isascii() else _UNSPACED.findall(text)


def pairs(part: str) -> list[str]:
    """Every two letters side by side, by which parts of a text in such a script are found; and the last letter."""
    return [part[index : index + 2] for index in range(len(part))]


def searchable(text: str) -> str:
    """`text` as words and phrases look at it: folded, each run of white space one blank."""
    return " ".join(fold(text).split())
