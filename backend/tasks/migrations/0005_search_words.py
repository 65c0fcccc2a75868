import json

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from query.fold import pairs, searchable, unspaced

BATCH = 5_000
WORDS, PARTS = 150_000, 50_000

VECTOR = (
    "to_tsvector('english', left(v.text, %(words)s)) || to_tsvector('simple', left(v.text, %(words)s))"
    " || array_to_tsvector(v.parts)"
)

WRITE_TASKS = f"""
    INSERT INTO tasks_tasksearch (task_id, workspace_id, text, vector, fields)
    SELECT v.id, v.workspace_id, '-' || v.number || E'\\n' || v.text, {VECTOR}, v.fields
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS v (id uuid, workspace_id uuid, number bigint, text text, parts text[], fields jsonb)"""

WRITE_COMMENTS = f"""
    INSERT INTO tasks_tasksearch (comment_id, task_id, workspace_id, text, vector)
    SELECT v.id, v.task_id, v.workspace_id, v.text, {VECTOR}
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS v (id uuid, task_id uuid, workspace_id uuid, text text, parts text[])"""


def fold_tasks(apps, schema_editor):
    """Words of `q` look at key, title and description; so far one text held the comments too."""
    tasks = apps.get_model("tasks", "Task").objects.order_by("id")
    write(schema_editor, WRITE_TASKS, tasks, ("id", "workspace_id", "number", "title", "description", "fields"), task_row)


def task_row(id, workspace_id, number, title, description, fields):
    text = f"{searchable(title)}\n{searchable(description)}"
    texts = {key: searchable(value) for key, value in fields.items() if isinstance(value, str)}
    return {"id": str(id), "workspace_id": str(workspace_id), "number": number, "text": text, "parts": parts(text), "fields": texts}


def fold_comments(apps, schema_editor):
    comments = apps.get_model("tasks", "Comment").objects.order_by("id")
    write(schema_editor, WRITE_COMMENTS, comments, ("id", "task_id", "workspace_id", "body"), comment_row)


def comment_row(id, task_id, workspace_id, body):
    text = searchable(body)
    return {"id": str(id), "task_id": str(task_id), "workspace_id": str(workspace_id), "text": text, "parts": parts(text)}


def parts(text):
    return list(dict.fromkeys(pair for part in unspaced(text[:PARTS]) for pair in pairs(part)))


def write(schema_editor, statement, rows, columns, made):
    last = None
    while True:
        following = rows if last is None else rows.filter(id__gt=last)
        batch = list(following.values_list(*columns)[:BATCH])
        if not batch:
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement, {"rows": json.dumps([made(*row) for row in batch]), "words": WORDS})
        last = batch[-1][0]


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0004_comments_and_files'),
    ]

    operations = [
        # One row a task, with its comments in it, becomes one row a task and one a comment, all made anew.
        migrations.DeleteModel(name='TaskSearch'),
        migrations.CreateModel(
            name='TaskSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace_id', models.UUIDField()),
                ('text', models.TextField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('fields', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                ('comment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='tasks.comment')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='tasks.task')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment', None)), fields=('task',), name='task_search_once')],
            },
        ),
        migrations.RunPython(fold_tasks, migrations.RunPython.noop),
        migrations.RunPython(fold_comments, migrations.RunPython.noop),
        # Made over full tables: filled row by row these indexes take longer, and become larger.
        migrations.AddIndex(
            model_name='tasksearch',
            index=django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='task_search_words'),
        ),
        migrations.AddIndex(
            model_name='tasksearch',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('comment', None)), fields=['text'], name='task_search_trigrams', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='tasksearch',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('comment__isnull', False)), fields=['text'], name='comment_search_trigrams', opclasses=['gin_trgm_ops']),
        ),
    ]
