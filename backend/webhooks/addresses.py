"""Which network addresses may be told anything: those of the public internet, unless the installation says otherwise.

Whoever manages a workspace chooses the address, and the server calls it from inside its own network: databases, the
cloud's metadata and neighbours' pages are no business of his.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from config.settings import load

# All that the internet has of IPv6; and within it tunnels, which carry to wherever an IPv4 address leads.
_GLOBAL = IPv6Network("2000::/3")
_TUNNELS = tuple(map(IPv6Network, ("2001::/32", "2002::/16")))
# Of IPv4 what looks public but is not: for protocols themselves, and the inside of a large cloud.
_INSIDE = tuple(map(IPv4Network, ("192.0.0.0/24", "168.63.129.16/32")))


class Refused(Exception):
    """The address is none that may be called."""


async def resolve(host: str, port: int) -> list[str]:
    """Where a host is. `Refused` where one of its addresses is not public, `OSError` where it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    require_public(host, addresses)
    return addresses


def require_public_if_numeric(host: str) -> None:
    """`Refused` for a host that is written as such an address, in whatever form (`127.0.0.1`, `2130706433`, `::1`).

    And for one that is no name either: with a part that is empty, or too long.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return  # a name: what it means is found out each time that it is called
    except ValueError:
        raise Refused(f"{host} is no name that a host can have") from None
    require_public(host, [str(one[4][0]) for one in found])


def require_public(host: str, addresses: Iterable[str]) -> None:
    """`Refused` where one of a host's addresses is not public."""
    if not load().webhook_private and not all(map(is_public, addresses)):
        raise Refused(f"{host} is no public address")


def is_public(address: str) -> bool:
    """Whether it is one of the public internet: not of this machine, a private network, a cloud's metadata, nobody."""
    parsed: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if parsed not in _GLOBAL or any(parsed in network for network in _TUNNELS):
            return False
    elif any(parsed in network for network in _INSIDE):
        return False
    return parsed.is_global and not parsed.is_multicast
