"""Several statements sent to PostgreSQL in one go, each of them prepared once per connection.

A way to PostgreSQL and back costs more than most statements do. What is sent together travels once: libpq's pipeline,
used without psycopg's cursors, which take five times as long (`docs/decisions/0007-sql-by-hand.md`).
"""

import re
import select
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple, NoReturn, TypeAlias
from weakref import WeakKeyDictionary

import psycopg
from psycopg import abc, adapt
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

Connection: TypeAlias = "psycopg.Connection[Any]"
Row = tuple[Any, ...]
Parameters = Sequence[object]

# Of each connection; each keeps its plan in PostgreSQL's memory.
PREPARED_MOST = 200

_BEGIN = b"BEGIN"
_PLACE = re.compile("%s|%%")
_FAILED = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.NONFATAL_ERROR, ExecStatus.BAD_RESPONSE})


class Statement(NamedTuple):
    """`%s` stands for each of the parameters. Without `prepare` PostgreSQL plans it for just these values."""

    text: str
    parameters: Parameters = ()
    prepare: bool = True


class Answer:
    """What PostgreSQL said to one statement."""

    def __init__(self, result: PGresult, transformer: abc.Transformer) -> None:
        self._result, self._transformer = result, transformer

    def __len__(self) -> int:
        return self._result.ntuples

    @property
    def touched(self) -> int:
        """How many rows it wrote, or has."""
        return self._result.command_tuples or 0

    def rows(self, first: int = 0, last: int | None = None) -> list[Row]:
        """Rows as Python values, from `first` on and before `last`."""
        self._transformer.set_pgresult(self._result)
        return self._transformer.load_rows(first, len(self) if last is None else last, tuple)

    def texts(self, most: int) -> list[bytes]:
        """The last column of the first rows as it came, in UTF-8: a text that is only passed on."""
        column = self._result.nfields - 1
        return [self._result.get_value(row, column) or b"" for row in range(min(most, len(self)))]


def send(connection: Connection, statements: Sequence[Statement]) -> list[Answer]:
    """Send statements in one go; their answers, in order.

    Begins a transaction where `connection` is in none and does not commit by itself. Of statements of which one fails
    the later ones are not run, and its error is raised; without a transaction none of them has happened.
    """
    server = connection.pgconn
    session = _sessions.setdefault(connection, _Session())
    begins = not connection.autocommit and server.transaction_status == TransactionStatus.IDLE
    written = [_written(connection, one) for one in statements]
    server.enter_pipeline_mode()
    try:
        if begins:
            server.send_query_params(_BEGIN, None)
        for one in written:
            _send(server, session, one)
        server.pipeline_sync()
        results = _results(server)
        if server.status == ConnStatus.OK:
            server.exit_pipeline_mode()
    except BaseException:
        # Who was interrupted does not know what is still to come on it.
        server.finish()
        raise
    for result in results:
        if result.status in _FAILED:
            session.forget(one.known for one in written if one.is_new)
            raise error_from_result(result)
    answers = [result for result, is_asked in zip(results, _asked(written, begins=begins), strict=True) if is_asked]
    return [Answer(result, one.transformer) for result, one in zip(answers, written, strict=True)]


Known = tuple[str, tuple[int, ...]]


@dataclass(slots=True)
class _Written:
    """A statement as it is sent. `is_new`: it is prepared on the way; `dropped`: so many others are given up for it."""

    text: str
    prepare: bool
    transformer: abc.Transformer
    values: Sequence[abc.Buffer | None]
    is_new: bool = False
    dropped: int = 0

    @property
    def types(self) -> tuple[int, ...]:
        """Of its parameters."""
        return self.transformer.types or ()

    @property
    def known(self) -> Known:
        """What it is known by."""
        return self.text, self.types


class _Session:
    """The statements that one connection has prepared: text and types of the parameters → name."""

    def __init__(self) -> None:
        self._names: OrderedDict[Known, bytes] = OrderedDict()
        self._numbers = count()

    def name(self, known: Known) -> bytes | None:
        """The name, if there is one."""
        name = self._names.get(known)
        if name is not None:
            self._names.move_to_end(known)
        return name

    def add(self, known: Known) -> bytes:
        """A name that no other statement of the connection had."""
        self._names[known] = name = b"tasktide_%d" % next(self._numbers)
        return name

    def surplus(self) -> Iterator[bytes]:
        """The names of those that were not used for the longest time; they are taken out."""
        while len(self._names) > PREPARED_MOST:
            yield self._names.popitem(last=False)[1]

    def forget(self, statements: Iterator[Known]) -> None:
        """Whether these have been prepared is not known."""
        for one in statements:
            self._names.pop(one, None)


_sessions: WeakKeyDictionary[Connection, _Session] = WeakKeyDictionary()


def _written(connection: Connection, statement: Statement) -> _Written:
    """With its values as texts; a value that is none raises before anything is sent."""
    transformer = adapt.Transformer.from_context(connection)
    values = transformer.dump_sequence(statement.parameters, [adapt.PyFormat.AUTO] * len(statement.parameters))
    return _Written(statement.text, statement.prepare, transformer, values)


def _send(server: PGconn, session: _Session, one: _Written) -> None:
    forms = one.transformer.formats
    if not one.prepare:
        server.send_query_params(_numbered(one.text), one.values, one.types, forms)
        return
    name = session.name(one.known)
    if name is None:
        one.is_new, name = True, session.add(one.known)
        server.send_prepare(name, _numbered(one.text), one.types)
        for surplus in session.surplus():
            one.dropped += 1
            server.send_query_params(b"DEALLOCATE " + surplus, None)
    server.send_query_prepared(name, one.values, forms, Format.TEXT)


def _asked(written: Sequence[_Written], *, begins: bool) -> Iterator[bool]:
    """Of each result, in order, whether it is the answer to a statement that somebody asked for."""
    if begins:
        yield False
    for one in written:
        yield from [False] * (one.is_new + one.dropped)
        yield True


def _results(server: PGconn) -> list[PGresult]:
    """All that is answered, as it comes; other threads run meanwhile."""
    poll = select.poll()
    poll.register(server.socket, select.POLLIN | select.POLLOUT)
    while server.flush():
        poll.poll()
        server.consume_input()
    poll.modify(server.socket, select.POLLIN)
    results: list[PGresult] = []
    while True:
        while server.is_busy():
            poll.poll()
            server.consume_input()
        result = server.get_result()
        if result is None:
            if server.status != ConnStatus.OK:
                return results or _lost(server)
            continue
        if result.status == ExecStatus.PIPELINE_SYNC:
            return results
        results.append(result)


def _lost(server: PGconn) -> NoReturn:
    raise psycopg.OperationalError(server.get_error_message() or "the connection to PostgreSQL is lost")


def _numbered(text: str) -> bytes:
    """As PostgreSQL numbers parameters: $1, $2 …"""
    numbers = count(1)
    return _PLACE.sub(lambda match: f"${next(numbers)}" if match[0] == "%s" else "%", text).encode()
