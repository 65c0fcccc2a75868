"""A line to a server on which bytes get stuck, or are lost."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Hindrance:
    """Passes bytes on to a port, both ways, until it is told otherwise."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = threading.Event()
        self._open.set()
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._doomed: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where to connect instead."""
        return int(self._listener.getsockname()[1])

    def hold(self) -> None:
        """A partition: from now on nothing passes, and nobody is told. Connections are taken and lead nowhere."""
        self._open.clear()

    def drop(self) -> None:
        """Each connection breaks off, and what was held in it is lost; new ones pass."""
        with self._lock:
            for end in self._ends:
                self._doomed.add(end)
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._open.set()

    def close(self) -> None:
        """The end."""
        self._listener.close()
        self.drop()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=[client], daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with client:
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            with server:
                pair = {client, server}
                with self._lock:
                    self._ends |= pair
                back = threading.Thread(target=self._pass, args=[server, client], daemon=True)
                back.start()
                self._pass(client, server)
                back.join()
                with self._lock:
                    self._ends -= pair
                    self._doomed -= pair

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._open.wait()
                if source in self._doomed:
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def hindrance(port: int) -> Iterator[Hindrance]:
    """One before a server of this machine."""
    line = Hindrance(port)
    try:
        yield line
    finally:
        line.close()
