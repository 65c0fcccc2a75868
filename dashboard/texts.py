"""The dashboard's words that stand in more than one place, ready for translation."""

from dashboard.documents import Category, Priority, Role

NAME = "Tasktide"
PRIORITY: dict[Priority, str] = {
    "urgent": "Urgent",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "none": "No priority",
}
CATEGORY: dict[Category, str] = {
    "backlog": "Backlog",
    "todo": "Todo",
    "active": "In progress",
    "done": "Done",
    "cancelled": "Cancelled",
}
ROLE: dict[Role, str] = {"owner": "Owner", "admin": "Admin", "member": "Member", "viewer": "Viewer"}
DUE = {"overdue": "Overdue", "today": "Today", "week": "Next seven days", "none": "No due date"}
STATE = {"live": "Live", "connecting": "Connecting", "offline": "Offline"}
ME = "Assigned to me"
NOBODY = "Unassigned"
UNDO = "Undo"
COLORS = ("#5350d4", "#2f6fd0", "#2b8a5e", "#b7791f", "#c2570c", "#d6373d", "#c2499a", "#5c5c68")

SHORTCUTS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Commands, tasks, projects", ("Ctrl", "K")),
            ("New task", ("C",)),
            ("Search this list", ("/",)),
            ("Light or dark", ("T",)),
            ("This help", ("?",)),
            ("Close", ("Esc",)),
        ),
    ),
    (
        "Go to",
        (
            ("My work", ("G", "M")),
            ("Board", ("G", "B")),
            ("List", ("G", "L")),
            ("All tasks", ("G", "A")),
        ),
    ),
    (
        "On a list or board",
        (
            ("Next and previous task", ("J", "K")),
            ("Open", ("Enter",)),
            ("Move the card", ("Alt", "← ↑ ↓ →")),
        ),
    ),
    (
        "On a task",
        (
            ("Status", ("S",)),
            ("Priority", ("P",)),
            ("Assignees", ("A",)),
            ("Labels", ("L",)),
            ("Due date", ("D",)),
        ),
    ),
)
