"""Fills a workspace: invents rows in one thread while PostgreSQL takes them in another."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

from django.db import connection, transaction
from django.db.models import Model

from backend.eventlog.models import Counter, Event
from backend.projects.models import Project
from backend.tasks.documents import COMMENT, TASK
from backend.tasks.models import Assignment, Comment, Link, Task, TaskLabel, TaskSearch
from bench.seed.copying import copy, unindexed
from bench.seed.place import Place, furnish
from bench.seed.tasks import Batch, Inventor

BATCH = 20_000
TABLES: tuple[type[Model], ...] = (Task, Assignment, TaskLabel, Link, Comment, TaskSearch)

Say = Callable[[str], None]


def fill(*, name: str, tasks: int, people: int, projects: int, labels: int, seed: int, events: bool, say: Say) -> Place:
    """A new workspace with `tasks` tasks."""
    random = Random(seed)
    place = furnish(random, name=name, people=people, projects=projects, labels=labels)
    inventor = Inventor(random, place, tasks)
    with transaction.atomic():
        with unindexed(TABLES):
            done = 0
            for batch in _ahead(inventor.batches(BATCH)):
                write(batch)
                done += len(batch.tasks)
                if done % (5 * BATCH) < BATCH:
                    say(f"{done:,} tasks")
            for project_id, number in inventor.numbers.items():
                Project.objects.filter(id=project_id).update(last_number=number)
            say("indexes")
        if events:
            say("events")
            analyse("ANALYZE", TABLES)
            with unindexed([Event]):
                _tell(place)
    say("statistics")
    analyse("VACUUM ANALYZE", [*TABLES, Project])
    return place


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Each batch, while the next one is being invented."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def write(batch: Batch) -> None:
    """Put the rows of a batch into their tables."""
    copy(Task, batch.tasks)
    copy(Assignment, batch.assignments)
    copy(TaskLabel, batch.labels)
    copy(Link, batch.links)
    copy(Comment, batch.comments)
    _index(batch)


def _index(batch: Batch) -> None:
    """The words of tasks and comments, as `backend.tasks.search` keeps them; their vectors are PostgreSQL's work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_words"
            " (workspace_id uuid, task_id uuid, comment_id uuid, head text, words text, parts text[], fields jsonb)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY bench_words FROM STDIN") as sink:
            for row in batch.words:
                sink.write_row(row)
        cursor.execute(
            "INSERT INTO tasks_tasksearch (workspace_id, task_id, comment_id, text, vector, fields)"
            " SELECT workspace_id, task_id, comment_id, head || words,"
            " to_tsvector('english', words) || to_tsvector('simple', words) || array_to_tsvector(parts), fields"
            " FROM bench_words"
        )
        cursor.execute("DROP TABLE bench_words")


def _tell(place: Place) -> None:
    """The event of each task and comment, by its creator, after those of the workspace's furniture."""
    for document, kind, table, author, task, key in (
        (TASK, "task.created", "tasks_task", "created_by_id", "x.id", "d.document ->> 'key'"),
        (COMMENT, "comment.created", "tasks_comment", "author_id", "x.task_id", "NULL"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO eventlog_event (workspace_id, seq, type, at, project_id, task_id, actor_id, actor_name,
                    object_type, object_id, object_key, changes, data, request_id, admins_only)
                SELECT x.workspace_id, n.seq + row_number() OVER (ORDER BY x.created_at, x.id), '{kind}', x.created_at,
                    (d.document ->> 'project_id')::uuid, {task}, u.id, u.name, '{document.name}', x.id, {key}, '{{}}',
                    d.document, replace(x.id::text, '-', ''), false
                FROM {table} x JOIN ({document.select}) d ON d.id = x.id JOIN accounts_user u ON u.id = x.{author}
                CROSS JOIN (SELECT seq FROM eventlog_counter WHERE workspace_id = %(place)s) n
                WHERE x.workspace_id = %(place)s""",
                {"place": place.id},
            )
            written = cursor.rowcount
        counter = Counter.objects.get(workspace_id=place.id)
        counter.seq += written
        counter.save(update_fields=["seq"])


def analyse(command: str, models: Iterable[type[Model]]) -> None:
    """`ANALYZE` of these tables, or `VACUUM ANALYZE`."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"{command} {model._meta.db_table}")
