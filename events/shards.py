"""Which server of Redis has a channel: the only one, or a node of a cluster."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from redis.crc import key_slot
from redis.exceptions import RedisError, ResponseError

from events.line import client_of


class Shards:
    """Servers by the slot of a channel's name, as URLs. What `url` names is one of them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_cluster = False
        self._ranges: list[tuple[int, int, str]] = []  # first slot, last slot, server

    def server_of(self, channel: str) -> str:
        """Empty: nobody has it, or that is not known yet."""
        slot = key_slot(channel.encode())
        return next((server for first, last, server in self._ranges if first <= slot <= last), "")

    async def look(self, first: Iterable[str]) -> None:
        """Find out anew, from whichever server answers, `first` those. Raises the last error if none does."""
        problem: Exception = ConnectionError("no server is known")
        for server in dict.fromkeys([*first, self.url, *(server for _, _, server in self._ranges)]):
            try:
                self._ranges = await self._ask(server)
            except (RedisError, OSError) as error:
                problem = error
            else:
                return
        raise problem

    async def _ask(self, server: str) -> list[tuple[int, int, str]]:
        async with client_of(server) as client:
            try:
                ranges = await client.cluster("SLOTS")
            except ResponseError:  # it is no cluster, or keeps that to itself
                self.is_cluster = False
                return [(0, 16383, self.url)]
        self.is_cluster = True
        return [
            (first, last, _with_address(server, address[0].decode(), address[1]))
            for first, last, address, *_replicas in ranges
        ]


def _with_address(url: str, host: str, port: int) -> str:
    """The URL of another node, with the same password; a node that does not know its host says none."""
    parts = urlsplit(url)
    host = host or parts.hostname or ""
    account = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return parts._replace(netloc=f"{account}{f'[{host}]' if ':' in host else host}:{port}").geturl()
