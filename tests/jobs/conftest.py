"""Real workers in processes of their own, a real mail server, and really committed transactions."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from config.settings import load
from tests.world import World

WORKER = """
import os
import sys
import django
django.setup()
import tests.jobs.stories
from jobs.app import load
from jobs.worker import run
# Jobs of the clock would come into every story, at one minute or another.
if "WITH_CLOCK" not in os.environ:
    load().periodic_registry.periodic_tasks.clear()
sys.exit(run())
"""
PATIENCE = 30.0


@pytest.fixture
def world(transactional_db: None) -> World:
    """The harbour crew, committed, and no job left over: Django does not empty tables that it does not manage."""
    del transactional_db
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_workers CASCADE")
    return World()


class Mailbox:
    """A mail server. `refusal` is what it answers to every mail, until it is set to "" again."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""
        self.url = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        """Take a mail, or refuse it."""
        del server, session
        if self.refusal:
            return self.refusal
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A running mail server on a free port."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Worker:
    """A worker process."""

    def __init__(self, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            env={**os.environ, "DATABASE_URL": _database_url(), **environment},
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask_to_stop(self) -> None:
        """SIGTERM."""
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()
        self._process.communicate()

    def end(self) -> tuple[int, str]:
        """Exit code and what it complained of, once it has ended."""
        complained = self._process.communicate(timeout=PATIENCE)[1]
        return self._process.returncode, complained


StartWorker = Callable[..., Worker]


@pytest.fixture
def start_worker(world: World, tmp_path: Path) -> Iterator[StartWorker]:
    """Starts workers that notice dead ones quickly; ends them with the test."""
    del world
    workers: list[Worker] = []

    def start(**environment: str) -> Worker:
        quick = {
            "TASKTIDE_WORKER_HEARTBEAT": "0.3",
            "TASKTIDE_WORKER_STALLED_AFTER": "2",
            "TASKTIDE_MAIL_DIR": str(tmp_path / "mail"),
            "TASKTIDE_URL": "https://tide.example.org",
        }
        workers.append(Worker(**quick | environment))
        return workers[-1]

    yield start
    for worker in workers:
        if worker.is_running:
            worker.kill()


def _database_url() -> str:
    parts = urlsplit(load().database_url)
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def wait_until(happened: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
