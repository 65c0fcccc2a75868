from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('eventlog', '0002_filters'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('changes__has_key', 'status'), ('object_type', 'task')), fields=['workspace_id', 'task_id', 'at'], name='event_of_status'),
        ),
    ]
