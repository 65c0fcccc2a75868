"""`./tasktide doctor`: each part, whether it is well, and if not what to do."""

import os
import shutil
import sys
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from config.settings import Settings
from runtime.findings import Finding
from runtime.folder import open_folder
from runtime.processes import StartError
from runtime.servers import available

LEAST_SPACE = 1024**3


def examine(settings: Settings, given: Mapping[str, str]) -> int:
    """Print a line for each part; 1 if one is not well."""
    folder = open_folder(settings.data)
    console = Console(highlight=False, soft_wrap=True)
    findings = [*_machine(settings), *_installation(settings, given, folder.is_held())]
    for finding in findings:
        mark = ("✗", "red") if finding.advice else ("✓", "green")
        advice = f": {finding.advice}" if finding.advice else ""
        console.print(Text.assemble(mark, f" {finding.part:<13}", finding.state, advice))
    return 1 if any(finding.advice for finding in findings) else 0


def _machine(settings: Settings) -> list[Finding]:
    free = shutil.disk_usage(settings.data).free
    advice = "" if free > LEAST_SPACE else "make room: the database stops when the disk is full"
    return [
        Finding("Python", sys.version.split()[0]),
        Finding("Data folder", f"{settings.data}, {free / 1024**3:.0f} GiB free", advice),
    ]


def _installation(settings: Settings, given: Mapping[str, str], is_up: bool) -> list[Finding]:
    try:
        with available(settings, given) as variables:
            os.environ.update(variables)
            from runtime.findings import all_findings

            return all_findings(is_up=is_up)
    except StartError as error:
        return [Finding("Servers", "do not start", str(error))]
