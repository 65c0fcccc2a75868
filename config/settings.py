"""Every setting, typed, read from the environment once and checked at start.

A secret `NAME` may also be given as `NAME_FILE`, the path of a file that holds it (as Docker and Kubernetes mount
secrets). A wrong value, or an unknown variable that starts with `TASKTIDE_`, stops the start with one sentence.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from config.names import nearest

SECRETS = frozenset(
    {
        "DATABASE_URL",
        "TASKTIDE_EVENTS_DATABASE_URL",
        "REDIS_URL",
        "TASKTIDE_SECRET_KEY",
        "TASKTIDE_JWT_PRIVATE_KEY",
        "TASKTIDE_JWT_PUBLIC_KEY",
        "TASKTIDE_SMTP_URL",
        "TASKTIDE_S3_SECRET",
        "SENTRY_DSN",
    }
)
# Read by the launcher script and the supervisor before any settings exist.
LAUNCHER = frozenset({"TASKTIDE_VENV"})

Port = Annotated[int, Field(ge=0, le=65535)]


class ConfigurationError(Exception):
    """The environment does not describe a runnable Tasktide."""


class Settings(BaseModel):
    """What the environment says. Sizes in bytes, times in seconds, URLs without a trailing slash."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    port: Port = Field(8000, alias="TASKTIDE_PORT")
    host: str = Field("127.0.0.1", alias="TASKTIDE_HOST")
    data: Path = Field(Path(".tasktide"), alias="TASKTIDE_DATA")
    demo: bool = Field(default=True, alias="TASKTIDE_DEMO")
    database_url: str = Field("", alias="DATABASE_URL")
    events_database_url: str = Field("", alias="TASKTIDE_EVENTS_DATABASE_URL")
    redis_url: str = Field("", alias="REDIS_URL")
    secret_key: str = Field("", alias="TASKTIDE_SECRET_KEY")
    jwt_private_key: str = Field("", alias="TASKTIDE_JWT_PRIVATE_KEY")
    jwt_public_key: str = Field("", alias="TASKTIDE_JWT_PUBLIC_KEY")
    url: str = Field("", alias="TASKTIDE_URL")
    api_url: str = Field("", alias="TASKTIDE_API_URL")
    events_url: str = Field("", alias="TASKTIDE_EVENTS_URL")
    signup: Literal["open", "closed"] = Field("open", alias="TASKTIDE_SIGNUP")
    rate_limit: int = Field(600, alias="TASKTIDE_RATE_LIMIT", ge=1)  # requests a minute, of one person
    failures_limit: int = Field(10, alias="TASKTIDE_FAILURES_LIMIT", ge=1)  # in 15 minutes, of an account, an address
    signups_limit: int = Field(30, alias="TASKTIDE_SIGNUPS_LIMIT", ge=1)  # in 15 minutes, of an address
    trusted_proxies: int = Field(0, alias="TASKTIDE_TRUSTED_PROXIES", ge=0, le=16)
    smtp_url: str = Field("", alias="TASKTIDE_SMTP_URL")
    mail_from: str = Field("Tasktide <tasktide@localhost>", alias="TASKTIDE_MAIL_FROM")
    mail_dir: Path | None = Field(None, alias="TASKTIDE_MAIL_DIR")
    cors_origins: tuple[str, ...] = Field((), alias="TASKTIDE_CORS_ORIGINS")
    allowed_hosts: tuple[str, ...] = Field(("*",), alias="TASKTIDE_ALLOWED_HOSTS")
    streams_per_user: int = Field(60, alias="TASKTIDE_STREAMS_PER_USER", ge=1)
    stream_lifetime: float = Field(600.0, alias="TASKTIDE_STREAM_LIFETIME", gt=0)  # give or take a fifth
    trash_days: int = Field(30, alias="TASKTIDE_TRASH_DAYS", ge=1)  # after which what is in the trash is purged
    webhook_private: bool = Field(default=False, alias="TASKTIDE_WEBHOOK_PRIVATE")  # may call private addresses
    body_limit: int = Field(1024 * 1024, alias="TASKTIDE_BODY_LIMIT", ge=1024)
    attachment_limit: int = Field(25 * 1024 * 1024, alias="TASKTIDE_ATTACHMENT_LIMIT", ge=1)
    s3_bucket: str = Field("", alias="TASKTIDE_S3_BUCKET")  # without it attachments are kept in the data folder
    s3_endpoint: str = Field("", alias="TASKTIDE_S3_ENDPOINT")  # without it Amazon's own
    s3_region: str = Field("", alias="TASKTIDE_S3_REGION")
    s3_key: str = Field("", alias="TASKTIDE_S3_KEY")
    s3_secret: str = Field("", alias="TASKTIDE_S3_SECRET")
    web_threads: int = Field(8, alias="TASKTIDE_WEB_THREADS", ge=1, le=256)
    worker_heartbeat: float = Field(5.0, alias="TASKTIDE_WORKER_HEARTBEAT", gt=0)
    worker_stalled_after: float = Field(30.0, alias="TASKTIDE_WORKER_STALLED_AFTER", gt=0)
    language: str = Field("en", alias="TASKTIDE_LANGUAGE", pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")  # of the dashboard
    locales: Path | None = Field(None, alias="TASKTIDE_LOCALES")  # where its catalogues lie, if not in the dashboard
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="TASKTIDE_LOG_LEVEL")
    sentry_dsn: str = Field("", alias="SENTRY_DSN")  # without it nobody is told of errors but the log
    release: str = Field("", alias="TASKTIDE_RELEASE")  # what runs here, as whoever deploys it calls it

    @field_validator("cors_origins", "allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("s3_endpoint", "s3_region", "s3_key", "s3_secret")
    @classmethod
    def _of_a_bucket(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("s3_bucket"):
            raise ValueError("says nothing without TASKTIDE_S3_BUCKET")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _of_sentry(cls, value: str) -> str:
        if value and not (_scheme(value) in {"http", "https"} and urlsplit(value).username):
            raise ValueError("must look like https://key@host/number")
        return value

    @field_validator("url", "api_url", "events_url", "s3_endpoint")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if value and _scheme(value) not in {"http", "https"}:
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url", "events_database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        if value and _scheme(value) not in {"postgresql", "postgres"}:
            raise ValueError("must begin with postgresql://")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and _scheme(value) not in {"redis", "rediss", "unix"}:
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @property
    def public_url(self) -> str:
        """Where people reach this installation, for links in mails."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  # compared, not bound
        return self.url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def mail_folder(self) -> Path:
        """Where mails go while no SMTP server is set."""
        return self.mail_dir or self.data / "mail"

    @property
    def attachment_folder(self) -> Path:
        """Where files are kept while no bucket is set."""
        return self.data / "attachments"


@cache
def load() -> Settings:
    """The settings of this process. Raises `ConfigurationError` with one sentence that names the variable."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` describes; raises `ConfigurationError`."""
    known = {str(field.alias) for field in Settings.model_fields.values()}
    values = {name: environment[name] for name in known if environment.get(name)}
    for name in sorted(environment):
        if name.endswith("_FILE") and name.removesuffix("_FILE") in SECRETS:
            values[name.removesuffix("_FILE")] = _contents(name, environment[name])
        elif name.startswith("TASKTIDE_") and name not in known | LAUNCHER:
            raise ConfigurationError(f"unknown {name}{nearest(name, known)}")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(f"{first['loc'][0]}: {first['msg'].removeprefix('Value error, ')}") from None


def _scheme(url: str) -> str:
    """The scheme of a URL whose other parts can be read, too."""
    parts = urlsplit(url)
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("has a port that is no number from 0 to 65535") from None
    return parts.scheme


def _contents(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigurationError(f"{name}: cannot read {path} ({error.strerror})") from None
