"""The composition root of the API."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from backend import description
from backend.accounts.api.mail import router as account_mail
from backend.accounts.api.me import router as me
from backend.accounts.api.personal_token import router as personal_tokens
from backend.accounts.api.session import router as sessions
from backend.accounts.auth import bearer
from backend.activity.api.change import router as changes
from backend.activity.api.event import of_tasks as activities
from backend.activity.api.event import router as events
from backend.activity.api.ticket import router as tickets
from backend.activity.api.undo import router as undo
from backend.core.ninja import Api, StrictJson
from backend.exports.api import router as exports
from backend.imports.api import router as imports
from backend.insights.api import router as insights
from backend.notifications.api import preferences, unsubscriptions
from backend.notifications.api import router as notifications
from backend.presence.api import router as presences
from backend.projects.api.field import everywhere as all_fields
from backend.projects.api.member import router as projects
from backend.projects.api.member import workspace_members as members
from backend.projects.api.status import everywhere as all_statuses
from backend.search.api import router as search
from backend.tasks.api.attachment import router as attachments
from backend.tasks.api.bulk import router as bulk
from backend.tasks.api.comment import router as comments
from backend.tasks.api.field import router as fields
from backend.tasks.api.file import on_task as uploads
from backend.tasks.api.file import router as files
from backend.tasks.api.label import router as labels
from backend.tasks.api.link import router as links
from backend.tasks.api.project_template import router as project_templates
from backend.tasks.api.query import router as queries
from backend.tasks.api.recurrence import router as recurrences
from backend.tasks.api.reminder import router as reminders
from backend.tasks.api.status import router as statuses
from backend.tasks.api.task import router as tasks
from backend.tasks.api.template import of_tasks as templates_of_tasks
from backend.tasks.api.template import router as templates
from backend.tasks.api.view import router as views
from backend.tasks.api.watcher import router as watchers
from backend.webhooks.api import router as webhooks
from backend.workspaces.api.invitation import by_token as invitations_by_token
from backend.workspaces.api.invitation import router as invitations
from backend.workspaces.api.workspace import router as workspaces
from backend.workspaces.people_api import router as people

api = Api(
    title="Tasktide",
    version="1",
    description=description.DESCRIPTION,
    servers=description.SERVERS,
    openapi_extra={"info": description.INFO, "tags": description.TAGS},
    auth=bearer,
    parser=StrictJson(),
    docs_url="/docs",
    openapi_url="/openapi.json",
)

# Paths are tried in this order: what is asked most comes first, and "bulk" before it is taken for the key of a task.
api.add_router("/tasks", bulk)
api.add_router("/tasks", tasks)
api.add_router("", sessions)
api.add_router("", account_mail)
api.add_router("", me)
api.add_router("", personal_tokens)
api.add_router("/users", people)
api.add_router("/workspaces", workspaces)
api.add_router("/workspaces", members)
api.add_router("/workspaces", invitations)
api.add_router("/invitations", invitations_by_token)
api.add_router("/projects", projects)
api.add_router("/projects", statuses)
api.add_router("/projects", fields)
api.add_router("/projects", templates)
api.add_router("/project-templates", project_templates)
api.add_router("/statuses", all_statuses)
api.add_router("/fields", all_fields)
api.add_router("/labels", labels)
api.add_router("/tasks", templates_of_tasks)
api.add_router("/tasks", comments)
api.add_router("/tasks", links)
api.add_router("/tasks", attachments)
api.add_router("/tasks", uploads)
api.add_router("/attachments", files)
api.add_router("/tasks", watchers)
api.add_router("/tasks", reminders)
api.add_router("/tasks", recurrences)
api.add_router("/views", views)
api.add_router("/notifications", notifications)
api.add_router("", preferences)
api.add_router("/unsubscribe", unsubscriptions)
api.add_router("/webhooks", webhooks)
api.add_router("/query", queries)
api.add_router("/tasks", activities)
api.add_router("/presence", presences)
api.add_router("/search", search)
api.add_router("/insights", insights)
api.add_router("/events", events)
api.add_router("/events", tickets)
api.add_router("/workspaces", changes)
api.add_router("", undo)
api.add_router("/exports", exports)
api.add_router("/imports", imports)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    del request
    return HttpResponse("ok", "text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the API may take traffic, and which part is not ready."""
    del request
    parts = ready()
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def ready() -> dict[str, str]:
    """Part → `ok`, or what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM stream_log LIMIT 1")
    except Exception as error:  # noqa: BLE001  # whatever it is, the answer says it
        return {"database": str(error).strip().splitlines()[0]}
    return {"database": "ok"}
