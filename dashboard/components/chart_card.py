"""A chart in its box, and the same as a table for those who do not see it or have no mouse."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui
from nicegui.elements.echart import EChart  # noqa: F401  # registers the bundled "nicegui-echart" module
from nicegui.events import GenericEventArguments

from dashboard.charts import Cell, Chart, Options
from dashboard.components.elements import Text, box, dot, icon_button, text
from dashboard.language import _
from dashboard.routes import Route

MOST_ROWS = 100
Go = Callable[[Route], Awaitable[None]]


class Drawing(ui.element, component="chart.js"):
    """The chart itself. NiceGUI's own element breaks the page that is left before it has drawn."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._props["options"] = options

    def draw(self, options: Options) -> None:
        """Show what holds now."""
        self._props["options"] = options
        self.update()


class ChartCard:
    """A point, bar or segment leads where its figure does."""

    def __init__(self, title: str, go: Go, classes: str = "") -> None:
        self._title = title
        self._go = go
        self._chart: Chart | None = None
        self._drawn: Drawing | None = None
        self._is_table = False
        with box(f"tt-card-box {classes}", "section") as root:
            with box("tt-card-head", "header"):
                text(title, tag="h2")
                self._legend = box("tt-legend")
                box("tt-spacer")
                self._switch = icon_button("table", "", self._turn, "tt-as-table")
            self._picture = box("tt-chart").props("role=img")
            self._table = box("tt-chart-table tt-hidden")
        root.props["aria-label"] = title
        self._name_switch()

    def show(self, chart: Chart) -> None:
        """What holds now."""
        before, self._chart = self._chart, chart
        if before == chart:
            return
        self._picture.props["aria-label"] = _("{title}: {says}").format(title=self._title, says=chart.says)
        if before is None or before.legend != chart.legend:
            self._draw_legend(chart)
        if self._drawn is None:
            with self._picture:
                self._drawn = Drawing(chart.options)
            self._drawn.on("picked", self._on_picked)
        else:
            self._drawn.draw(chart.options)
        if self._is_table and (before is None or before.rows != chart.rows):
            self._draw_table(chart)

    def _draw_legend(self, chart: Chart) -> None:
        self._legend.clear()
        with self._legend:
            for name, color in chart.legend:
                with box("", "span"):
                    dot(color, "tt-key-line")
                    text(name)

    async def _on_picked(self, event: GenericEventArguments) -> None:
        series, point = int(event.args["series"]), int(event.args["point"])
        links = self._chart.links if self._chart else ()
        if series < len(links) and point < len(links[series]):
            await self._go(links[series][point])

    def _turn(self) -> None:
        self._is_table = not self._is_table
        self._name_switch()
        self._picture.set_visibility(not self._is_table)
        self._table.classes(remove="tt-hidden" if self._is_table else "", add="" if self._is_table else "tt-hidden")
        if self._is_table and self._chart is not None:
            self._draw_table(self._chart)

    def _name_switch(self) -> None:
        name = _("Show {title} as a chart") if self._is_table else _("Show {title} as a table")
        name = name.format(title=self._title.lower())
        self._switch.props["aria-label"] = self._switch.props["title"] = name
        self._switch.props["aria-pressed"] = "true" if self._is_table else "false"

    def _draw_table(self, chart: Chart) -> None:
        self._table.clear()
        with self._table:
            table(chart.head, chart.rows[:MOST_ROWS], self._title)
            if len(chart.rows) > MOST_ROWS:
                text(
                    _("These are {most} of {n} lines.").format(most=MOST_ROWS, n=len(chart.rows)),
                    "tt-muted",
                    "p",
                )


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], label: str) -> None:
    """A table whose figures are links."""
    with box("tt-figures", "table") as made:
        with box("", "thead"), box("", "tr"):
            for name in head:
                text(name, tag="th").props("scope=col")
        with box("", "tbody"):
            for row in rows:
                with box("", "tr"):
                    for cell in row:
                        _draw(cell)
    made.props["aria-label"] = label


def _draw(cell: Cell) -> None:
    with box("", "td"):
        if cell.to is None:
            text(cell.words)
        else:
            made = Text(cell.words, "a").classes("tt tt-link").props("data-go")
            made.props["href"] = cell.to.url()
