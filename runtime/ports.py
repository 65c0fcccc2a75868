"""TCP ports of this machine."""

import errno
import os
import socket

from runtime.processes import StartError


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises `StartError`, most often because the port is taken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except socket.gaierror:
        raise StartError(f"There is no host {host}: choose an address of this machine with --host.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StartError(
                f"Port {port} of {host} is in use: choose another with --port, or 0 for a free one."
            ) from None
        reason = os.strerror(error.errno or 0)
        raise StartError(f"Cannot listen on port {port} of {host} ({reason}): see --host and --port.") from None


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
