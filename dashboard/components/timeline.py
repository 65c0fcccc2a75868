"""The timeline: one Vue component with a row for each task and a bar from its start to its due day."""

from dashboard.components.dated import DatedElement


class Timeline(DatedElement, component="timeline.js", dependencies=["tasktide_cards.js", "tasktide_days.js"]):
    """Bars below the headings of their groups, of which only those in sight are drawn."""
