"""Bringing one message to one address (Standard Webhooks), whatever waits there.

No redirects, no proxies, no address that was not checked, never longer than `TIMEOUT` in all. Many are on their way at
once, in a thread that does nothing else; the caller's thread keeps the database.
"""

import asyncio
import logging
import ssl
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpx
from standardwebhooks import Webhook as Signer

from backend.webhooks.addresses import Refused, resolve

TIMEOUT: Final = 15.0  # seconds, from the look-up of the name to the last byte of the answer
LOOK_UP: Final = 5.0  # of them for the name
CONNECT: Final = 5.0  # and to be connected to one of its addresses
MOST_READ: Final = 64 * 1024  # bytes of an answer; the rest is left where it is
MOST_KEPT: Final = 1024
LONGEST_ERROR: Final = 300  # characters

_logger = logging.getLogger("tasktide.webhooks")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and where to. `secrets`: each of them signs."""

    id: str
    url: str
    body: str
    secrets: tuple[str, ...]
    at: datetime

    def headers(self) -> dict[str, str]:
        """Those that say what it is."""
        signatures = [Signer(secret).sign(self.id, self.at, self.body) for secret in self.secrets]
        return {
            "Content-Type": "application/json",
            "User-Agent": "Tasktide-Webhooks/1",
            "Accept-Encoding": "identity",
            "webhook-id": self.id,
            "webhook-timestamp": str(int(self.at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status and the beginning of a body, or the error in the way of it."""

    code: int | None = None
    body: str = ""
    error: str = ""
    duration_ms: int = 0

    @property
    def is_success(self) -> bool:
        """2xx."""
        return not self.error


class Courier:
    """Sends messages from a thread of its own as long as the context is open; `at_once`: so many, at the most."""

    def __init__(self, at_once: int) -> None:
        self._loop = asyncio.new_event_loop()
        # For looking up names, each of which keeps a thread even when nobody waits for it any more.
        self._loop.set_default_executor(ThreadPoolExecutor(2 * at_once, "look-up"))
        self._thread = threading.Thread(target=self._loop.run_forever, name="courier", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Whoever leaves early leaves messages behind: they are broken off. Look-ups end by themselves, unheard."""
        asyncio.run_coroutine_threadsafe(_break_off(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def send(self, message: Message) -> "Future[Answer]":
        """The answer to come; it raises nothing."""
        return asyncio.run_coroutine_threadsafe(_send(message), self._loop)


async def _break_off() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _send(message: Message) -> Answer:
    loop = asyncio.get_running_loop()
    began = loop.time()
    code, body, error = None, "", ""
    try:
        async with asyncio.timeout(TIMEOUT):
            code, body = await _exchange(message)
            error = _fault(code)
    except TimeoutError:
        error = f"no complete answer within {TIMEOUT:g} s"
    except Refused as refusal:
        error = str(refusal)
    except (OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as failure:
        error = f"cannot be reached: {str(failure) or type(failure).__name__}"
    except Exception as failure:
        # Whatever one receiver's answer brings about, the others are sent theirs.
        _logger.exception("a webhook could not be sent")
        error = f"cannot be sent: {type(failure).__name__}"
    return Answer(code, body, error[:LONGEST_ERROR], round((loop.time() - began) * 1000))


def _fault(code: int) -> str:
    if 300 <= code < 400:
        return f"answered {code}: redirects are not followed"
    return "" if 200 <= code < 300 else f"answered {code}"


async def _exchange(message: Message) -> tuple[int, str]:
    parts = urlsplit(message.url)
    url = httpx.URL(message.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    *others, last = await _find(url.raw_host.decode(), port)
    for address in others:
        try:
            return await _post(message, url, address)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue  # as one of two families of addresses where this machine has but the other
    return await _post(message, url, last)


async def _find(host: str, port: int) -> list[str]:
    try:
        async with asyncio.timeout(LOOK_UP):
            return await resolve(host, port)
    except TimeoutError:
        raise OSError(f"{host} was not found within {LOOK_UP:g} s") from None


async def _post(message: Message, url: httpx.URL, address: str) -> tuple[int, str]:
    """To the address that was looked at and no other: the name would be looked up again, and may say something else."""
    headers = {**message.headers(), "Host": url.netloc.decode()}
    async with (
        httpx.AsyncClient(verify=_trust(), timeout=httpx.Timeout(TIMEOUT, connect=CONNECT), trust_env=False) as client,
        client.stream(
            "POST",
            url.copy_with(host=address),
            content=message.body.encode(),
            headers=headers,
            extensions={"sni_hostname": url.raw_host.decode()},
        ) as response,
    ):
        kept, read = b"", 0
        async for chunk in response.aiter_raw():
            kept, read = (kept + chunk)[:MOST_KEPT], read + len(chunk)
            if read >= MOST_READ:
                break
        return response.status_code, kept.decode(errors="replace").replace("\0", "�")


@cache
def _trust() -> ssl.SSLContext:
    """Read once: it takes longer than a message."""
    return ssl.create_default_context()
