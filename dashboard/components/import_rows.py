"""One's imports, newest first: how far each is, what it did, what it could not take."""

from collections.abc import Collection
from functools import partial

from nicegui import ui

from dashboard import times
from dashboard.calls import imports
from dashboard.calls.imports import Import, Outcomes, Problem
from dashboard.components.elements import box, button, icon, link, text, text_button
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.routes import Route
from dashboard.tab import Tab

WORK = ("task", "subtask", "comment", "attachment")
SIGNS = {"waiting": "clock", "running": "loader-circle", "done": "check", "failed": "circle-alert"}


class ImportRows:
    """The list, which follows the stream."""

    def __init__(self, tab: Tab, found: list[Import]) -> None:
        self._tab = tab
        self._found = {one["id"]: one for one in reversed(found)}
        self._rows: dict[str, ImportRow] = {}
        with box("tt-contents") as self._place:
            self._title = text(_("Your imports"), "tt-import-title", "h2")
            self._list = box("tt-table tt-import-list").props("role=list")
        for one in self._found.values():
            self._show(one)
        self._draw()

    def put(self, one: Import) -> None:
        """Take one if it is newer than what is shown."""
        known = self._found.get(one["id"])
        if known is None or known["version"] < one["version"]:
            self._found[one["id"]] = one
            self._show(one)
            self._draw()

    def on_batch(self, batch: Batch) -> None:
        """Some went on, or projects have other names now."""
        for event in batch.change.events:
            if event["object"]["type"] == "import":
                self.put(event["data"])  # type: ignore[arg-type]  # the document, as the API shows it
        if "project" in batch.change.kinds:
            for one in self._found.values():
                self._rows[one["id"]].show(one)

    def _show(self, one: Import) -> None:
        if one["id"] not in self._rows:
            with self._list, box("tt-import-row").props("role=listitem") as place:
                self._rows[one["id"]] = ImportRow(self._tab, place)
            place.move(self._list, 0)
        self._rows[one["id"]].show(one)

    def _draw(self) -> None:
        self._place.set_visibility(bool(self._found))
        self._title.set_visibility(bool(self._found))


class ImportRow:
    """One of them; what is unfolded stays so."""

    def __init__(self, tab: Tab, place: ui.element) -> None:
        self._tab = tab
        self._place = place
        with place:
            self._head = box("tt-tr")
            self._below = box("tt-import-problems tt-hidden")
        self._is_open = False

    def show(self, one: Import) -> None:
        """As it is now. What came of it is read out, not each step on the way."""
        self._place.props["aria-live"] = "off" if one["state"] == "running" else "polite"
        self._head.clear()
        with self._head:
            icon(SIGNS[one["state"]], f"tt-set-sign tt-import-{one['state']}")
            with box("tt-grow"):
                self._name(one)
                with box("tt-set-facts"):
                    text(summary(one))
            if one["state"] in {"waiting", "running"}:
                self._bar(one)
            elif one["problem_count"]:
                self._more(one)
            text(times.short_day(one["created_at"], self._tab.here), "tt-muted tt-number tt-set-when")

    def _name(self, one: Import) -> None:
        project = self._tab.store.projects.by_id.get(one["project_id"] or "")
        with box("tt-set-who"):
            if project is None:
                text(one["project_name"] or one["file_name"], tag="b").props("dir=auto")
            else:
                with link(Route("board", project["key"]).path, "tt-link"):
                    text(project["name"], tag="b").props("dir=auto")
            text(one["file_name"], "tt-muted tt-import-file", "small").props("dir=auto")

    def _bar(self, one: Import) -> None:
        share = 100 * one["done"] // max(one["total"], 1)
        with box("tt-progress").props(
            f"role=progressbar aria-valuenow={share} aria-valuemin=0 aria-valuemax=100"
        ) as bar:
            box("", "i").style(f"width:{share}%")
        bar.props["aria-label"] = one["project_name"]

    def _more(self, one: Import) -> None:
        count = one["problem_count"]
        with button("tt-pill") as made:
            text(plural("{n} remark", "{n} remarks", count).format(n=f"{count:,}"))
            icon("chevron-down")
        made.props["aria-expanded"] = "true" if self._is_open else "false"
        made.on("click", partial(self._unfold, one, made), [])

    def _unfold(self, one: Import, made: ui.element) -> None:
        self._is_open = not self._is_open
        made.props["aria-expanded"] = "true" if self._is_open else "false"
        self._below.classes(add="" if self._is_open else "tt-hidden", remove="tt-hidden" if self._is_open else "")
        self._fill(one, one["problems"])

    def _fill(self, one: Import, shown: list[Problem]) -> None:
        self._below.clear()
        with self._below:
            text(_("Not taken, or not as it stands:"), "tt-muted", "p")
            with box("", "ul"):
                for problem in shown:
                    with box("", "li"):
                        text(problem["row"], tag="b").props("dir=auto")
                        text(f" {problem['reason']}").props("dir=auto")
            if len(shown) < one["problem_count"]:
                text_button(_("Show all"), partial(self._all, one), classes="tt-plain")

    async def _all(self, one: Import) -> None:
        found = await self._tab.attempt(imports.problems(self._tab.api, one["id"]))
        if found is not None:
            self._fill({**one, "problem_count": len(found)}, found)


def summary(one: Import) -> str:
    """In one line how far it is, or what it did."""
    match one["state"]:
        case "waiting":
            return _("Waits for its turn")
        case "running":
            return _("{done} of {total}").format(done=f"{one['done']:,}", total=f"{one['total']:,}")
        case "failed":
            return one["error"]
    parts = [*_added(one["counts"]), *_rest(one["counts"])]
    return ", ".join(parts) if parts else _("There was nothing to take.")


def _added(counts: Outcomes) -> list[str]:
    """What is new, by kind."""
    made = {kind: outcomes.get("created", 0) for kind, outcomes in counts.items()}
    tasks, subtasks, comments = (made.get(kind, 0) for kind in ("task", "subtask", "comment"))
    people = made.get("person", 0)
    return [
        *([plural("{n} new task", "{n} new tasks", tasks).format(n=f"{tasks:,}")] if tasks else []),
        *([plural("{n} subtask", "{n} subtasks", subtasks).format(n=f"{subtasks:,}")] if subtasks else []),
        *([plural("{n} comment", "{n} comments", comments).format(n=f"{comments:,}")] if comments else []),
        *([plural("{n} person", "{n} people", people).format(n=f"{people:,}")] if people else []),
    ]


def _rest(counts: Outcomes) -> list[str]:
    """What became of the others; that labels and people were there already is no news."""

    def number(outcome: str, kinds: Collection[str]) -> int:
        return sum(counts.get(kind, {}).get(outcome, 0) for kind in kinds)

    updated, refused = number("updated", counts), number("refused", counts)
    unchanged = number("unchanged", WORK)
    return [
        *([_("{n} updated").format(n=f"{updated:,}")] if updated else []),
        *([_("{n} unchanged").format(n=f"{unchanged:,}")] if unchanged else []),
        *([_("{n} not taken").format(n=f"{refused:,}")] if refused else []),
    ]
