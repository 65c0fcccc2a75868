"""The mails that people get."""

import email
import re
from email import policy
from pathlib import Path
from typing import Any

from tests.e2e.system import System


def mails_to(system: System, address: str) -> list[Path]:
    """The mails that somebody got, oldest first."""
    return sorted((system.installation.data / "mail").glob(f"*{address}*.eml"))


def link_of(mail: Path) -> str:
    """The path of the link in a mail."""
    message: Any = email.message_from_bytes(mail.read_bytes(), policy=policy.default)
    text = message.get_body(("plain",)).get_content()
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found is not None, text
    return found[1]
