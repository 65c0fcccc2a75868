"""What the schema says of the whole API."""

DESCRIPTION = """\
Tasks, and every change of them as an event.

Answers about one workspace carry `Tasktide-Cursor`, the place in its log from which `/events` goes on without a hole:
read a list, follow the stream from its cursor, and nothing is missed or told twice.

Sign up or log in for an access token, or make a personal access token (`tt_…`) for a program; either goes into
`Authorization: Bearer …`. Errors are problem details (RFC 9457) with a `request_id` that the log of the server knows.
"""

INFO = {"contact": {"name": "Whoever runs this installation"}}

SERVERS: list[dict[str, object]] = [{"url": "/", "description": "The installation that serves this description."}]

_NOUNS = {
    "accounts": "Sign up, log in and out; your own profile, devices and personal access tokens.",
    "users": "The people of your workspaces, with and without a log-in.",
    "workspaces": "What a team shares: its people, projects and labels.",
    "members": "Who belongs to a workspace, and in which role.",
    "invitations": "Asking people into a workspace by mail, and accepting that.",
    "projects": "Where tasks lie, for the whole workspace or for a few of it.",
    "statuses": "The columns of a project, each of a category.",
    "fields": "Custom fields of a project, whose values tasks carry.",
    "labels": "What tasks of a workspace are marked with.",
    "templates": "Tasks and projects to begin with, saved for the next time.",
    "tasks": "The work itself: list, change, move, archive, trash, many at once.",
    "links": "Which task blocks, duplicates or relates to another.",
    "comments": "What is said about a task, with mentions and reactions.",
    "attachments": "Files and web addresses on tasks and comments.",
    "watchers": "Who is told of what happens to a task.",
    "reminders": "Your own alarms for a task.",
    "notifications": "What you were told, and what you want to hear of.",
    "webhooks": "Addresses that are told what happens, and what was delivered to them.",
    "views": "Queries that are kept under a name, your own or shared.",
    "search": "Words in everything at once, best first.",
    "insights": "How it goes: figures over the tasks, each with the query of what it counts.",
    "query": "Help with writing the query language.",
    "presence": "Who looks at what just now, and which field he edits.",
    "imports": "Boards and tables from other systems, taken over while you watch.",
    "exports": "A workspace as a file: all of it, or a table of tasks.",
    "events": "The log: what happened, what changed while you were away, and taking it back.",
}
TAGS = [{"name": name, "description": text} for name, text in _NOUNS.items()]
