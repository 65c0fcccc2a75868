"""The composition root of the API."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from backend.accounts.api import router as accounts
from backend.accounts.auth import bearer
from backend.activity.api import router as events
from backend.core.ninja import Api, StrictJson
from backend.projects.api.label import router as labels
from backend.projects.api.project import router as projects
from backend.projects.api.status import router as statuses
from backend.tasks.api.attachment import router as attachments
from backend.tasks.api.comment import router as comments
from backend.tasks.api.task import router as tasks
from backend.workspaces.api import router as workspaces

api = Api(
    title="Tasktide",
    version="1",
    description="Tasks, and every change of them as an event. Answers about one workspace carry `Tasktide-Cursor`,"
    " the place in its log from which `/events` goes on without a hole.",
    auth=bearer,
    parser=StrictJson(),
    docs_url="/docs",
    openapi_url="/openapi.json",
)

api.add_router("", accounts)
api.add_router("/workspaces", workspaces)
api.add_router("/projects", projects)
api.add_router("/projects", statuses)
api.add_router("/labels", labels)
api.add_router("/tasks", tasks)
api.add_router("/tasks", comments)
api.add_router("/tasks", attachments)
api.add_router("/events", events)


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
