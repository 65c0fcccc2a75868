"""docker-compose.yml: valid, and in agreement with the settings, the secrets and the images."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from config.settings import SECRETS, read
from tests.deploy.plans import NGINX, ROOT, compose, gateway_values, render

FILES = ("docker-compose.yml", "deploy/compose.tls.yml")
OURS = ("api", "events", "dashboard", "worker", "migrate")


@pytest.mark.parametrize("path", FILES)
def test_it_is_what_compose_reads(path: str) -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(ROOT / path)]
    result = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_all_services_are_there() -> None:
    assert {"gateway", "api", "events", "dashboard", "worker", "postgres", "redis"} <= set(compose()["services"])


@pytest.mark.parametrize("name", OURS)
def test_the_settings_accept_the_environment_of(name: str, tmp_path: Path) -> None:
    environment = compose()["services"][name]["environment"]
    for variable in [variable for variable in environment if variable.endswith("_FILE")]:
        (tmp_path / variable).write_text(_example(variable.removesuffix("_FILE")))
    read({key: str(tmp_path / key) if key.endswith("_FILE") else value for key, value in environment.items()})


@pytest.mark.parametrize("name", OURS)
def test_secrets_come_as_files_alone_and_to_those_who_need_them(name: str) -> None:
    service = compose()["services"][name]
    assert not {variable for variable, value in service["environment"].items() if variable in SECRETS and value}
    named = {value.rpartition("/")[2] for key, value in service["environment"].items() if key.endswith("_FILE")}
    assert named == set(service["secrets"])


def test_the_stream_can_neither_write_nor_sign() -> None:
    assert set(compose()["services"]["events"]["secrets"]) == {"events_database_url", "redis_url", "jwt_public.pem"}
    signers = [
        name for name, service in compose()["services"].items() if "jwt_private.pem" in service.get("secrets", [])
    ]
    assert signers == ["api"]


def test_the_script_makes_every_secret_and_keeps_those_that_are_there(tmp_path: Path) -> None:
    script = ROOT / "deploy/make-secrets.sh"
    subprocess.run([script, tmp_path], check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    wanted = {Path(secret["file"]).name for secret in compose()["secrets"].values()}
    # Those two are parts of addresses.
    assert set(made) == wanted | {"reader_password", "valkey_password"}
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    again = subprocess.run([script, tmp_path], check=True, capture_output=True)
    assert again.stdout == b""
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made


def test_git_never_sees_a_secret() -> None:
    assert (ROOT / "deploy/secrets/.gitignore").read_text() == "*\n!.gitignore\n"


def test_every_health_check_has_a_process_that_comes_back() -> None:
    for name, service in compose()["services"].items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == ("always" if name == "worker" else "unless-stopped"), name


def test_only_the_gateway_is_reached_from_outside_and_by_default_from_this_machine_alone() -> None:
    ports = {name: service["ports"] for name, service in compose()["services"].items() if "ports" in service}
    assert ports == {"gateway": ["127.0.0.1:8080:8080"]}


@pytest.mark.parametrize("path", FILES)
def test_every_mounted_file_exists(path: str) -> None:
    services = yaml.safe_load((ROOT / path).read_text())["services"].values()
    mounts = [volume for service in services for volume in service.get("volumes", []) if volume.startswith("./")]
    assert mounts
    for mount in mounts:
        assert (ROOT / mount.split(":")[0]).exists(), mount


def test_the_templates_name_no_variable_that_the_files_do_not_set() -> None:
    tls = yaml.safe_load((ROOT / "deploy/compose.tls.yml").read_text())["services"]["gateway"]["environment"]
    for template, values in (
        (NGINX / "templates/gateway.conf.template", gateway_values()),
        (NGINX / "templates/server.conf.template", gateway_values()),
        (NGINX / "templates/uploads.inc.template", gateway_values()),
        (NGINX / "tls.conf.template", gateway_values(**tls)),
    ):
        assert "${" not in render(template, values)


def _example(secret: str) -> str:
    """Something of the right form."""
    schemes = {"DATABASE_URL": "postgresql", "TASKTIDE_EVENTS_DATABASE_URL": "postgresql", "REDIS_URL": "redis"}
    return f"{schemes[secret]}://name:word@host/0\n" if secret in schemes else ""
