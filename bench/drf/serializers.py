"""A task as it is shown, and as clients write it."""

from rest_framework import serializers

from bench.drf.models import Label, Member, Project, Status, Task, User


class PriorityField(serializers.ChoiceField):
    """A number in the table, a word outside."""

    def __init__(self, **options):
        super().__init__(choices=Task.Priority.labels, **options)

    def to_representation(self, value):
        return Task.Priority(value).label

    def to_internal_value(self, data):
        return Task.Priority[super().to_internal_value(data).upper()].value


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "name"]


class StatusSerializer(serializers.ModelSerializer):
    class Meta:
        model = Status
        fields = ["id", "name", "category"]


class LabelSerializer(serializers.ModelSerializer):
    class Meta:
        model = Label
        fields = ["id", "name", "color"]


class TaskSerializer(serializers.ModelSerializer):
    key = serializers.SerializerMethodField()
    priority = PriorityField()
    status = StatusSerializer()
    assignees = serializers.SerializerMethodField()
    labels = serializers.SerializerMethodField()
    created_by = PersonSerializer()
    blocked_by = serializers.SerializerMethodField()
    blocks = serializers.SerializerMethodField()
    relates_to = serializers.SerializerMethodField()
    duplicates = serializers.SerializerMethodField()
    duplicated_by = serializers.SerializerMethodField()

    class Meta:
        model = Task
        fields = [
            "id",
            "workspace_id",
            "project_id",
            "number",
            "key",
            "kind",
            "title",
            "description",
            "status",
            "priority",
            "assignees",
            "labels",
            "start_at",
            "due_at",
            "completed_at",
            "estimate",
            "is_blocked",
            "parent_id",
            "position",
            "recurrence",
            "recurrence_by",
            "recurrence_zone",
            "blocked_by",
            "blocks",
            "relates_to",
            "duplicates",
            "duplicated_by",
            "fields",
            "comment_count",
            "attachment_count",
            "subtask_done",
            "subtask_count",
            "archived_at",
            "deleted_at",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        ]

    def get_key(self, task):
        return f"{task.project.key}-{task.number}"

    def get_assignees(self, task):
        return [{"id": str(one.user.id), "name": one.user.name} for one in task.assignments.all()]

    def get_labels(self, task):
        labels = (one.label for one in task.task_labels.all())
        return [{"id": str(label.id), "name": label.name, "color": label.color} for label in labels]

    def get_blocked_by(self, task):
        return [str(link.source_id) for link in task.links_in.all() if link.kind == "blocks"]

    def get_blocks(self, task):
        return [str(link.target_id) for link in task.links_out.all() if link.kind == "blocks"]

    def get_relates_to(self, task):
        links = sorted([*task.links_in.all(), *task.links_out.all()], key=lambda link: link.id)
        return [
            str(link.target_id if link.source_id == task.id else link.source_id)
            for link in links
            if link.kind == "relates"
        ]

    def get_duplicates(self, task):
        return [str(link.target_id) for link in task.links_out.all() if link.kind == "duplicates"]

    def get_duplicated_by(self, task):
        return [str(link.source_id) for link in task.links_in.all() if link.kind == "duplicates"]


class TaskWriteSerializer(serializers.Serializer):
    project_id = serializers.PrimaryKeyRelatedField(queryset=Project.objects.none(), source="project")
    title = serializers.CharField(max_length=500)
    description = serializers.CharField(max_length=64 * 1024, allow_blank=True, default="")
    status = serializers.CharField(max_length=120, required=False)
    priority = PriorityField(default=Task.Priority.NONE)
    assignees = serializers.ListField(child=serializers.UUIDField(), max_length=50, default=list)
    labels = serializers.ListField(child=serializers.UUIDField(), max_length=50, default=list)
    start_at = serializers.DateTimeField(allow_null=True, default=None)
    due_at = serializers.DateTimeField(allow_null=True, default=None)
    estimate = serializers.FloatField(min_value=0, allow_null=True, default=None)

    def get_fields(self):
        fields = super().get_fields()
        if self.instance is None:
            fields["project_id"].queryset = Project.objects.visible_to(self.context["request"].user)
        else:
            del fields["project_id"]
        return fields

    def validate(self, attrs):
        project = self.instance.project if self.instance else attrs["project"]
        if project.archived_at is not None:
            raise serializers.ValidationError("The project is archived.")
        self._check(attrs, "labels", Label.objects.filter(workspace_id=project.workspace_id), "id")
        self._check(attrs, "assignees", Member.objects.filter(workspace_id=project.workspace_id), "user_id")
        if "status" in attrs:
            attrs["status"] = self._status(project, attrs["status"])
        return attrs

    def _check(self, attrs, name, known, column):
        wanted = attrs.get(name)
        if wanted and known.filter(**{f"{column}__in": wanted}).count() != len(set(wanted)):
            raise serializers.ValidationError({name: "Unknown id."})

    def _status(self, project, wanted):
        for status in project.statuses.all():
            if wanted.lower() in {str(status.id), status.name.lower()}:
                return status
        raise serializers.ValidationError({"status": "No status of this project."})
