"""The database engine of the settings: Django's own, and statements that are sent together.

Those of `backend.core.sql` are sent by it without Django's cursors, on the same connection and in the same transaction.
"""

import select
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from backend.core.statements import Answer, Statement, send


class DatabaseWrapper(base.DatabaseWrapper):
    """`later`: statements of the open transaction that go with whatever is sent next."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*arguments, **options)
        self.later: list[Statement] = []
        self._frame: tuple[Sequence[Statement], Sequence[Statement]] = ((), ())

    def send(self, statements: Sequence[Statement]) -> Sequence[Answer]:
        """The answers to statements that are sent in one go, with those that were put off."""
        asked, self.later = [*self.later, *statements], []
        before, after = self._frame
        started = monotonic()
        with self.wrap_database_errors:
            answers = send(self.connection, [*before, *asked, *after])
        if self.queries_logged:
            self._log(asked, monotonic() - started)
        first = len(before) + len(asked) - len(statements)
        return answers[first : first + len(statements)]

    @contextmanager
    def framed(self, before: Sequence[Statement], after: Sequence[Statement]) -> Iterator[None]:
        """Whatever is sent inside goes between these, without a way of its own for them."""
        outer, self._frame = self._frame, (before, after)
        try:
            yield
        finally:
            self._frame = outer

    def is_usable(self) -> bool:
        """Whether a kept connection still lives is seen on its socket: Django's `SELECT 1` costs a third of a read.

        An idle connection has nothing to say; one that PostgreSQL has ended tells so, and then ends.
        """
        if self.connection is None:
            return False
        server = self.connection.pgconn
        try:
            while server.status == psycopg.pq.ConnStatus.OK and _has_something_to_say(server.socket):
                server.consume_input()
        except psycopg.Error:
            return False
        alive: bool = server.status == psycopg.pq.ConnStatus.OK
        return alive

    def _cursor(self, name: str | None = None) -> Any:  # noqa: ANN401  # Django's own
        self._send_later()
        return super()._cursor(name)  # type: ignore[misc]  # unknown to the stubs

    def _commit(self) -> None:
        self._send_later()
        super()._commit()  # type: ignore[misc]  # unknown to the stubs

    def _rollback(self) -> None:
        self.later = []
        super()._rollback()  # type: ignore[misc]  # unknown to the stubs

    def _savepoint_rollback(self, sid: str) -> None:
        # A savepoint has sent what was put off before it.
        self.later = []
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # unknown to the stubs

    def _close(self) -> None:
        self.later = []
        super()._close()  # type: ignore[misc]  # unknown to the stubs

    def _send_later(self) -> None:
        if self.later:
            self.send(())

    def _log(self, statements: Sequence[Statement], seconds: float) -> None:
        for one in statements:
            said = psycopg.ClientCursor(self.connection).mogrify(one.text, one.parameters)
            self.queries_log.append({"sql": said, "time": f"{seconds:.3f}"})


def _has_something_to_say(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
