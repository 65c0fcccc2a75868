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
DUE = {
    "is:overdue": "Overdue",
    "due:today": "Today",
    "due:this-week": "This week",
    "due:<7d": "Before a week has passed",
    "due:none": "No due date",
}
LAYOUT = {"list": "List", "board": "Board", "calendar": "Calendar", "timeline": "Timeline"}
GROUP = {
    "status": "Status",
    "assignee": "Assignee",
    "priority": "Priority",
    "label": "Label",
    "project": "Project",
    "due": "Due date",
    "none": "Nothing",
}
SORT = {
    "position": "By hand",
    "due": "Due date",
    "-priority": "Priority",
    "-updated": "Last changed",
    "-created": "Newest",
    "title": "Title",
    "-estimate": "Estimate",
}
STATE = {"live": "Live", "connecting": "Connecting", "offline": "Offline"}
ME = "Assigned to me"
NOBODY = "Unassigned"
UNDO = "Undo"
COLORS = ("#5350d4", "#2f6fd0", "#2b8a5e", "#b7791f", "#c2570c", "#d6373d", "#c2499a", "#5c5c68")

SHORTCUTS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Commands, tasks, projects, people", ("Ctrl", "K")),
            ("New task", ("C",)),
            ("Filter this list", ("/",)),
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
            ("Inbox", ("G", "I")),
            ("Calendar", ("G", "C")),
            ("Timeline", ("G", "T")),
            ("Insights", ("G", "N")),
        ),
    ),
    (
        "In the inbox",
        (
            ("Next and previous", ("J", "K")),
            ("Open", ("Enter",)),
            ("Archive", ("E",)),
            ("Read or unread", ("U",)),
        ),
    ),
    (
        "On a list or board",
        (
            ("Next and previous task", ("J", "K")),
            ("Open", ("Enter",)),
            ("Select", ("X",)),
            ("Select up or down", ("Shift", "J", "K")),
            ("Move the card", ("Alt", "← ↑ ↓ →")),
        ),
    ),
    (
        "On the calendar and the timeline",
        (
            ("Move by a day", ("Alt", "← →")),
            ("Move by a week", ("Alt", "↑ ↓")),
            ("Move the end (timeline)", ("Shift", "Alt", "← →")),
            ("Month or week before and after", ("Page ↑ ↓",)),
            ("Today", ("Shift", "T")),
        ),
    ),
    (
        "On a task, or on all that are selected",
        (
            ("Status", ("S",)),
            ("Priority", ("P",)),
            ("Assignees", ("A",)),
            ("Labels", ("L",)),
            ("Due date", ("D",)),
        ),
    ),
)
