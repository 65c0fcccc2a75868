"""Streams as bytes, and what a reader has to hear in them (WHATWG HTML, 9.2.5 and 9.2.6).

The Python client and Chromium's own `EventSource` are both held against this table.
"""

from dataclasses import dataclass

BOM = b"\xef\xbb\xbf"
MARK = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Case:
    """`heard`: (name, data, last id) of each message. `last_id`: with what the reader comes back, `retry` ms later."""

    title: str
    stream: bytes
    heard: tuple[tuple[str, str, str], ...] = ()
    last_id: str = ""
    retry: int | None = None


def says(*data: str) -> tuple[tuple[str, str, str], ...]:
    """Plain messages."""
    return tuple(("message", text, "") for text in data)


CASES = (
    Case("nothing at all", b""),
    Case("blank lines alone", b"\n\r\n\r\n\n\n"),
    Case("a message", b"data: ebb\n\n", says("ebb")),
    Case("two messages", b"data: ebb\n\ndata: flow\n\n", says("ebb", "flow")),
    # Fields
    Case("no blank after the colon", b"data:ebb\n\n", says("ebb")),
    Case("one blank is taken off, no more", b"data:  ebb \n\n", says(" ebb ")),
    Case("a tab is not that blank", b"data:\tebb\n\n", says("\tebb")),
    Case("colons in a value", b"data: 10:00: ebb\n\n", says("10:00: ebb")),
    Case("a value that begins with a colon", b"data::ebb\n\n", says(":ebb")),
    Case("lines of data are joined", b"data: a\ndata:b\ndata: c\n\n", says("a\nb\nc")),
    Case("lines of data that do not stand together", b"data: a\nfoo: b\n: c\ndata: d\n\n", says("a\nd")),
    Case("data without a colon is empty, and heard", b"data\n\n", says("")),
    Case("data without a value is empty, and heard", b"data:\n\n", says("")),
    Case("two empty lines of data", b"data\ndata\n\n", says("\n")),
    Case("names of fields are exact", b"Data: a\ndata : b\n data: c\ndat: d\n\ndata: e\n\n", says("e")),
    Case("unknown fields", b"tide: high\nport\n\ndata: a\nnoise\n\n", says("a")),
    Case("zero bytes in data stay", b"data: a\0b\n\n", says("a\0b")),
    Case("zero bytes in a name make it another", b"da\0ta: a\n\n"),
    Case("comments", b": data: a\n:\n:data: b\ndata: c\n:::\n\n", says("c")),
    Case("a comment as a sign of life", b": still here\n\ndata: a\n\n", says("a")),
    Case("a long line", b"data: " + b"tide " * 40_000 + b"\n\n", says("tide " * 40_000)),
    # Ends of lines
    Case("ends with CR", b"data: a\rdata: b\r\rdata: c\r\r", says("a\nb", "c")),
    Case("ends with CR LF", b"data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", says("a\nb", "c")),
    Case("all ends mixed", b"data: a\r\ndata: b\rdata: c\ndata: d\n\r\ndata: e\r\n\n", says("a\nb\nc\nd", "e")),
    Case("CR LF is one end, LF CR are two", b"data: a\r\ndata: b\n\rdata: c\n\n", says("a\nb", "c")),
    Case("a CR at the very end counts", b"data: a\n\r", says("a")),
    Case(
        "other breaks are no ends",
        "data: a\vb\fc\x1cd\x85e\N{LINE SEPARATOR}f\N{PARAGRAPH SEPARATOR}g\n\n".encode(),
        says("a\vb\fc\x1cd\x85e\N{LINE SEPARATOR}f\N{PARAGRAPH SEPARATOR}g"),
    ),
    # The end of the stream
    Case("no blank line at the end", b"data: a\n\ndata: b\n", says("a")),
    Case("no end of line at the end", b"data: a\n\ndata: b", says("a")),
    Case("only the beginning of a message", b"event: tide\nid: 4\ndata: a"),
    # Characters
    Case("a byte order mark", BOM + b"data: a\n\n", says("a")),
    Case("a byte order mark alone", BOM),
    Case("the second mark belongs to a name", BOM + BOM + b"data: a\n\ndata: b\n\n", says("b")),
    Case("a mark further on belongs to a name", b"data: a\n\n" + BOM + b"data: b\n\n", says("a")),
    Case("a mark in a value", b"data: " + BOM + b"a\n\n", says("\N{ZERO WIDTH NO-BREAK SPACE}a")),
    Case("characters of two, three and four bytes", "data: ü波🌊\n\n".encode(), says("ü波🌊")),
    Case("a byte that is no UTF-8", b"data: a\xffb\n\n", says(f"a{MARK}b")),
    Case("a character that breaks off", b"data: \xe2\x82\n\n", says(MARK)),
    Case("a long character that breaks off", b"data: \xf0\x9f\x8ca\n\n", says(f"{MARK}a")),
    Case("half of a surrogate pair", b"data: \xed\xa0\x80\n\n", says(MARK * 3)),
    Case("a slash made too long", b"data: \xc0\xaf\n\n", says(MARK * 2)),
    # Names
    Case("a name", b"event: tide\ndata: a\n\ndata: b\n\n", (("tide", "a", ""), ("message", "b", ""))),
    Case("the last name counts", b"event: ebb\nevent: tide\ndata: a\n\n", (("tide", "a", ""),)),
    Case("a name after the data", b"data: a\nevent: tide\n\n", (("tide", "a", ""),)),
    Case("an empty name takes the name away", b"event: tide\nevent:\ndata: a\n\n", says("a")),
    Case("a name without data is forgotten", b"event: tide\n\ndata: a\n\n", says("a")),
    Case("a name keeps its second blank", b"event:  tide\ndata: a\n\n", ((" tide", "a", ""),)),
    # Ids
    Case("an id stays", b"id: 1\ndata: a\n\ndata: b\n\n", (("message", "a", "1"), ("message", "b", "1")), "1"),
    Case("an id after the data", b"data: a\nid: 1\n\n", (("message", "a", "1"),), "1"),
    Case("the last id counts", b"id: 1\nid: 2\ndata: a\n\n", (("message", "a", "2"),), "2"),
    Case("an id alone", b"id: k3f9-7\n\n", (), "k3f9-7"),
    Case("an id of a message without data", b"event: tide\nid: 7\n\n", (), "7"),
    Case(
        "an id that is taken away", b"id: 1\ndata: a\n\nid\ndata: b\n\n", (("message", "a", "1"), ("message", "b", ""))
    ),
    Case(
        "an id with a zero byte is none",
        b"id: 1\ndata: a\n\nid: 2\x003\ndata: b\n\n",
        (("message", "a", "1"), ("message", "b", "1")),
        "1",
    ),
    Case("the id of an unfinished message", b"id: 1\ndata: a\n\nid: 2\ndata: b\n", (("message", "a", "1"),), "1"),
    Case("an id with blanks and colons", b"id:  a: b\ndata: c\n\n", (("message", "c", " a: b"),), " a: b"),
    Case("an id beyond ASCII", "id:波\ndata: a\n\n".encode(), (("message", "a", "波"),), "波"),
    # When to come back. What must not count would keep the reader away for longer.
    Case("when to come back", b"retry: 20\n\n", (), "", 20),
    Case("at once, without a blank line", b"retry: 20\n", (), "", 20),
    Case("the last one counts", b"retry: 9000\nretry: 20\n\n", (), "", 20),
    Case("zeros in front", b"retry: 00020\n\n", (), "", 20),
    *(
        Case(f"not a number: {text!r}", f"retry: 20\nretry: {text}\n\n".encode(), (), "", 20)
        for text in ("-9000", "+9000", "9000.5", "9_000", "9000ms", " 9000", "9000 ", "0x2328", "٩٠٠٠", "9e3")
    ),
    Case("between the fields of a message", b"data: a\nretry: 20\ndata: b\n\n", says("a\nb"), "", 20),
)
