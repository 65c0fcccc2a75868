"""Which package index this machine is set up to use. None is named here: tools know their own default."""

import configparser
import os
import ssl
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path


def configured(environment: Mapping[str, str]) -> str | None:
    """The index URL that uv's or pip's variables and files name, if any does."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if environment.get(name):
            return environment[name]
    return _of_uv_files(environment) or _of_pip_files(environment)


def for_uv(environment: Mapping[str, str], venv: Path) -> dict[str, str]:
    """The environment for uv, which knows neither pip's settings nor a home folder that cannot be written."""
    result = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    named_for_uv = any(environment.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"))
    if not named_for_uv and not _of_uv_files(environment) and (url := configured(environment)):
        result["UV_DEFAULT_INDEX"] = url
    if environment.get("PIP_CERT") and not environment.get("SSL_CERT_FILE"):
        result["SSL_CERT_FILE"] = environment["PIP_CERT"]
    if _machine_has_certificates():
        # uv brings its own, among which a company's is not. The second name is the one before uv 0.11.
        result.setdefault("UV_SYSTEM_CERTS", "1")
        result.setdefault("UV_NATIVE_TLS", "1")
    if "UV_CACHE_DIR" not in environment and not os.access(Path.home(), os.W_OK):
        result["UV_CACHE_DIR"] = str(venv / "cache")
    return result


def _machine_has_certificates() -> bool:
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())))


def _of_uv_files(environment: Mapping[str, str]) -> str | None:
    for file in (environment.get("UV_CONFIG_FILE"), _home(environment) / "uv/uv.toml", "/etc/uv/uv.toml"):
        if not file or not Path(file).is_file():
            continue
        settings = tomllib.loads(Path(file).read_text(encoding="utf-8"))
        defaults = [str(index["url"]) for index in settings.get("index", []) if index.get("default")]
        if found := [*defaults, *filter(None, [settings.get("index-url")])]:
            return str(found[0])
    return None


def _of_pip_files(environment: Mapping[str, str]) -> str | None:
    parser = configparser.RawConfigParser()
    for file in _pip_files(environment):
        parser.read(file, encoding="utf-8")
        for section in ("install", "global"):
            if parser.has_option(section, "index-url"):
                return parser.get(section, "index-url")
    return None


def _pip_files(environment: Mapping[str, str]) -> Iterator[Path]:
    if environment.get("PIP_CONFIG_FILE"):
        yield Path(environment["PIP_CONFIG_FILE"])
    yield _home(environment) / "pip/pip.conf"
    yield Path.home() / ".pip/pip.conf"
    yield Path.home() / "Library/Application Support/pip/pip.conf"
    yield Path("/etc/pip.conf")
    yield Path("/etc/xdg/pip/pip.conf")


def _home(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
