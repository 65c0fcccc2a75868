"""Where everything is."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.urls import path
from django.views.generic import RedirectView

from backend.accounts.api.session import jwks
from backend.api import api, healthz, readyz
from backend.core.metrics import metrics

urlpatterns = [
    path("api/", api.urls),
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
    path(".well-known/jwks.json", jwks),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Outside the API, in plain text; inside it `core.middleware` makes a problem of it."""
    del request, exception
    return HttpResponseNotFound("There is no such path.", "text/plain")


def failed(request: HttpRequest) -> HttpResponse:
    """The last resort."""
    del request
    return HttpResponseServerError("Something went wrong here.", "text/plain")


handler404 = not_found
handler500 = failed
