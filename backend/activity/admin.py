"""The log, for operators: to be read."""

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.activity.catalogue import KINDS
from backend.activity.models import Entry
from backend.core.inspection import Inspection, narrowed
from backend.eventlog.models import Counter

if TYPE_CHECKING:
    Entries = QuerySet[Entry]
else:
    Entries = QuerySet


_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class OfType(admin.SimpleListFilter):
    """Events about one type of object; the types are known, and not looked for in the table."""

    title = "object"
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """All types."""
        del request, model_admin
        names = sorted({kind.document.name for kind in KINDS.values()})
        return [(name, name.replace("_", " ")) for name in names]

    def queryset(self, request: HttpRequest, queryset: Entries) -> Entries:
        """Those events."""
        del request
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class Lines(ChangeList):
    """The list of events, with their addresses."""

    def url_for_result(self, result: Model) -> str:
        """Workspace and number."""
        return reverse("admin:activity_entry_change", args=[_name(cast("Entry", result))])


@admin.register(Entry)
class Log(Inspection):
    """Events: in each workspace the newest first."""

    title = "Events, the newest of a workspace first"
    list_display = ("seq", "at", "type", "object_key", "actor_name", "workspace")
    list_select_related = ("workspace",)
    list_filter = (narrowed("workspace_id"), narrowed("task_id"), narrowed("actor_id"), OfType, "at")
    search_fields = ("object_id",)
    search_help_text = "The id of an object or of a request, or a task's key (OPS-12)"
    ordering = ("-workspace_id", "-seq")
    readonly_fields = ("changed", "document")
    secret = ("changes", "data")  # shown by those two

    @admin.display(description="Changes")
    def changed(self, entry: Entry) -> SafeString:
        """Field by field: before, after."""
        return _pretty(entry.changes)

    @admin.display(description="Document")
    def document(self, entry: Entry) -> SafeString:
        """The object as it was then."""
        return _pretty(entry.data)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:  # noqa: ANN401
        """Ours."""
        del request, options
        return Lines

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Entry | None:
        """The event of an address."""
        del from_field
        workspace_id, _, seq = object_id.rpartition("-")
        with suppress(ValueError):
            return self.get_queryset(request).filter(workspace_id=UUID(workspace_id), seq=int(seq)).first()
        return None

    def get_search_results(self, request: HttpRequest, queryset: Entries, search_term: str) -> tuple[Entries, bool]:
        """An object is looked for workspace by workspace, which the table has an index for."""
        del request
        term = search_term.strip()
        if not term:
            return queryset, False
        if _ID.fullmatch(term):
            everywhere = queryset.filter(workspace_id__in=Counter.objects.values("workspace_id"))
            return everywhere.filter(object_id=term), False
        return queryset.filter(Q(request_id=term) | Q(object_key=term.upper())), False


def _name(entry: Entry) -> str:
    return f"{entry.workspace_id}-{entry.seq}"


def _pretty(value: object) -> SafeString:
    return format_html("<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2))
