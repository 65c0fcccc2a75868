"""What the tasks of an export hang in: projects, statuses, custom fields, labels."""

from uuid import UUID

from backend.imports.keys import derive
from backend.imports.report import Kind
from backend.imports.tasktide.desk import Post
from backend.imports.tasktide.lines import FieldLine, LabelLine, ProjectLine, StatusLine
from backend.projects.actions.field import archive_field, create_field, update_field
from backend.projects.actions.label import create_label, update_label
from backend.projects.actions.member import add_project_member
from backend.projects.actions.project import archive_project, create_project, update_project
from backend.projects.actions.status import archive_status, create_status, update_status
from backend.projects.models import Field, Label, Project, Status
from backend.projects.options import OptionFields
from backend.tasks.actions.placing import date, stamp
from backend.workspaces.models import Member


class Frame:
    """The export's projects and what belongs to them → ours."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def take_project(self, line: ProjectLine) -> None:
        """A project, without the statuses that a new one begins with."""
        post, actor = self._post, self._post.actor
        values: dict[str, str] = {"name": line.name, "description": line.description, "color": line.color}

        def create() -> UUID:
            project = create_project(
                actor=actor,
                workspace_id=post.desk.workspace.id,
                key=self._key(line),
                name=line.name,
                description=line.description,
                color=line.color,
                visibility=line.visibility,
                statuses=(),
            )
            for user_id in self._members(line):
                add_project_member(project.id, user_id, actor=actor)
            project.refresh_from_db()
            stamp(project, past=post.past(line))
            return project.id

        def update(project_id: UUID, changed: frozenset[str]) -> None:
            update_project(project_id, actor=actor, expected=None, **{name: values[name] for name in changed})

        post.take(Kind.PROJECT, line, values, create, update, Project.objects.all())

    def take_status(self, line: StatusLine) -> None:
        """A status. They come in order, so each stands behind the one before."""
        post, actor = self._post, self._post.actor

        def create() -> UUID:
            project_id = post.known(Kind.PROJECT, line.project_id)
            status = create_status(project_id, actor=actor, name=line.name, category=line.category)
            date(status, line.created_at)
            if line.archived_at:
                archive_status(project_id, status.id, actor=actor, archived=True)
            return status.id

        def update(status_id: UUID, changed: frozenset[str]) -> None:
            del changed
            update_status(post.known(Kind.PROJECT, line.project_id), status_id, actor=actor, name=line.name)

        post.take(Kind.STATUS, line, {"name": line.name}, create, update, Status.objects.all())

    def take_field(self, line: FieldLine) -> None:
        """A custom field. It is put away once the tasks are there: what is archived takes no values."""
        post, actor = self._post, self._post.actor
        options: list[OptionFields] = [{"key": one.key, "name": one.name, "color": one.color} for one in line.options]

        def create() -> UUID:
            project_id = post.known(Kind.PROJECT, line.project_id)
            field = create_field(project_id, actor=actor, name=line.name, type=line.type, key=line.key, options=options)
            date(field, line.created_at)
            return field.id

        def update(field_id: UUID, changed: frozenset[str]) -> None:
            project_id = post.known(Kind.PROJECT, line.project_id)
            wanted = options if "options" in changed else None
            update_field(project_id, field_id, actor=actor, name=line.name, options=wanted)

        values = {"name": line.name, "options": options}
        post.take(Kind.FIELD, line, values, create, update, Field.objects.all())

    def take_label(self, line: LabelLine) -> None:
        """A label; one of the same name that is here already is the same."""
        post, actor, workspace = self._post, self._post.actor, self._post.desk.workspace
        values = {"name": line.name, "color": line.color}

        def find() -> UUID | None:
            same = Label.objects.filter(workspace=workspace, name__iexact=line.name).first()
            return same.id if same else None

        def create() -> UUID:
            label = create_label(actor=actor, workspace_id=workspace.id, name=line.name, color=line.color)
            date(label, line.created_at)
            return label.id

        def update(label_id: UUID, changed: frozenset[str]) -> None:
            update_label(label_id, actor=actor, expected=None, **{name: values[name] for name in changed})

        post.take(
            Kind.LABEL,
            line,
            values,
            create,
            update,
            Label.objects.all(),
            find,
        )

    def put_field_away(self, line: FieldLine) -> None:
        """What was archived in the export, once more."""
        found = self._post.known_ones(Kind.FIELD, [line]) if line.archived_at else []
        for field in Field.objects.filter(id__in=found, archived_at=None, project__archived_at=None):
            archive_field(field.project_id, field.id, actor=self._post.actor, archived=True)

    def put_project_away(self, line: ProjectLine) -> None:
        """The same of projects, last of all: what is archived takes no changes."""
        found = self._post.known_ones(Kind.PROJECT, [line]) if line.archived_at else []
        for project in Project.objects.filter(id__in=found, archived_at=None, deleted_at=None):
            archive_project(project.id, actor=self._post.actor, archived=True)

    def _key(self, line: ProjectLine) -> str:
        living = Project.objects.filter(workspace=self._post.desk.workspace, deleted_at=None)
        taken = set(living.values_list("key", flat=True))
        return line.key if line.key not in taken else derive((line.key, line.name), taken)

    def _members(self, line: ProjectLine) -> list[UUID]:
        ids = self._post.known_ones(Kind.PERSON, line.members)
        members = Member.objects.filter(workspace=self._post.desk.workspace, user_id__in=ids)
        here = set(members.values_list("user_id", flat=True))
        return [user_id for user_id in ids if user_id in here]
