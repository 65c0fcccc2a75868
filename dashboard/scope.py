"""Which tasks a board or list wants."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Which tasks are wanted: of a project, of a person, or all of the workspace; archived ones too or not."""

    project: str = ""
    mine: bool = False
    archived: bool = False

    def query(self, workspace: str) -> dict[str, str | int]:
        """The API's filters for it."""
        asked: dict[str, str | int] = {"workspace": workspace}
        if self.project:
            asked["project"] = self.project
        if self.mine:
            asked["assignee"] = "me"
        if self.archived:
            asked["archived"] = "any"
        if not self.project:
            asked["sort"] = "-updated_at"
        return asked

    def covers(self, other: "Scope") -> bool:
        """Whether whoever read this has read the other."""
        return (
            (not self.project or self.project == other.project)
            and (not self.mine or other.mine)
            and (self.archived or not other.archived)
        )
