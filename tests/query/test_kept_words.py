"""What is kept for words: made for tasks and comments that were there before, and not written twice."""

import importlib

from django.apps import apps
from django.db import connection

from backend.tasks.models import Comment, TaskSearch
from backend.tasks.search import index_task
from tests.world import Caller, World

MIGRATION = importlib.import_module("backend.tasks.migrations.0005_search_words")


def test_tasks_and_comments_of_before_are_found_after_the_migration(world: World, ann: Caller) -> None:
    task = world.task("Größe prüfen", description="The\ncrane")
    Comment.objects.create(workspace_id=world.harbour.id, task=task, author=world.ann, body="Winch ＡＢＣ")
    TaskSearch.objects.all().delete()
    with connection.schema_editor() as editor:
        MIGRATION.fold_tasks(apps, editor)
        MIGRATION.fold_comments(apps, editor)
    texts = TaskSearch.objects.order_by("comment_id").values_list("text", flat=True)
    assert list(texts) == ["winch abc", "-1\ngrosse prufen\nthe crane"]
    assert [len(ann.get(f"/api/tasks?q={word}").items) for word in ("crane", "winch", "ops-1")] == [1, 0, 1]
    assert len(ann.get("/api/tasks?search=winch crane").items) == 1


def test_words_that_stay_the_same_are_not_written(world: World) -> None:
    task = world.task("Crane", description="x")
    before = _row()
    index_task(task)
    assert _row() == before
    task.fields = {"note": "Ä"}
    index_task(task)
    assert _row() != before
    assert TaskSearch.objects.get().fields == {"note": "a"}


def test_words_go_with_their_comment(world: World, ann: Caller) -> None:
    task = world.task()
    ann.post(world.url(task, "/comments"), {"body": "winch"})
    assert TaskSearch.objects.count() == 2
    Comment.objects.all().delete()
    assert TaskSearch.objects.count() == 1


def _row() -> str:
    """Where PostgreSQL keeps the row: it moves with each write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text FROM tasks_tasksearch")
        return str(cursor.fetchone())
