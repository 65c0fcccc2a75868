"""Webhooks in the settings: made, told something, looked at, sent again; and not there for members."""

from collections.abc import Iterator

import pytest

from tests.e2e.system import Account, Crew
from tests.flows.conftest import Settle
from tests.flows.desk import until
from tests.webhooks.receiver import Receiver, listening


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody's server."""
    with listening() as somebody:
        yield somebody


async def test_a_webhook_is_made_tested_and_deleted(
    settle: Settle, crew: Crew, worker: None, receiver: Receiver
) -> None:
    ann = await settle().sign_in(crew.ann)
    await ann.open("/settings/webhooks")
    await ann.sees("No webhooks yet")
    await ann.press("New webhook")
    await ann.write("Address", receiver.url)
    await ann.write("Name", "Stock")
    await ann.press("Everything")
    await ann.press("Make the webhook")
    await ann.sees("Tick at least one.")
    await ann.press("Tasks")
    await ann.write("Filter (optional)", "prioritty:high")
    await ann.press("Make the webhook")
    await until(lambda: "priority" in ann.complaint("Filter (optional)"), lambda: f"{ann.texts()}")
    await ann.write("Filter (optional)", "priority:high")
    await ann.press("Make the webhook")
    await ann.sees("The secret of Stock")
    secret = ann.in_tag("code")[0]
    await ann.press("I have copied it")
    (made,) = crew.ann.get(f"/api/webhooks?workspace={crew.workspace['id']}")["items"]
    assert (made["types"], made["q"], made["url"]) == (["task.*"], "priority:high", receiver.url)

    await ann.open(f"/settings/webhooks/{made['id']}")
    await ann.sees("Nothing was sent yet.")
    assert not any(secret in words for words in ann.texts())
    await ann.press("Send a test")
    await ann.sees("webhook.ping")
    await until(lambda: receiver.types == ["webhook.ping"], lambda: f"{receiver.types}")
    crew.task("Count the crates", priority="high")
    await ann.sees("task.created")
    await until(lambda: len(receiver.calls) == 2, lambda: f"{receiver.types}")
    assert receiver.calls[1].verified(secret)["data"]["title"] == "Count the crates"

    await ann.press("Change")
    await ann.write("Name", "")
    await ann.press("Save")
    await until(lambda: ann.complaint("Name") != "", lambda: f"{ann.texts()}")
    await ann.write("Name", "Stock")
    await ann.press("Save")
    await ann.loses("Save")

    await ann.press("Active")
    await until(lambda: not ann.is_on("Active"), lambda: "still on")
    await ann.sees("Switched off: it is told nothing.")
    await ann.press("Delete")
    await ann.sees("Delete “Stock”?")
    await ann.press("Delete")
    await ann.sees("Stock deleted")
    await ann.sees("No webhooks yet")


async def test_whoever_manages_nothing_is_told_whom_to_ask(settle: Settle, vic: Account) -> None:
    desk = await settle().sign_in(vic)
    await desk.open("/settings/webhooks")
    await desk.sees("Owners and admins set up webhooks.")
    assert "New webhook" not in desk.buttons()
