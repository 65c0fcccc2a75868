"""Tasks."""

import re
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from backend.accounts.admin import operator_of
from backend.core.inspection import Inspection, narrowed, operation, rows_of
from backend.eventlog.change import change
from backend.tasks.actions.trash import restore_task
from backend.tasks.models import Attachment, Comment, Task, TaskSearch
from query.fold import searchable

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9]*)-([0-9]{1,9})")


@admin.register(Task)
class Tasks(Inspection):
    """Tasks, those in the trash too. Looked for by key, by id, or by a part of title or description."""

    list_display = ("key", "title", "status", "priority", "project", "created_at", "deleted_at")
    list_display_links = ("key", "title")
    list_select_related = ("project", "status")
    list_filter = (
        narrowed("workspace_id"),
        narrowed("project_id"),
        narrowed("parent_id"),
        "priority",
        ("deleted_at", admin.EmptyFieldListFilter),
        ("archived_at", admin.EmptyFieldListFilter),
        ("recurrence", admin.EmptyFieldListFilter),
        "created_at",
    )
    search_fields = ("title",)
    search_help_text = "A key (OPS-12), an id, or a part of title or description"
    readonly_fields = ("key", "beside")
    actions = ("restore",)

    @admin.display(description="What hangs on it")
    def beside(self, task: Task) -> SafeString:
        """Where else to look."""
        entry = apps.get_model("activity", "Entry")
        links = [
            rows_of(Comment, "comments", task_id=task.id),
            rows_of(Attachment, "attachments", task_id=task.id),
            rows_of(Task, "subtasks", parent_id=task.id),
            rows_of(entry, "log", workspace_id=task.workspace_id, task_id=task.id),
        ]
        return SafeString(" · ".join(links))

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Task]", search_term: str
    ) -> "tuple[QuerySet[Task], bool]":
        """By indexes, however many tasks there are."""
        del request
        term = search_term.strip()
        if not term:
            return queryset, False
        if (task_id := as_uuid(term)) is not None:
            return queryset.filter(id=task_id), False
        if (key := _KEY.fullmatch(term)) is not None:
            return queryset.filter(project__key=key[1].upper(), number=int(key[2])), False
        found = TaskSearch.objects.filter(comment=None, text__contains=searchable(term))
        return queryset.filter(id__in=found.values("task_id")), False

    @operation("Restore from the trash", done="Restored")
    def restore(self, request: HttpRequest, task: Task) -> None:
        """With the tasks that went there with it. Operators may, whatever workspace it is in."""
        with change(operator_of(request)):
            restore_task(task.id, actor=None)


def as_uuid(text: str) -> UUID | None:
    """The id that a text is, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
