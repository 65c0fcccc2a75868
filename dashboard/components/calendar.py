"""The calendar: one Vue component with the tasks on their days, by month or by week."""

from dashboard.components.dated import DatedElement


class Calendar(DatedElement, component="calendar.js", dependencies=["tasktide_cards.js", "tasktide_days.js"]):
    """Tasks from their start to their due day."""
