"""The site: who gets in, and in which order things stand on it."""

from typing import Any, ClassVar, cast

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from backend.accounts import sessions
from backend.admin.sign_in import SESSION, SignIn
from backend.core.inspection import Inspection
from config.settings import load

Context = dict[str, Any]


class Operators(AdminSite):
    """Tasktide's admin pages."""

    site_title = "Tasktide admin"
    site_header = "Tasktide"
    index_title = "What is in this installation"
    site_url = "/"
    empty_value_display = "-"

    # Title → the applications whose tables stand under it.
    groups: ClassVar[dict[str, tuple[str, ...]]] = {
        "People": ("accounts",),
        "Workspaces and projects": ("workspaces", "projects", "webhooks"),
        "Tasks": ("tasks", "notifications"),
        "Log": ("activity", "eventlog"),
        "Jobs": ("procrastinate",),
        "Housekeeping": ("core", "admin"),
    }

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Context | None = None) -> HttpResponse:
        """Who comes with a session goes on."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect("/admin/")
        context = {**self.each_context(request), "title": "Sign in", "app_path": request.get_full_path()}
        return cast("HttpResponse", SignIn.as_view(extra_context=context | (extra_context or {}))(request))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Context | None = None
    ) -> HttpResponse:
        """Also the copies of the cookie open nothing afterwards."""
        if request.method == "POST":
            sessions.end(request.session[SESSION])
        return super().logout(request, extra_context)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Context | None = None
    ) -> HttpResponse:
        """One's own password is changed where everybody's is."""
        del request, extra_context
        return HttpResponseRedirect(f"{load().public_url}/settings")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Context | None = None
    ) -> HttpResponse:
        """The same."""
        return self.password_change(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """By `groups`, each with its tables in the order in which they were registered."""
        apps = {app["app_label"]: app for app in super().get_app_list(request, app_label)}
        if app_label is not None:
            return list(apps.values())
        place = {model: index for index, model in enumerate(self._registry)}
        shown = []
        for title, labels in self.groups.items():
            models = [model for label in labels if label in apps for model in apps[label]["models"]]
            models.sort(key=lambda model: place[model["model"]])
            models = [{**model, "name": self._heading(model["model"])} for model in models]
            if models:
                first = next(apps[label] for label in labels if label in apps)
                shown.append({**first, "name": title, "models": models})
        return shown

    def _heading(self, model: type[Model]) -> str:
        page = self._registry[model]
        assert isinstance(page, Inspection)  # noqa: S101  # a test looks at all of them
        return page.heading
