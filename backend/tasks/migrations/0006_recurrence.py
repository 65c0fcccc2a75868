from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0005_search_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='recurrence_wall',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='repeated_as',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='watcher',
            name='is_muted',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(
                condition=models.Q(('recurrence', None), ('due_at__isnull', False), ('start_at__isnull', False), _connector='OR'),
                name='task_recurs_from_a_date',
            ),
        ),
    ]
