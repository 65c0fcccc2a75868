from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.import_source import ImportSource, check_import_source
from ..models.import_state import ImportState, check_import_state

if TYPE_CHECKING:
    from ..models.import_counts import ImportCounts
    from ..models.person_ref import PersonRef
    from ..models.problem_row import ProblemRow


T = TypeVar("T", bound="Import")


@_attrs_define
class Import:
    """An import: its creator's own. `done` of `total` rows have been looked at.

    Attributes:
        id (UUID):
        workspace_id (UUID):
        project_id (None | UUID): Where the tasks are; null until it is made.
        source (ImportSource):
        file_name (str):
        project_name (str): What the file, or its sender, calls the project.
        state (ImportState):
        total (int):
        done (int):
        counts (ImportCounts): Rows by kind (`project`, `person`, `status`, `label`, `task`, `subtask`, `attachment`,
            `comment`) and by what became of them (`created`, `updated`, `unchanged`, `refused`).
        problem_count (int):
        problems (list[ProblemRow]): The first 200, once it is done.
        error (str): Why it failed.
        started_at (datetime.datetime | None):
        finished_at (datetime.datetime | None):
        created_by (None | PersonRef):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        version (int):
    """

    id: UUID
    workspace_id: UUID
    project_id: None | UUID
    source: ImportSource
    file_name: str
    project_name: str
    state: ImportState
    total: int
    done: int
    counts: ImportCounts
    problem_count: int
    problems: list[ProblemRow]
    error: str
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    created_by: None | PersonRef
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.person_ref import PersonRef

        id = str(self.id)

        workspace_id = str(self.workspace_id)

        project_id: None | str
        if isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        source: str = self.source

        file_name = self.file_name

        project_name = self.project_name

        state: str = self.state

        total = self.total

        done = self.done

        counts = self.counts.to_dict()

        problem_count = self.problem_count

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        error = self.error

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        created_by: dict[str, Any] | None
        if isinstance(self.created_by, PersonRef):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "workspace_id": workspace_id,
                "project_id": project_id,
                "source": source,
                "file_name": file_name,
                "project_name": project_name,
                "state": state,
                "total": total,
                "done": done,
                "counts": counts,
                "problem_count": problem_count,
                "problems": problems,
                "error": error,
                "started_at": started_at,
                "finished_at": finished_at,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.import_counts import ImportCounts
        from ..models.person_ref import PersonRef
        from ..models.problem_row import ProblemRow

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        workspace_id = UUID(d.pop("workspace_id"))

        def _parse_project_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        project_id = _parse_project_id(d.pop("project_id"))

        source = check_import_source(d.pop("source"))

        file_name = d.pop("file_name")

        project_name = d.pop("project_name")

        state = check_import_state(d.pop("state"))

        total = d.pop("total")

        done = d.pop("done")

        counts = ImportCounts.from_dict(d.pop("counts"))

        problem_count = d.pop("problem_count")

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ProblemRow.from_dict(problems_item_data)

            problems.append(problems_item)

        error = d.pop("error")

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        def _parse_created_by(data: object) -> None | PersonRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_0 = PersonRef.from_dict(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonRef, data)

        created_by = _parse_created_by(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        version = d.pop("version")

        import_ = cls(
            id=id,
            workspace_id=workspace_id,
            project_id=project_id,
            source=source,
            file_name=file_name,
            project_name=project_name,
            state=state,
            total=total,
            done=done,
            counts=counts,
            problem_count=problem_count,
            problems=problems,
            error=error,
            started_at=started_at,
            finished_at=finished_at,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )

        return import_
