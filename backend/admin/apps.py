"""How Django finds the pages."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class Templates(AppConfig):
    """Our own templates, which go before Django's."""

    name = "backend.admin"
    label = "operators"


class Site(AdminConfig):
    """Django's admin with our own site."""

    default = False
    default_site = "backend.admin.site.Operators"
