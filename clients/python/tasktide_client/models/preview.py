from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.import_source import ImportSource, check_import_source

if TYPE_CHECKING:
    from ..models.column import Column
    from ..models.problem_row import ProblemRow


T = TypeVar("T", bound="Preview")


@_attrs_define
class Preview:
    """What a file seems to be. Nothing of it has been kept.

    Attributes:
        source (ImportSource):
        recognised (str): Whose export it looks like: trello, todoist, asana, jira, or empty.
        project_name (str):
        count (int): How many rows it has, or cards.
        columns (list[Column]):
        rows (list[list[str]]): The first ten rows, as they stand in the file.
        problem_count (int):
        problems (list[ProblemRow]): The first 200 that can be told already.
    """

    source: ImportSource
    recognised: str
    project_name: str
    count: int
    columns: list[Column]
    rows: list[list[str]]
    problem_count: int
    problems: list[ProblemRow]

    def to_dict(self) -> dict[str, Any]:
        source: str = self.source

        recognised = self.recognised

        project_name = self.project_name

        count = self.count

        columns = []
        for columns_item_data in self.columns:
            columns_item = columns_item_data.to_dict()
            columns.append(columns_item)

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data

            rows.append(rows_item)

        problem_count = self.problem_count

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "recognised": recognised,
                "project_name": project_name,
                "count": count,
                "columns": columns,
                "rows": rows,
                "problem_count": problem_count,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.column import Column
        from ..models.problem_row import ProblemRow

        d = dict(src_dict)
        source = check_import_source(d.pop("source"))

        recognised = d.pop("recognised")

        project_name = d.pop("project_name")

        count = d.pop("count")

        columns = []
        _columns = d.pop("columns")
        for columns_item_data in _columns:
            columns_item = Column.from_dict(columns_item_data)

            columns.append(columns_item)

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = cast(list[str], rows_item_data)

            rows.append(rows_item)

        problem_count = d.pop("problem_count")

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ProblemRow.from_dict(problems_item_data)

            problems.append(problems_item)

        preview = cls(
            source=source,
            recognised=recognised,
            project_name=project_name,
            count=count,
            columns=columns,
            rows=rows,
            problem_count=problem_count,
            problems=problems,
        )

        return preview
