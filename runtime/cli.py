"""The commands of `./tasktide`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from config.settings import ConfigurationError, read
from runtime.processes import StartError
from runtime.servers import ROOT

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
Arguments = Annotated[list[str] | None, typer.Argument()]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the database and everything else.", show_default=".tasktide beside this program"),
]

app = typer.Typer(
    help="Tasks in real time: dashboard, API and event stream.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
user = typer.Typer(help="People: create one, set a password, make an administrator.", no_args_is_help=True)
app.add_typer(user, name="user")
token = typer.Typer(help="Personal access tokens, for programs that act as a person.", no_args_is_help=True)
app.add_typer(token, name="token")


def main() -> None:
    """Run the command of the command line. What goes wrong is told in one sentence, with exit code 1."""
    try:
        app(prog_name="tasktide")
    except (StartError, ConfigurationError) as error:
        sys.stderr.write(f"tasktide: {error}\n")
        sys.exit(1)


@app.command()
def up(
    port: Annotated[int | None, typer.Option(help="0 chooses a free one.", show_default="8000")] = None,
    host: Annotated[str | None, typer.Option(show_default="127.0.0.1")] = None,
    data: Data = None,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Load the demo workspace on the first start.")] = True,
) -> None:
    """Serve everything on one port until Ctrl-C. Settings: environment variables, see README."""
    from dashboard import catalogue
    from runtime.up import up as serve

    options = {"TASKTIDE_PORT": port, "TASKTIDE_HOST": host, "TASKTIDE_DEMO": None if demo else 0}
    environment = _environment(data, options)
    settings = read(environment)
    catalogue.read(settings.language, settings.locales)  # else the web process would find out, alone with its log
    serve(settings, environment)


@app.command("test", context_settings=PASS_ON)
def run_tests(arguments: Arguments = None) -> None:
    """Run the test suite on servers of its own; arguments go to pytest."""
    from runtime.testing import run

    raise typer.Exit(run(arguments or []))


@app.command()
def doctor(data: Data = None) -> None:
    """Say of each part whether it is well, and if not what to do."""
    from runtime.doctor import examine

    environment = _environment(data, {})
    raise typer.Exit(examine(read(environment), environment))


@app.command("import", context_settings=PASS_ON)
def run_import(arguments: Arguments = None, data: Data = None) -> None:
    """Bring in what other tools, or Tasktide itself, have exported: trello FILE… --workspace ID|slug --as EMAIL."""
    from runtime.commands import run_import as start

    environment = _environment(data, {})
    raise typer.Exit(start(read(environment), environment, arguments or []))


@app.command("export", context_settings=PASS_ON)
def run_export(arguments: Arguments = None, data: Data = None) -> None:
    """Write a workspace into a file: json|csv --workspace ID|slug --as EMAIL [-o FILE]."""
    from runtime.commands import run_export as start

    environment = _environment(data, {})
    raise typer.Exit(start(read(environment), environment, arguments or []))


@app.command()
def verify(data: Data = None) -> None:
    """Replay the log of every workspace from nothing and compare it with the tables; exit code 1 if they differ."""
    _manage(data, ["verify"])


@user.command("create", context_settings=PASS_ON)
def user_create(arguments: Arguments = None, data: Data = None) -> None:
    """EMAIL [--first-name …] [--last-name …] [--admin]: create a person; the password is asked for."""
    _manage(data, ["user_create", *(arguments or [])])


@user.command("password", context_settings=PASS_ON)
def user_password(arguments: Arguments = None, data: Data = None) -> None:
    """EMAIL: give a person a new password, which is asked for; all sessions of that person end."""
    _manage(data, ["user_password", *(arguments or [])])


@user.command("admin", context_settings=PASS_ON)
def user_admin(arguments: Arguments = None, data: Data = None) -> None:
    """EMAIL [--remove]: make a person an administrator of the installation."""
    _manage(data, ["user_admin", *(arguments or [])])


@token.command("create", context_settings=PASS_ON)
def token_create(arguments: Arguments = None, data: Data = None) -> None:
    """EMAIL NAME [--scope read|write] [--days N]: make a personal access token, which is printed once."""
    _manage(data, ["token_create", *(arguments or [])])


@app.command()
def openapi(file: Path = ROOT / "docs/openapi.json", events: Path = ROOT / "events/schema.json") -> None:
    """Write the descriptions of the API and of its events."""
    from runtime.commands import write_openapi

    write_openapi(file, events)


@app.command()
def migrations() -> None:
    """Check that models and migrations say the same."""
    from runtime.commands import check_migrations

    check_migrations()


@app.command()
def sync() -> None:
    """Install the development tools too; the launcher has done it when this is reached."""


def _manage(data: Path | None, arguments: list[str]) -> None:
    from runtime.commands import run_management

    environment = _environment(data, {})
    run_management(read(environment), environment, arguments)


def _environment(data: Path | None, options: dict[str, str | int | None]) -> dict[str, str]:
    """This process's environment with the command line's options, which go before."""
    given = {name: str(value) for name, value in options.items() if value is not None}
    folder = data or Path(os.environ.get("TASKTIDE_DATA") or ROOT / ".tasktide")
    return {**os.environ, **given, "TASKTIDE_DATA": str(folder.expanduser().absolute())}
