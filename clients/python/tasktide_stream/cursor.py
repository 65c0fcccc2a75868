"""A place in the log of a workspace, as the header `Tasktide-Cursor` and the ids of the stream say it."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Cursor:
    """`<epoch>-<number>`. Numbers can be compared within one epoch only."""

    epoch: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError for what is none."""
        epoch, _, number = text.rpartition("-")
        if not epoch or not (number.isascii() and number.isdigit()):
            raise ValueError(f"{text!r} is not a cursor")
        return cls(epoch, int(number))

    def __str__(self) -> str:
        return f"{self.epoch}-{self.number}"
