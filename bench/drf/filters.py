"""What the list can be filtered by."""

from django.contrib.postgres.search import SearchQuery
from django_filters import rest_framework as filters

from bench.drf.models import CLOSED, Task, TaskSearch
from query.fold import fold


class TaskFilter(filters.FilterSet):
    workspace = filters.UUIDFilter(field_name="workspace_id")
    project = filters.UUIDFilter(field_name="project_id")
    status = filters.UUIDFilter(field_name="status_id")
    category = filters.CharFilter(field_name="status__category")
    priority = filters.NumberFilter(field_name="priority")
    assignee = filters.UUIDFilter(field_name="assignments__user_id")
    label = filters.UUIDFilter(field_name="task_labels__label_id")
    due_before = filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="lt")
    due_after = filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="gte")
    open = filters.BooleanFilter(field_name="status__category", lookup_expr="in", method="filter_open")
    search = filters.CharFilter(method="filter_search")

    class Meta:
        model = Task
        fields = []

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).filter(archived_at=None, project__archived_at=None)

    def filter_open(self, queryset, name, value):
        return queryset.exclude(status__category__in=CLOSED) if value else queryset.filter(status__category__in=CLOSED)

    def filter_search(self, queryset, name, value):
        for word in fold(value).split():
            rows = TaskSearch.objects.filter(vector=SearchQuery(word, config="english"))
            queryset = queryset.filter(id__in=rows.values("task_id"))
        return queryset
