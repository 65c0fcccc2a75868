import django.contrib.postgres.indexes
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_indexes")]

    operations = [
        BtreeGinExtension(),
        migrations.AddIndex(
            model_name="tasksearch",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["workspace_id", "vector"], gin_pending_list_limit=256, name="search_words"
            ),
        ),
        migrations.RemoveIndex(model_name="tasksearch", name="task_search_words"),
    ]
