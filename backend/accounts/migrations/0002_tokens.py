"""Personal access tokens, the tokens that go by mail, and what is known of a person's address and presence."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import backend.core.clock
import backend.core.ids


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("user", "email_verified_at", models.DateTimeField(null=True)),
        migrations.AddField("user", "last_seen_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="PersonalToken",
            fields=[
                ("id", models.UUIDField(default=backend.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("scope", models.CharField(choices=[("read", "Read"), ("write", "Write")], max_length=5)),
                ("start", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=backend.core.clock.now)),
                ("expires_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="personal_tokens", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=Q(scope__in=["read", "write"]), name="token_scope_known")],
            },
        ),
        migrations.CreateModel(
            name="EmailToken",
            fields=[
                ("id", models.UUIDField(default=backend.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(choices=[("reset", "Reset"), ("verify", "Verify")], max_length=6)),
                ("email", models.EmailField(max_length=254)),
                ("expires_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="email_tokens", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "purpose"), name="email_token_once")],
            },
        ),
    ]
