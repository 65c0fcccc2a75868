"""What somebody types reaches the server, whatever the server says meanwhile, and never goes lost on the way."""

import asyncio
from collections.abc import Iterator

import pytest

from dashboard import saving as savings
from dashboard.errors import DashboardError, Refused, SignedOut, Unreachable
from dashboard.saving import Saving


@pytest.fixture(autouse=True)
def _hurry() -> Iterator[None]:
    """Seconds become hundredths."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(savings, "PAUSE", 0.03)
        patch.setattr(savings, "AGAIN", 0.02)
        yield


class Field:
    """A field over a server that answers as a test says, and notes what it is told."""

    def __init__(self, *answers: DashboardError | None) -> None:
        self.answers = list(answers)
        self.sent: list[str] = []
        self.told: list[str] = []
        self.slow = 0.0
        self.saving = Saving("Dora", self._save, self)

    async def _save(self, value: str) -> str:
        self.sent.append(value)
        await asyncio.sleep(self.slow)
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        return value

    def on_saved(self) -> None:
        self.told.append("saved")

    def on_waiting(self) -> None:
        self.told.append("waiting")

    def on_refused(self, error: DashboardError) -> None:
        self.told.append(str(error))


async def test_a_word_is_sent_once_when_the_hand_rests() -> None:
    field = Field()
    for typed in ("D", "Do", "Dot "):
        field.saving.type(typed)
        await asyncio.sleep(0.01)
    assert field.sent == []
    await asyncio.sleep(0.06)
    assert (field.sent, field.told, field.saving.truth, field.saving.typed) == (["Dot"], ["saved"], "Dot", None)


async def test_leaving_the_field_sends_at_once_and_what_is_as_before_is_not_sent() -> None:
    field = Field()
    field.saving.hurry()
    field.saving.type("Dot")
    field.saving.hurry()
    await asyncio.sleep(0.01)
    assert field.sent == ["Dot"]
    field.saving.type("Do")
    field.saving.type("Dot ")
    await asyncio.sleep(0.06)
    assert field.sent == ["Dot"]
    assert field.told == ["saved", "saved"]


async def test_what_is_typed_while_the_server_thinks_comes_next() -> None:
    field = Field()
    field.slow = 0.05
    field.saving.type("Dot")
    await asyncio.sleep(0.05)
    field.saving.type("Dotty")
    await asyncio.sleep(0.2)
    assert field.sent == ["Dot", "Dotty"]
    assert field.told == ["saved"]


async def test_while_nobody_answers_the_newest_is_tried_again() -> None:
    busy = Refused(429, "Too many requests", "")
    field = Field(Unreachable(), Refused(503, "Away", ""), busy)
    field.saving.type("Dot")
    await asyncio.sleep(0.04)
    field.saving.type("Dotty")
    await asyncio.sleep(0.2)
    assert field.told == ["waiting", "waiting", "waiting", "saved"]
    assert (field.sent[0], field.sent[-1], field.saving.truth) == ("Dot", "Dotty", "Dotty")


async def test_what_is_refused_is_given_up_but_not_what_was_typed_after_it() -> None:
    field = Field(Refused(422, "Invalid", "too long"), SignedOut("gone"), Refused(403, "Forbidden", "not yours"))
    field.saving.type("D" * 200)
    await asyncio.sleep(0.06)
    assert (field.told, field.saving.typed, field.saving.truth) == (["too long"], None, "Dora")
    field.saving.type("Dot")
    await asyncio.sleep(0.06)
    assert field.told == ["too long", "gone"]
    field.slow = 0.03
    field.saving.type("Dot")
    await asyncio.sleep(0.04)
    field.saving.type("Dotty")
    await asyncio.sleep(0.15)
    assert field.told == ["too long", "gone", "not yours", "saved"]
    assert field.saving.truth == "Dotty"
