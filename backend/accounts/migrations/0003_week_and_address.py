"""With which day a person's weeks begin, and from where people signed in.

The defaults are the database's, too: the version before this one goes on writing rows while the two change places.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_tokens")]

    operations = [
        migrations.AddField(
            "user",
            "week_start",
            models.CharField(
                choices=[("monday", "Monday"), ("sunday", "Sunday"), ("saturday", "Saturday")],
                default="monday",
                db_default="monday",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(condition=Q(week_start__in=["monday", "sunday", "saturday"]), name="week_start_known"),
        ),
        migrations.AddField("session", "ip", models.CharField(default="", db_default="", max_length=64)),
    ]
