"""How long open tasks have been in their present status, and which of them the longest."""

from collections.abc import Callable

from dashboard import texts
from dashboard.calls.insights import Ageing
from dashboard.charts import Cell, days, listed
from dashboard.components.chart_card import table
from dashboard.components.elements import box, link, named, text
from dashboard.language import _
from dashboard.routes import Route

SHOWN = 5


class StandingCard:
    """A table by category, and the tasks that wait."""

    def __init__(self, to_task: Callable[[str], Route]) -> None:
        self._to_task = to_task
        self._shown: object = None
        with box("tt-card-box tt-half tt-high", "section").props(named(_("Time in status"))):
            with box("tt-card-head", "header"):
                text(_("Time in status"), tag="h2")
            self._body = box("tt-standing")

    def show(self, found: Ageing) -> None:
        """What holds now."""
        shown = (_rows(found), [(one["key"], one["title"], days(one["days"])) for one in found["longest"][:SHOWN]])
        if shown == self._shown:
            return
        self._shown = shown
        self._body.clear()
        with self._body:
            if not found["categories"]:
                text(_("Nothing is open."), "tt-muted", "p")
                return
            table((_("Status"), _("Open"), _("Median"), "85 %", _("Longest")), shown[0], _("Time in status"))
            text(_("Longest in their status"), tag="h3")
            for one in found["longest"][:SHOWN]:
                with link(self._to_task(one["key"]).url(), "tt-stander"):
                    text(one["key"], "tt-key")
                    text(one["title"], "tt-name").props("dir=auto")
                    text(one["status"], "tt-muted")
                    text(days(one["days"]), "tt-number")


def _rows(found: Ageing) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(texts.CATEGORY[one["category"]]),
            Cell(str(one["open"]["count"]), listed(one["open"])),
            *(Cell(days(length)) for length in (one["median_days"], one["p85_days"], one["longest_days"])),
        )
        for one in found["categories"]
    ]
