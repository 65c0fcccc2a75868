"""Steps of the walk: what is done to that which tasks stand in and show, and to people."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from backend.projects.models import Field, Label, Project, Status
from backend.workspaces.actions import add_member
from tests.events.live.kept import until_refused
from tests.events.live.walk import SOME, Walk


class OtherSteps(Walk):
    """They may make lists be read again."""

    @rule(number=SOME, name=st.sampled_from(["bug", "crane", "dock"]))
    def rename_label(self, number: int, name: str) -> None:
        if label := self.ground.one(Label, number):
            self.others("PATCH", f"/api/labels/{label.id}", name=name)

    @rule(name=st.sampled_from(["bug", "crane", "dock"]))
    def make_label(self, name: str) -> None:
        self.others("POST", "/api/labels", workspace_id=self.ground.id, name=name)

    @rule(number=SOME)
    def delete_label(self, number: int) -> None:
        labels = self.ground.all(Label)
        if len(labels) > 2:
            self.others("DELETE", f"/api/labels/{labels[number % len(labels)].id}")

    @rule(number=st.integers(0, 14), name=st.sampled_from(["Doing", "Review"]))
    def rename_status(self, number: int, name: str) -> None:
        status = self.ground.one(Status, number)
        self.others("PATCH", f"/api/projects/{status.project_id}/statuses/{status.id}", name=name)

    @rule(number=st.integers(0, 14), category=st.sampled_from(["todo", "active", "cancelled"]))
    def mean_otherwise(self, number: int, category: str) -> None:
        status = self.ground.one(Status, number)
        self.others("PATCH", f"/api/projects/{status.project_id}/statuses/{status.id}", category=category)

    @rule(number=SOME, key=st.sampled_from(["OPS", "WEB", "DOCK"]))
    def rename_project(self, number: int, key: str) -> None:
        self.others("PATCH", f"/api/projects/{self.ground.one(Project, number).id}", key=key)

    @rule(number=SOME, deed=st.sampled_from(["archive", "unarchive"]))
    def put_project_away(self, number: int, deed: str) -> None:
        self.others("POST", f"/api/projects/{self.ground.one(Project, number).id}/{deed}")

    @rule(number=SOME, visibility=st.sampled_from(["workspace", "private"]))
    def show_project(self, number: int, visibility: str) -> None:
        self.others("PATCH", f"/api/projects/{self.ground.one(Project, number).id}", visibility=visibility)

    @rule(number=SOME, method=st.sampled_from(["PUT", "DELETE"]))
    def let_cleo_see(self, number: int, method: str) -> None:
        project = self.ground.one(Project, number)
        self.others(method, f"/api/projects/{project.id}/members/{self.crew.cleo.id}")

    @rule(number=SOME)
    def delete_field(self, number: int) -> None:
        if len(self.ground.all(Field)) > 6:
            field = self.ground.one(Field, number)
            self.others("DELETE", f"/api/projects/{field.project_id}/fields/{field.id}")

    @rule(name=st.sampled_from(["Annie", "Ann"]))
    def rename_oneself(self, name: str) -> None:
        self.others("PATCH", "/api/me", first_name=name)

    @rule(zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Sao_Paulo"]))
    def travel(self, zone: str) -> None:
        self.others("PATCH", "/api/me", timezone=zone)

    @rule()
    def send_cleo_away_and_fetch_her_back(self) -> None:
        hers = [kept for kept in self.lists if kept.user == self.crew.cleo]
        self.lists = [kept for kept in self.lists if kept.user != self.crew.cleo]
        self.others("DELETE", f"/api/workspaces/{self.ground.id}/members/{self.crew.cleo.id}")
        for kept in hers:
            kept.is_offline = False
            until_refused(kept)
        add_member(self.ground.harbour.id, actor=self.crew.ann, user=self.crew.cleo, role="member")
        self.others_done += 1
        for kept in hers:
            self.keep(self.crew.cleo, kept.q)
