"""Tables as text: which characters, which delimiter, where a row begins (RFC 4180, and what programs make of it)."""

import codecs
import csv
import io
from dataclasses import dataclass

from backend.imports.board import BrokenFileError

DELIMITERS = ",;\t"
LONGEST_LINE = 100_000  # characters of a header that are looked at
LONGEST_CELL = 8 * 1024 * 1024  # characters
MOST_COLUMNS = 500
MOST_ROWS = 20_000
MOST_CELLS = 2_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What people send by mistake, by its first bytes.
_OTHERS = (
    (b"PK\x03\x04", "is an Excel file or an archive: save the sheet as CSV first"),
    (b"\xd0\xcf\x11\xe0", "is an Excel file: save the sheet as CSV first"),
    (b"%PDF", "is a PDF file, not CSV"),
    (b"{", "looks like JSON, not CSV"),
    (b"<", "looks like a web page, not CSV"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line of the file where it ends, and its cells, one for each column."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows that hold something."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes) -> Table:
    """The table in `data`. `BrokenFileError`'s sentence goes on from the file's name."""
    text = decoded(data)
    delimiter = delimiter_of(text)
    # Before anything is made of them: a cell is one byte there, and many here.
    if text.count(delimiter) > MOST_CELLS:
        raise BrokenFileError(f"has more than {MOST_CELLS:,} cells: divide it.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    # Of the whole process; its own limit is less than a description may hold.
    csv.field_size_limit(LONGEST_CELL)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(reader.line_num, tuple(cells)))
            if len(rows) > MOST_ROWS + 1:
                raise BrokenFileError(f"has more than {MOST_ROWS:,} rows: divide it.")
    except csv.Error as error:
        raise BrokenFileError(f"is not complete CSV: {_said(error)} in line {reader.line_num}.") from None
    if not rows:
        raise BrokenFileError("is empty.")
    return _table(rows)


def decoded(data: bytes) -> str:
    """The text: in UTF-8 or UTF-16, else as Windows writes Western European languages (code page 1252)."""
    for beginning, what in _OTHERS:
        if data.startswith(beginning):
            raise BrokenFileError(f"{what}.")
    text = _decoded(data)
    if "\0" in text:
        raise BrokenFileError("holds NUL characters, as no text does.")
    return text


def delimiter_of(text: str) -> str:
    """The one of comma, semicolon and tab that divides the first line most often, outside of quotes."""
    counts = dict.fromkeys(DELIMITERS, 0)
    is_quoted = False
    for character in text[:LONGEST_LINE].lstrip("\r\n"):
        if character == '"':
            is_quoted = not is_quoted
        elif character in "\r\n" and not is_quoted:
            break
        elif character in counts and not is_quoted:
            counts[character] += 1
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def _decoded(data: bytes) -> str:
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)] or [_guessed(data), "utf-8", "cp1252"]
    for encoding in filter(None, encodings):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenFileError("is no text in UTF-8, UTF-16 or Windows-1252.")


def _guessed(data: bytes) -> str:
    """UTF-16 without its mark: in most languages every other byte is zero."""
    sample = data[:4000]
    if sample.count(0) < len(sample) // 4:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"


def _table(rows: list[Row]) -> Table:
    names = [" ".join(cell.split()) for cell in rows[0].cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise BrokenFileError(f"has more than {MOST_COLUMNS} columns.")
    header = tuple(name or f"Column {number}" for number, name in enumerate(names, 1))
    blank = ("",) * len(header)
    return Table(header, tuple(Row(row.line, (*row.cells, *blank)[: len(header)]) for row in rows[1:]))


def _said(error: csv.Error) -> str:
    match str(error):
        case "unexpected end of data":
            return "a quotation mark is opened and never closed"
        case said if "expected after" in said:
            return "there is more text behind a closing quotation mark"
        case said:
            return said
