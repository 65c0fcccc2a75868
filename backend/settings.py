"""Django's settings, made of ours."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django

from config.settings import load

_settings = load()

BASE_DIR = Path(__file__).resolve().parent
DEBUG = False
SECRET_KEY = _settings.secret_key or "only-for-commands-that-sign-nothing"
ALLOWED_HOSTS = list(_settings.allowed_hosts)
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
# Addresses are unique without regard to case, by an index on lower(email).
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
STATIC_URL = "/static/"
# The pages of /api/docs, straight from their package.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = _settings.body_limit

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "corsheaders",
    "ninja",
    "procrastinate.contrib.django",
    "backend.core",
    "backend.eventlog",
    "backend.accounts",
    "backend.workspaces",
    "backend.projects",
    "backend.tasks",
    "backend.activity",
    "backend.notifications",
    "backend.imports",
    "backend.demo",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "backend.core.middleware.Conventions",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

PASSWORD_HASHERS = ["backend.accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# What is not set here, django-ninja-jwt takes from environment variables of these names.
NINJA_JWT = {
    "ALGORITHM": "HS256",  # of the package's own backend, which is not used
    "SIGNING_KEY": "",
    "VERIFYING_KEY": "",
    "AUDIENCE": None,
    "ISSUER": None,
    "JWK_URL": None,
    "LEEWAY": 0,
    "JSON_ENCODER": None,
    "JTI_CLAIM": "jti",
    "TOKEN_TYPE_CLAIM": "token_type",
}

CORS_ALLOWED_ORIGINS = list(_settings.cors_origins)
CORS_EXPOSE_HEADERS = ["ETag", "Tasktide-Cursor", "X-Request-ID", "Retry-After"]
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-request-id",
]

# Jobs are imported by name from the worker alone; Procrastinate would import every module called `tasks`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "procrastinate_discovery_is_off"

LOCK_TIMEOUT = 5  # seconds, then 503 with Retry-After
STATEMENT_TIMEOUT = 30  # seconds, for requests; commands and jobs take the time that they need


def _database(url: str) -> dict[str, Any]:
    """Django's form of a PostgreSQL URL (RFC 3986; `?host=/folder` for a socket)."""
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or "tasktide",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            "options": f"-c lock_timeout={LOCK_TIMEOUT * 1000} -c timezone=UTC",
            "application_name": "tasktide",
        },
    }


DATABASES = {"default": _database(_settings.database_url)}


def _smtp(url: str) -> dict[str, Any]:
    """What Django's SMTP backend is made with."""
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", [""])[-1]
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or 25,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls == "starttls",
        "use_ssl": tls == "tls",
        "timeout": 15,
    }


def _mail(smtp: dict[str, Any]) -> dict[str, Any]:
    """The settings that say so, in the form that this Django knows."""
    backend = "django.core.mail.backends.smtp" if smtp else "backend.notifications.mail_folder"
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": f"{backend}.EmailBackend", "OPTIONS": smtp}}}
    names = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    old = {f"EMAIL_{names.get(name, name.upper())}": value for name, value in smtp.items()}
    return {"EMAIL_BACKEND": f"{backend}.EmailBackend", **old}


globals().update(_mail(_smtp(_settings.smtp_url) if _settings.smtp_url else {}))
DEFAULT_FROM_EMAIL = _settings.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _settings.log_level.upper()},
    "loggers": {"django.request": {"level": "ERROR"}, "procrastinate": {"level": "WARNING"}},
}
