"""The services of docker-compose.yml as processes of this machine."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from runtime import valkey
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until
from tests.deploy.database import database, make_owner, make_secrets, migrate
from tests.deploy.plans import Plan
from tests.deploy.programs import is_well, program, variables


@dataclass
class Process:
    """A running service."""

    plan: Plan
    process: subprocess.Popen[bytes]
    log: Path


@dataclass
class Stack:
    """Database and Valkey, and the services that were started."""

    folder: Path
    redis: valkey.Server
    gateway_port: int
    processes: list[Process] = field(default_factory=list)

    def start(self, name: str, port: int | None = None) -> Process:
        """Start a service and wait until the file's own check finds it well."""
        service = self.begin(name, port)
        self.wait(service)
        return service

    def begin(self, name: str, port: int | None = None) -> Process:
        """Start a service."""
        plan = Plan(name, self.folder, port or free_port(), f"http://127.0.0.1:{self.gateway_port}")
        log = self.folder / f"{name}-{plan.port}.log"
        command = [program(plan.command[0]), *plan.command[1:]]
        service = Process(plan, spawn(command, environment=variables(plan), log=log), log)
        self.processes.append(service)
        return service

    def wait(self, *services: Process) -> None:
        """Until the file's own check finds them well."""
        for service in services:
            plan = service.plan
            wait_until(lambda plan=plan: is_well(plan), service.process, what=plan.name, log=service.log)  # type: ignore[misc]

    def stop(self, service: Process) -> int:
        """End it as Docker does; its exit code."""
        stop(service.process, signal.SIGTERM, patience=15)
        self.processes.remove(service)
        return service.process.returncode

    def end(self) -> None:
        """End all."""
        for service in reversed(self.processes):
            stop(service.process, signal.SIGTERM, patience=15)


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    """Everything that services need, and none of them yet."""
    with ExitStack() as ending:
        port = ending.enter_context(database(folder))
        redis = valkey.start(folder / "valkey")
        ending.callback(redis.stop)
        make_secrets(folder, port, redis)
        make_owner(folder, port)
        migrate(folder)
        here = Stack(folder, redis, free_port())
        ending.callback(here.end)
        yield here
