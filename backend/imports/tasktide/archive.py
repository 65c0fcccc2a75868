"""The zip of an export, read and checked as a whole before anything of it is written."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # an error, called like one

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backend.core.schemas import Name
from backend.exports.archive import MANIFEST
from backend.exports.sources import VERSION
from backend.imports.board import BrokenFileError, Problem
from backend.imports.tasktide.lines import (
    AttachmentLine,
    CommentLine,
    FieldLine,
    LabelLine,
    Line,
    LinkLine,
    PersonLine,
    ProjectLine,
    ProjectTemplateLine,
    ReminderLine,
    StatusLine,
    TaskLine,
    TemplateLine,
    ViewLine,
    WatcherLine,
)

SIZE_LIMIT = 512 * 1024 * 1024  # bytes of text, all of which is held in memory

AnyLine = TypeVar("AnyLine", bound=Line)


class _Workspace(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: UUID
    name: Name


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore")
    format: str
    version: int
    workspace: _Workspace
    counts: dict[str, int] = Field(max_length=100)


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole export. The attached files stay in the file at `path`."""

    path: Path
    name: str
    people: list[PersonLine]
    projects: list[ProjectLine]
    statuses: list[StatusLine]
    fields: list[FieldLine]
    labels: list[LabelLine]
    tasks: list[TaskLine]
    comments: list[CommentLine]
    attachments: list[AttachmentLine]
    links: list[LinkLine]
    watchers: list[WatcherLine]
    reminders: list[ReminderLine]
    templates: list[TemplateLine]
    project_templates: list[ProjectTemplateLine]
    views: list[ViewLine]
    problems: list[Problem]


def read_archive(path: Path) -> Archive:
    """The export in the file at `path`. `BrokenFileError` says in one sentence why there is none."""
    try:
        with ZipFile(path) as file:
            return _Reader(path, file).read()
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError):
        raise BrokenFileError(f"{path.name} is not a whole zip file.") from None
    except OSError as error:
        raise BrokenFileError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None


@dataclass(slots=True)
class _Reader:
    """`problems`: the lines that are left out, and why."""

    path: Path
    file: ZipFile
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> Archive:
        """All of it."""
        manifest = self._manifest()
        damaged = self.file.testzip()
        if damaged is not None:
            raise BrokenFileError(f"{self.path.name} is damaged: {damaged} cannot be unpacked.")
        self.counts = manifest.counts
        return Archive(
            path=self.path,
            name=manifest.workspace.name,
            people=self._lines("people", PersonLine),
            projects=self._lines("projects", ProjectLine),
            statuses=self._lines("statuses", StatusLine),
            fields=self._lines("fields", FieldLine),
            labels=self._lines("labels", LabelLine),
            tasks=_parents_first(self._lines("tasks", TaskLine)),
            comments=self._lines("comments", CommentLine),
            attachments=self._lines("attachments", AttachmentLine),
            links=self._lines("links", LinkLine),
            watchers=self._lines("watchers", WatcherLine),
            reminders=self._lines("reminders", ReminderLine),
            templates=self._lines("templates", TemplateLine),
            project_templates=self._lines("project_templates", ProjectTemplateLine),
            views=self._lines("views", ViewLine),
            problems=self.problems,
        )

    def _manifest(self) -> _Manifest:
        entries = {info.filename: info.file_size for info in self.file.infolist()}
        if MANIFEST not in entries:
            raise BrokenFileError(f"{self.path.name} is not an export of Tasktide: it has no {MANIFEST}.")
        if sum(size for name, size in entries.items() if not name.startswith("files/")) > SIZE_LIMIT:
            raise BrokenFileError(f"{self.path.name} holds more than {SIZE_LIMIT // 1024**2} MiB of text.")
        try:
            manifest = _Manifest.model_validate_json(self.file.read(MANIFEST))
        except ValidationError:
            raise BrokenFileError(f"{self.path.name} is not an export of Tasktide.") from None
        if manifest.format != "tasktide":
            raise BrokenFileError(f"{self.path.name} is not an export of Tasktide.")
        if manifest.version > VERSION:
            raise BrokenFileError(f"{self.path.name} was made by a newer Tasktide; update this one first.")
        return manifest

    def _lines(self, name: str, shape: type[AnyLine]) -> list[AnyLine]:
        """The lines of one resource; those that are not as they should be are told and left out."""
        found: dict[UUID, AnyLine] = {}
        count = 0
        for count, line in enumerate(self._raw(name), 1):
            try:
                one = shape.model_validate(line)
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                place = ".".join(map(str, first["loc"])) or "it"
                self.problems.append(Problem(f"{name}, line {count}", f"{place}: {first['msg']}: not taken"))
                continue
            found[one.id] = one
        if count != self.counts.get(name, 0):
            raise BrokenFileError(
                f"{self.path.name} is damaged: it has {count} {name}, and should have {self.counts.get(name, 0)}."
            )
        return list(found.values())

    def _raw(self, name: str) -> Iterator[object]:
        if name not in self.counts:
            return
        try:
            with self.file.open(f"{name}.ndjson") as lines:
                for line in lines:
                    yield json.loads(line)
        except (KeyError, ValueError, RecursionError):
            raise BrokenFileError(f"{self.path.name} is damaged: {name}.ndjson cannot be read.") from None


def _parents_first(tasks: list[TaskLine]) -> list[TaskLine]:
    """Each task after the one above it, else in order of project and number; those in a circle are left out."""
    below: dict[UUID | None, list[TaskLine]] = {}
    known = {task.id for task in tasks}
    for task in sorted(tasks, key=lambda task: (str(task.project_id), task.number)):
        below.setdefault(task.parent_id if task.parent_id in known else None, []).append(task)
    ordered = list(below.pop(None, []))
    for task in ordered:
        ordered += below.pop(task.id, [])
    return ordered
