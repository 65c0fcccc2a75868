"""Attachments of an export. A file goes into the storage first, then, in a transaction of its own, onto its task."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID
from zipfile import ZipFile

from django.core.files.base import File

from backend.core.errors import Conflict, NotFound
from backend.core.scratch import scratch_file
from backend.imports.board import Problem
from backend.imports.report import Kind, Outcome
from backend.imports.tasktide.desk import Post, nothing
from backend.imports.tasktide.lines import AttachmentLine
from backend.tasks.actions.attachment import add_attachment
from backend.tasks.actions.file import stored
from backend.tasks.actions.placing import stamp
from backend.tasks.models import Attachment, StoredFile
from backend.tasks.schemas.attachment import clean_name
from backend.tasks.storage import CHUNK
from config.settings import load


class Files:
    """The export's attachments → ours."""

    def __init__(self, post: Post, archive: ZipFile) -> None:
        self._post, self._archive = post, archive

    def take_link(self, line: AttachmentLine) -> None:
        """A link, inside a batch."""
        self._take(line, None)

    def take_file(self, line: AttachmentLine) -> None:
        """A file, outside any transaction."""
        post = self._post
        if post.desk.ledger.find(Kind.ATTACHMENT, str(line.id)) is not None:
            post.desk.report.counts[Kind.ATTACHMENT, Outcome.UNCHANGED] += 1
            return
        try:
            with self._stored(line) as file, post.desk.batch():
                self._take(line, file)
        except NotFound as error:
            post.desk.report.problems.append(Problem(line.where, f"attachment refused: {error.detail}"))
            post.desk.report.counts[Kind.ATTACHMENT, Outcome.SKIPPED] += 1

    def _take(self, line: AttachmentLine, file: StoredFile | None) -> None:
        post = self._post

        def create() -> UUID:
            task_id = post.known(Kind.TASK, line.task_id)
            if (line.url is None) == (file is None):
                raise Conflict("it is neither a link nor a file")
            name = clean_name(line.name) if file else line.name
            made = add_attachment(task_id, actor=post.actor, name=name, url=line.url, file=file)
            if line.comment_id is not None:
                made.comment_id = post.known(Kind.COMMENT, line.comment_id)
                made.write("comment")
            stamp(made, past=post.past(line))
            return made.id

        post.take(Kind.ATTACHMENT, line, {}, create, nothing, Attachment.objects.all())

    @contextmanager
    def _stored(self, line: AttachmentLine) -> Iterator[StoredFile]:
        name = f"files/{line.sha256}"
        if name not in self._archive.namelist():
            raise NotFound("the export does not hold its file")
        if not 0 < self._archive.getinfo(name).file_size <= load().attachment_limit:
            raise NotFound(f"a file holds at most {load().attachment_limit} bytes")
        with scratch_file() as copy:
            with self._archive.open(name) as source:
                while piece := source.read(CHUNK):
                    copy.write(piece)
            with stored(File(copy), workspace_id=self._post.desk.workspace.id) as file:
                yield file
