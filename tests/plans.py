"""How PostgreSQL would read a page, were it a large one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import Caller

_AS_IN_A_LARGE_TABLE = ("enable_seqscan", "enable_bitmapscan", "enable_sort")


def explained(caller: Caller, path: str) -> str:
    """The plan of the statement that reads the page at `path`, where an index is taken if there is one."""
    with connection.cursor() as cursor:
        for setting in _AS_IN_A_LARGE_TABLE:
            cursor.execute(f"SET LOCAL {setting} = off")
    with CaptureQueriesContext(connection) as queries:
        assert caller.get(path).status == 200
    page = next(query["sql"] for query in queries if "page (" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + page.replace("%", "%%"))
        return "\n".join(row[0] for row in cursor.fetchall())
