"""The writing side, as small as it can be: a log in PostgreSQL, its doorbell on Redis, people with sessions."""

import json
import time
from dataclasses import dataclass, field
from uuid import uuid4

import jwt
import psycopg
import redis.asyncio as redis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from events.access import thumbprint
from events.wire import Cursor, Envelope, Message, channel, encode
from tests.events.documents import body

KEY = Ed25519PrivateKey.generate()
Changes = dict[str, list[object]]
PUBLIC_PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass
class Person:
    """Somebody with a session."""

    name: str
    id: str = field(default_factory=lambda: str(uuid4()))
    session_id: str = field(default_factory=lambda: str(uuid4()))

    def token(self, *, seconds: float = 600, **claims: str) -> str:
        """An access token."""
        now = time.time()
        content = {"sub": self.id, "sid": self.session_id, "iat": now, "exp": now + seconds, "jti": str(uuid4())}
        content |= {"token_type": "access", **claims}
        return jwt.encode(content, KEY, algorithm="EdDSA", headers={"kid": thumbprint(KEY.public_key())})


class Workspace:
    """A workspace with a log. Each method is one committed transaction."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self.id = str(uuid4())
        self.epoch = "k3f9"
        self.database_url = database_url
        self.redis_url = redis_url

    async def begin(self, *people: Person) -> None:
        """Make it, with these members."""
        await self.sql("INSERT INTO counter VALUES (%s, %s, 0, 1)", self.id, self.epoch)
        for person in people:
            await self.admit(person)

    async def admit(self, person: Person, role: str = "member") -> None:
        """Make somebody a member, and give him a session if he has none."""
        await self.sql("INSERT INTO member VALUES (%s, %s, %s)", self.id, person.id, role)
        session = "INSERT INTO session VALUES (%s, %s, now() + interval '1 day') ON CONFLICT DO NOTHING"
        await self.sql(session, person.session_id, person.id)

    async def let_see(self, person: Person, *project_ids: str) -> None:
        """Set the private projects that he belongs to."""
        await self.sql(
            "UPDATE member SET private_project_ids = %s::uuid[] WHERE workspace_id = %s AND user_id = %s",
            list(project_ids), self.id, person.id,
        )  # fmt: skip

    async def sql(self, statement: str, *parameters: object) -> None:
        """One statement, committed."""
        async with await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as connection:
            await connection.execute(statement.encode(), parameters)

    async def log(
        self,
        kind: str = "task.updated",
        *,
        project: str | None = None,
        private: bool = False,
        admins_only: bool = False,
        user: Person | None = None,
        text: str = "",
        changes: Changes | None = None,
        ring: bool = True,
        count: int = 1,
    ) -> int:
        """Write events, `text` as their request; the last one's number. Without `ring` Redis does not hear of them."""
        async with await psycopg.AsyncConnection.connect(self.database_url) as connection:
            writer = Writer(self, connection)
            envelopes = [
                await writer.write(kind, project, project if private else None, admins_only, user, text, changes or {})
                for _ in range(count)
            ]
        if ring:
            await self.ring(*envelopes)
        return envelopes[-1].seq

    async def ring(self, *envelopes: Envelope) -> None:
        """Publish events."""
        message = Message(self.id, self.epoch, envelopes[0].seq, envelopes[-1].seq, envelopes)
        async with redis.Redis.from_url(self.redis_url) as client:
            await client.publish(channel(self.id), encode(message))

    async def publish(self, name: str, data: bytes) -> None:
        """Something else on Redis."""
        async with redis.Redis.from_url(self.redis_url) as client:
            await client.publish(name, data)

    def cursor(self, seq: int) -> str:
        """As clients say it."""
        return str(Cursor(self.epoch, seq))


@dataclass
class Writer:
    """Writes events on one connection."""

    workspace: Workspace
    connection: psycopg.AsyncConnection

    async def write(
        self,
        kind: str = "task.updated",
        project: str | None = None,
        private_project: str | None = None,
        admins_only: bool = False,
        user: Person | None = None,
        text: str = "",
        changes: Changes | None = None,
    ) -> Envelope:
        """One event in the connection's transaction."""
        counted = await self.connection.execute(
            "UPDATE counter SET seq = seq + 1 WHERE workspace_id = %s RETURNING seq", [self.workspace.id]
        )
        [seq] = await counted.fetchone() or [0]
        thing = str(uuid4())
        told = body(
            kind, seq=seq, workspace_id=self.workspace.id, project_id=project, changes=changes or {}, request_id=text
        )
        told["object"]["id"] = told["data"]["id"] = thing
        envelope = Envelope(
            seq, kind, project, private_project, admins_only, user.id if user else None, thing,
            json.dumps(told, ensure_ascii=False),
        )  # fmt: skip
        row = [
            self.workspace.id,
            seq,
            kind,
            project,
            private_project,
            admins_only,
            envelope.user_id,
            thing,
            envelope.body,
        ]
        await self.connection.execute("INSERT INTO event VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", row)
        return envelope
