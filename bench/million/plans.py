"""The plans of slow statements."""

import re
from collections.abc import Sequence

from django.db import connection

SLOW = 5.0  # milliseconds
_SPENT = re.compile(r"(?:Planning|Execution) Time: ([\d.]+) ms")


def explained(path: str, statements: Sequence[str]) -> str:
    """What PostgreSQL does for those that take long, with its times and buffers."""
    parts = [f"GET {path}"]
    for statement in statements:
        if statement.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            plan = _plan(statement)
            parts += [statement, plan] if sum(map(float, _SPENT.findall(plan))) > SLOW else []
    return "\n\n".join(parts) + "\n"


def _plan(statement: str) -> str:
    with connection.cursor() as cursor:
        # Without parameters the driver leaves per cent signs alone.
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())
