"""What `up` says when everything is ready."""

import json

from rich.console import Console
from rich.text import Text

from config.settings import Settings
from runtime.folder import Folder


def show(folder: Folder, settings: Settings, seconds: float) -> None:
    """Where everything is."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text.assemble("\n  ", ("Tasktide", "bold"), f" is ready after {seconds:.1f} s. Ctrl-C ends it.\n"))
    for name, value in rows(folder, settings):
        console.print(Text.assemble("  ", (f"{name:<12}", "dim"), value))
    console.print()


def rows(folder: Folder, settings: Settings) -> list[tuple[str, str]]:
    """Name and value of each line."""
    lines = [("Board", settings.public_url), ("API", f"{settings.public_url}/api/docs")]
    if demo := _demo(folder):
        lines.append(("Demo login", demo))
    mails = "to the server of TASKTIDE_SMTP_URL" if settings.smtp_url else str(settings.mail_folder)
    return [*lines, ("Data", str(folder.path)), ("Mails", mails), ("Logs", str(folder.logs))]


def _demo(folder: Folder) -> str:
    """The demo's login as the first start noted it; empty if it was not loaded."""
    try:
        return str(json.loads(folder.first_start.read_text(encoding="utf-8"))["demo"])
    except (OSError, ValueError, KeyError):
        return ""
