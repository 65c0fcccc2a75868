"""Django's settings, made of ours."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django

from config.settings import Settings, load

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
FORMAT_MODULE_PATH = "backend.admin.formats"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
# Addresses are unique without regard to case, by an index on lower(email).
# The admin pages' middleware is inside our own (`backend.admin.sign_in.Doorkeeper`).
SILENCED_SYSTEM_CHECKS = ["auth.E003", "admin.E408", "admin.E409", "admin.E410"]
STATIC_URL = "/static/"
# The pages of /api/docs, straight from their package.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = _settings.body_limit

# Uploads are never held in memory, whatever their size.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]


def _storage(settings: Settings) -> dict[str, Any]:
    """Where files are kept."""
    if not settings.s3_bucket:
        options = {"location": settings.attachment_folder, "allow_overwrite": True}
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "backend.tasks.storage.folder.Folder", "OPTIONS": options | modes}
    bucket = {
        "bucket_name": settings.s3_bucket,
        "endpoint_url": settings.s3_endpoint or None,
        "region_name": settings.s3_region or None,
        "access_key": settings.s3_key or None,
        "secret_key": settings.s3_secret or None,
    }
    return {"BACKEND": "backend.tasks.storage.bucket.Bucket", "OPTIONS": bucket}


STORAGES = {
    "default": _storage(_settings),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
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
    "backend.webhooks",
    "backend.exports",
    "backend.imports",
    "backend.demo",
    "backend.admin.apps.Templates",
    "backend.admin.apps.Site",
]

MIDDLEWARE = [
    "backend.core.metrics.Counting",
    "corsheaders.middleware.CorsMiddleware",
    "backend.core.middleware.Conventions",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.admin.sign_in.Doorkeeper",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Of the admin pages alone. The cookie holds the id of a session, messages and the token against forgery; it ends with
# the browser, or when it was not used for so long.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "tasktide_admin"
SESSION_COOKIE_PATH = "/admin"
SESSION_COOKIE_AGE = 3600  # seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = _settings.public_url.startswith("https://")
SESSION_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_USE_SESSIONS = True
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(_settings.public_url))]
X_FRAME_OPTIONS = "DENY"
if _settings.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

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
CORS_EXPOSE_HEADERS = [
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Tasktide-Cursor",
    "X-Request-ID",
]
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "if-range",
    "range",
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
        "ENGINE": "backend.core.postgres",
        "NAME": unquote(parts.path.removeprefix("/")) or "tasktide",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            # Compiling a plan takes longer than any list may.
            "options": f"-c lock_timeout={LOCK_TIMEOUT * 1000} -c timezone=UTC -c jit=off",
            "application_name": "tasktide",
            # Not None, which Django sets: nothing would be prepared, whoever asks for it.
            "prepare_threshold": 5,
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
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
