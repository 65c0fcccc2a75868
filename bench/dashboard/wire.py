"""What one page load brings over the wire, resource by resource."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

Told = Mapping[str, Any]  # an event of the DevTools protocol


@dataclass
class Resource:
    """`wire`: bytes with headers, as they came; `size`: unpacked."""

    path: str
    kind: str
    encoding: str = ""
    cached: str = ""
    wire: int = 0
    size: int = 0


@dataclass
class Wire:
    """Everything that came; web sockets apart, by the sizes of their messages before compression."""

    resources: dict[str, Resource] = field(default_factory=dict)
    received: int = 0
    sent: int = 0
    messages: int = 0

    @property
    def total(self) -> int:
        """Bytes of all resources."""
        return sum(one.wire for one in self.resources.values())

    def heaviest_first(self) -> list[Resource]:
        """What there is to mend."""
        return sorted(self.resources.values(), key=lambda one: -one.wire)

    def on_response(self, told: Told) -> None:
        """Headers came."""
        answer = told["response"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        if answer["url"].startswith("http"):
            self.resources[told["requestId"]] = Resource(
                urlsplit(answer["url"]).path,
                told["type"],
                headers.get("content-encoding", ""),
                headers.get("cache-control", ""),
            )

    def on_data(self, told: Told) -> None:
        """A part of a body came."""
        if (found := self.resources.get(told["requestId"])) is not None:
            found.size += told["dataLength"]

    def on_end(self, told: Told) -> None:
        """All of it is here."""
        if (found := self.resources.get(told["requestId"])) is not None:
            found.wire = int(told["encodedDataLength"])

    def on_message(self, told: Told) -> None:
        """The web socket brought something."""
        self.received += len(told["response"]["payloadData"].encode())
        self.messages += 1

    def on_sent(self, told: Told) -> None:
        """The page said something."""
        self.sent += len(told["response"]["payloadData"].encode())


@contextmanager
def listening(page: Page) -> Iterator[Wire]:
    """Everything that this page loads in the block."""
    wire, session = Wire(), page.context.new_cdp_session(page)
    session.on("Network.responseReceived", wire.on_response)
    session.on("Network.dataReceived", wire.on_data)
    session.on("Network.loadingFinished", wire.on_end)
    session.on("Network.webSocketFrameReceived", wire.on_message)
    session.on("Network.webSocketFrameSent", wire.on_sent)
    session.send("Network.enable")
    yield wire
    session.detach()
