"""Whom the logs reach."""

from uuid import UUID

from django.db import connection


def workspaces_of(user_id: UUID) -> list[UUID]:
    """The workspaces whose log an active person reads, in order of id.

    From the view that the stream servers read: nouns below workspaces need not know how one is a member.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM stream_scope WHERE user_id = %s ORDER BY workspace_id", [user_id])
        return [workspace_id for (workspace_id,) in cursor.fetchall()]
