"""Make the Python client anew: `python -m clients.generate [FOLDER]`, or `just client`."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DESCRIPTION = ROOT / "docs/openapi.json"
PACKAGE = ROOT / "clients/python/tasktide_client"
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
        _run("ruff", "check", "--isolated", "--quiet", "--fix-only", "--extend-select", "I", str(made))
        _run("ruff", "format", "--isolated", "--quiet", "--line-length", "120", str(made))
        (made / "py.typed").touch()
        shutil.rmtree(package, ignore_errors=True)
        shutil.copytree(made, package)


def _run(module: str, *arguments: str) -> None:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE)
