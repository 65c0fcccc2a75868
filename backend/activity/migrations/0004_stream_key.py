"""The key with which the stream service signs the cookies that take a ticket's place: random, made here, and nobody's."""

from django.db import migrations

TABLE = """
CREATE TABLE activity_streamkey (secret text NOT NULL);
INSERT INTO activity_streamkey VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
"""

VIEW = "CREATE VIEW stream_key AS SELECT secret FROM activity_streamkey"


class Migration(migrations.Migration):
    dependencies = [("activity", "0003_entry")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE activity_streamkey"),
        migrations.RunSQL(VIEW, "DROP VIEW stream_key"),
    ]
