"""What docker-compose.yml and the gateway's templates say, for processes that are started by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import yaml

ROOT = Path(__file__).parents[2]
NGINX = ROOT / "deploy/nginx"
SECRETS = "/run/secrets/"

Environment = dict[str, str]


class Health(TypedDict):
    """How a service is looked after."""

    test: list[str]


class Service(TypedDict, total=False):
    """A service, as far as these tests read it."""

    image: str
    command: list[str]
    restart: str
    environment: Environment
    secrets: list[str]
    volumes: list[str]
    ports: list[str]
    healthcheck: Health


class Compose(TypedDict):
    """The file."""

    services: dict[str, Service]
    secrets: dict[str, dict[str, str]]


@cache
def compose() -> Compose:
    """The file with the default values of its variables filled in."""
    found: Compose = _filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    return found


def _filled(value: Any) -> Any:  # whatever YAML holds
    if isinstance(value, str):
        return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
    if isinstance(value, list):
        return [_filled(one) for one in value]
    return {name: _filled(one) for name, one in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True)
class Plan:
    """A service of the file, where loopback ports and a folder take the place of networks and mounts."""

    name: str
    folder: Path
    port: int = 0
    gateway: str = ""

    @property
    def service(self) -> Service:
        """What the file says."""
        return compose()["services"][self.name]

    @property
    def command(self) -> list[str]:
        """The file's command."""
        return [self._here(part) for part in self.service["command"]]

    @property
    def health(self) -> list[str]:
        """The file's check of health."""
        return [self._here(part) for part in self.service["healthcheck"]["test"][1:]]

    @property
    def environment(self) -> Environment:
        """The file's environment."""
        given = {name: self._here(value) for name, value in self.service["environment"].items()}
        if "TASKTIDE_RATE_LIMIT" in given:
            given["TASKTIDE_RATE_LIMIT"] = "1000000"  # one person asks as much as many do
        if "TASKTIDE_PORT" in given:
            given["TASKTIDE_PORT"] = str(self.port)
        return given | {"TASKTIDE_DATA": str(self.folder / "data" / self.name)}

    def _here(self, text: str) -> str:
        text = text.replace("0.0.0.0", "127.0.0.1").replace("http://gateway:8081", self.gateway)
        text = text.replace(SECRETS, f"{self.folder}/secrets/")
        return text.replace("--port=8000", f"--port={self.port}").replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")


def render(template: Path, values: Mapping[str, str]) -> str:
    """What nginx's image makes of a template: ${NAMES} that it was told of, and nothing else."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    return re.sub(r"\$\{(\w+)\}", value, template.read_text(encoding="utf-8"))


def gateway_values(**own: str) -> Environment:
    """The variables that the file gives the gateway, with those of the test's machine."""
    told = compose()["services"]["gateway"]["environment"]
    return {name: value for name, value in told.items() if name.startswith("GATEWAY_")} | own


def servers(*ports: int) -> str:
    """The upstream lines of processes on these ports, with the file's own patience."""
    return " ".join(f"server 127.0.0.1:{port} fail_timeout=2s;" for port in ports)
