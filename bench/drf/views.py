"""The five operations."""

from uuid import uuid4

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.http import Http404
from django.utils import timezone
from fractional_indexing import generate_key_between
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from bench.drf.filters import TaskFilter
from bench.drf.log import record
from bench.drf.models import Assignment, Member, Project, Task, TaskLabel, TaskSearch
from bench.drf.pagination import TaskPagination
from bench.drf.serializers import TaskSerializer, TaskWriteSerializer
from query.fold import searchable


class TaskViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = TaskSerializer
    filterset_class = TaskFilter
    pagination_class = TaskPagination

    def get_queryset(self):
        return Task.objects.visible_to(self.request.user).with_details()

    def list(self, request, *args, **kwargs):
        workspace = request.query_params.get("workspace")
        if workspace and not Member.objects.filter(workspace_id=workspace, user=request.user).exists():
            raise Http404
        return super().list(request, *args, **kwargs)

    @transaction.atomic
    def create(self, request):
        serializer = TaskWriteSerializer(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        labels, assignees = values.pop("labels"), values.pop("assignees")
        project = Project.objects.select_for_update().get(pk=values.pop("project").pk)
        self.require_writer(project.workspace_id)
        project.last_number += 1
        project.save(update_fields=["last_number"])
        values["status"] = values.get("status") or first_status(project)
        task = Task.objects.create(
            workspace_id=project.workspace_id,
            project=project,
            number=project.last_number,
            position=last_position(values["status"]),
            completed_at=timezone.now() if values["status"].category == "done" else None,
            created_by=request.user,
            **values,
        )
        set_labels(task, labels)
        set_assignees(task, assignees)
        index(task)
        data = self.shown(task)
        self.log("task.created", task, data, tell=bool(assignees))
        return Response(data, status=status.HTTP_201_CREATED)

    @transaction.atomic
    def partial_update(self, request, pk):
        task = self.locked(pk)
        self.require_writer(task.workspace_id)
        serializer = TaskWriteSerializer(task, data=request.data, partial=True, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        before, values = TaskSerializer(task).data, dict(serializer.validated_data)
        told = "assignees" in values and set_assignees(task, values.pop("assignees"))
        if "labels" in values:
            set_labels(task, values.pop("labels"))
        if "status" in values and values["status"] != task.status:
            task.position = last_position(values["status"])
            task.completed_at = timezone.now() if values["status"].category == "done" else None
        for name, value in values.items():
            setattr(task, name, value)
        task.version += 1
        task.updated_at = timezone.now()
        task.save(update_fields=[*values, "position", "completed_at", "version", "updated_at"])
        if {"title", "description"} & values.keys():
            index(task)
        data = self.shown(task)
        self.log("task.updated", task, data, before=before, tell=told)
        return Response(data)

    def locked(self, pk):
        """The task, locked against other writers, with what the serializer shows."""
        task = self.get_queryset().select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if task is None:
            raise Http404
        return task

    def require_writer(self, workspace_id):
        if not Member.objects.filter(
            workspace_id=workspace_id, user=self.request.user, role__in=Member.WRITERS
        ).exists():
            raise PermissionDenied

    def shown(self, task):
        """The task as it is now, for the answer and for the log."""
        return TaskSerializer(Task.objects.with_details().get(pk=task.pk)).data

    def log(self, kind, task, data, **more):
        request_id = self.request.headers.get("X-Request-ID") or uuid4().hex
        record(kind, task, data, actor=self.request.user, request_id=request_id, **more)


def first_status(project):
    """The first one in which work is open."""
    statuses = [one for one in project.statuses.all() if one.archived_at is None]
    return next((one for one in statuses if one.category in {"todo", "active"}), statuses[0])


def last_position(status):
    """A place behind all others of the status."""
    last = status.tasks.order_by("-position").values_list("position", flat=True).first()
    return generate_key_between(last, None)


def set_labels(task, labels):
    task.task_labels.exclude(label_id__in=labels).delete()
    present = set(task.task_labels.values_list("label_id", flat=True))
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=task.workspace_id, task=task, label_id=label) for label in labels if label not in present
    )


def set_assignees(task, people):
    """Whether somebody is new."""
    task.assignments.exclude(user_id__in=people).delete()
    present = set(task.assignments.values_list("user_id", flat=True))
    added = [person for person in people if person not in present]
    Assignment.objects.bulk_create(
        Assignment(workspace_id=task.workspace_id, task=task, user_id=person) for person in added
    )
    return bool(added)


def index(task):
    """Keep the words of the task for the search."""
    text = f"{searchable(task.title)}\n{searchable(task.description)}"
    vector = SearchVector(Value(text), config="english") + SearchVector(Value(text), config="simple")
    TaskSearch.objects.update_or_create(
        task=task,
        comment=None,
        defaults={"workspace_id": task.workspace_id, "text": f"-{task.number}\n{text}", "vector": vector},
    )
