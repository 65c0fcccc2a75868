"""Make anew what of the Python client is generated: `python -m clients.generate`, or `just client`."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clients.events import event_types

ROOT = Path(__file__).parent.parent
DESCRIPTION = ROOT / "docs/openapi.json"
PACKAGE = ROOT / "clients/python/tasktide_client"
EVENTS = ROOT / "clients/python/tasktide_stream/events.py"
# A fixed set of words is a `Literal`, so that callers write the word; the small picture of an image is bytes.
_OPTIONS = {
    "literal_enums": True,
    "content_type_overrides": {"image/webp": "application/octet-stream"},
    "http_timeout": 30,
    "post_hooks": [],
}


def generate(package: Path, description: Path = DESCRIPTION) -> None:
    """Write the client of an API into the folder `package`, in place of what is there."""
    with tempfile.TemporaryDirectory() as name:
        made, options = Path(name) / PACKAGE.name, Path(name) / "options.json"
        options.write_text(json.dumps(_OPTIONS), encoding="utf-8")
        _run(
            *("openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"),
            *("--path", str(description), "--config", str(options), "--output-path", str(made)),
        )
        # PYI036 makes `*args: object` of what is passed on to httpx, whose types are narrower.
        rules = ("--extend-select", "I", "--ignore", "PYI036")
        _run("ruff", "check", "--isolated", "--quiet", "--fix-only", *rules, str(made))
        _format(made)
        (made / "py.typed").touch()
        shutil.rmtree(package, ignore_errors=True)
        shutil.copytree(made, package)


def generate_events(module: Path) -> None:
    """Write the types of events into the file `module`."""
    module.write_text(event_types(), encoding="utf-8")
    _format(module)


def _format(path: Path) -> None:
    _run("ruff", "format", "--isolated", "--quiet", "--line-length", "120", str(path))


def _run(module: str, *arguments: str) -> None:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    generate(PACKAGE)
    generate_events(EVENTS)
