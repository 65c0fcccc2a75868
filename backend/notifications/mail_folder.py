"""Mails as files, one readable `.eml` each, for installations without a mail server."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from backend.core.clock import now
from config.settings import load


class EmailBackend(BaseEmailBackend):
    """Writes into the settings' mail folder. A file is there in full or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; how many."""
        folder = load().mail_folder
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            _write(folder, mail)
        return len(email_messages)


def _write(folder: Path, mail: EmailMessage) -> None:
    data = mail.message().as_bytes()
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(folder / _name(mail))


def _name(mail: EmailMessage) -> str:
    """`2026-11-21T10.45.03.123456Z ann@example.org OPS-12 The title.eml`."""
    words = re.sub(r"[^\w.@+ -]+", " ", f"{' '.join(mail.to)} {mail.subject}")
    return f"{now():%Y-%m-%dT%H.%M.%S.%f}Z {' '.join(words.split())[:80].strip('. ')}.eml"
