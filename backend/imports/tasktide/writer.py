"""Writing an export into a workspace: in small transactions, each line with the note that it was taken.

Whatever stops it, running it again goes on behind the last whole batch; what was taken is not taken twice.
"""

from collections.abc import Callable, Iterator, Sequence, Sized
from functools import partial
from zipfile import ZipFile

from backend.accounts.models import User
from backend.imports.ledger import Ledger
from backend.imports.report import Kind, Report
from backend.imports.rows import Desk
from backend.imports.tasktide.archive import Archive
from backend.imports.tasktide.desk import SOURCE, Post
from backend.imports.tasktide.files import Files
from backend.imports.tasktide.frame import Frame
from backend.imports.tasktide.people import People
from backend.imports.tasktide.saved import Saved
from backend.imports.tasktide.tasks import Tasks
from backend.imports.writer import alone
from backend.projects.models import Project
from backend.workspaces.access import require
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Permission

AT_ONCE = 50  # lines, of one or two events each

Step = Callable[[], None]
Heard = Callable[[int], None]


def write_archive(archive: Archive, *, actor: User, workspace: Workspace, on_progress: Heard | None = None) -> Report:
    """Bring `workspace` up to what the export says. `on_progress` hears how many of `size(archive)` lines were taken.

    `Forbidden` for who does not look after the workspace, `Conflict` while another import of it runs.
    """
    require(actor, workspace.id, Permission.MANAGE_WORKSPACE)
    report = Report(problems=list(archive.problems))
    with alone(workspace.id), ZipFile(archive.path) as file:
        desk = Desk(actor, workspace, Ledger(workspace.id, SOURCE))
        person_fields = frozenset((field.project_id, field.key) for field in archive.fields if field.type == "person")
        post = Post(desk, person_fields)
        for steps in _batches(archive, post, Files(post, file)):
            with desk.batch():
                _lock(archive, post)
                for step in steps:
                    step()
            _told(report, desk, len(steps), on_progress)
        files = Files(post, file)
        for line in archive.attachments:
            if line.kind == "file":
                desk.report = Report()
                files.take_file(line)
                _told(report, desk, 1, on_progress)
        with desk.batch():
            frame = Frame(post)
            for field in archive.fields:
                frame.put_field_away(field)
            for project in archive.projects:
                frame.put_project_away(project)
    return report


def size(archive: Archive) -> int:
    """Lines that `write_archive` tells the progress of."""
    lists: tuple[Sized, ...] = (
        *(archive.people, archive.projects, archive.statuses, archive.fields, archive.labels, archive.tasks),
        *(archive.comments, archive.attachments, archive.links, archive.watchers, archive.reminders),
        *(archive.templates, archive.project_templates, archive.views),
    )
    return sum(map(len, lists))


def _told(report: Report, desk: Desk, count: int, on_progress: Heard | None) -> None:
    report.add(desk.report)
    if on_progress is not None:
        on_progress(count)


def _batches(archive: Archive, post: Post, files: Files) -> Iterator[Sequence[Step]]:
    people, frame, tasks, saved = People(post), Frame(post), Tasks(post), Saved(post)
    phases: tuple[list[Step], ...] = (
        [partial(people.take, line) for line in archive.people],
        [partial(frame.take_label, line) for line in archive.labels],
        [partial(frame.take_project, line) for line in archive.projects],
        [partial(frame.take_status, line) for line in archive.statuses],
        [partial(frame.take_field, line) for line in archive.fields],
        [partial(tasks.take_task, line) for line in archive.tasks],
        [partial(tasks.take_comment, line) for line in archive.comments],
        [partial(files.take_link, line) for line in archive.attachments if line.kind == "link"],
        [partial(tasks.take_link, line) for line in archive.links],
        [partial(tasks.take_watcher, line) for line in archive.watchers],
        [partial(tasks.take_reminder, line) for line in archive.reminders],
        [partial(saved.take_template, line) for line in archive.templates],
        [partial(saved.take_project_template, line) for line in archive.project_templates],
        [partial(saved.take_view, line) for line in archive.views],
    )
    for steps in phases:
        for start in range(0, len(steps), AT_ONCE):
            yield steps[start : start + AT_ONCE]


def _lock(archive: Archive, post: Post) -> None:
    """As every action does, the workspace before its projects and these before their tasks."""
    workspace = post.desk.workspace
    Workspace.objects.filter(id=workspace.id).locked().first()
    found = [post.desk.ledger.find(Kind.PROJECT, str(line.id)) for line in archive.projects]
    list(Project.objects.filter(id__in=[one for one in found if one]).locked())
