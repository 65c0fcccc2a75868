"""Webhooks as admins set them up: everything that may be asked, and everything that is refused."""

from uuid import UUID

import pytest

from backend.webhooks.actions.delivery import give_up
from backend.webhooks.actions.webhook import create_webhook
from backend.webhooks.models import Webhook
from tests.webhooks.conftest import MakeHook, work
from tests.webhooks.receiver import Receiver
from tests.world import Caller, World

URL = "https://example.org/hooks/1"


def test_an_admin_makes_changes_and_deletes_one_and_members_never_see_it(
    world: World, bob: Caller, cleo: Caller, vic: Caller, eve: Caller
) -> None:
    made = bob.post("/api/webhooks", {"workspace_id": str(world.harbour.id), "url": URL})
    assert made.status == 201, made.text
    assert made.headers["Cache-Control"] == "no-store"
    secret = made.json["secret"]
    assert secret.startswith("whsec_")
    path = f"/api/webhooks/{made.json['id']}"
    shown = bob.get(path).json
    assert shown == {name: value for name, value in made.json.items() if name != "secret"}
    assert (shown["name"], shown["types"], shown["q"], shown["is_active"]) == ("example.org", ["*"], "", True)
    changed = bob.patch(path, {"types": ["task.*", "task.*", "comment.created"], "q": "is:open"}, If_Match='"1"')
    assert (changed.json["types"], changed.json["version"]) == (["task.*", "comment.created"], 2)
    assert bob.patch(path, {"name": "x"}, If_Match='"1"').status == 412
    replaced = bob.put(path, {"workspace_id": str(world.harbour.id), "url": URL})
    assert (replaced.json["name"], replaced.json["types"], replaced.json["q"]) == ("example.org", ["*"], "")
    assert [one["id"] for one in bob.get(f"/api/webhooks?workspace={world.harbour.id}").items] == [shown["id"]]
    for nobody in (cleo, vic):
        assert nobody.get(f"/api/webhooks?workspace={world.harbour.id}").status == 403
        assert nobody.get("/api/webhooks").items == []
        assert nobody.get(path).status == 403
        told = nobody.get(f"/api/events?workspace={world.harbour.id}&type=webhook.*")
        assert told.items == []
    assert eve.get(path).status == 404
    assert bob.delete(path).status == 204
    assert bob.get(path).status == 404
    log = bob.get(f"/api/events?workspace={world.harbour.id}&type=webhook.*")
    assert [one["type"].partition(".")[2] for one in log.items] == ["created", "updated", "updated", "deleted"]
    assert secret not in log.text


def test_the_same_creation_sent_again_is_answered_by_the_first(world: World, ann: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "url": URL, "id": "01a20000-0000-7000-8000-000000000001"}
    first, again = ann.post("/api/webhooks", body), ann.post("/api/webhooks", body)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json
    assert ann.post("/api/webhooks", body | {"name": "other"}).status == 409
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"url": "ftp://example.org/"}, "url", "https:// or http://"),
        ({"url": "https://"}, "url", "https:// or http://"),
        ({"url": "https://ann:secret@example.org/"}, "url", "user name"),
        ({"url": "https://example.org:99999/"}, "url", "port"),
        ({"url": "https://example.org/" + "x" * 2000}, "url", "2000"),
        ({"url": "https://example.org/\0"}, "url", "https:// or http://"),
        ({"types": []}, "types", "at least 1"),
        ({"types": ["task.craeted"]}, "types.0", "did you mean task.created"),
        ({"types": ["notification.created"]}, "types.0", "no type of event"),
        ({"q": "prioritty:high"}, "q.0", "priority"),
        ({"q": "label:nowhere"}, "q.6", "nowhere"),
        ({"q": "watching:me"}, "q.0", "live query"),
        ({"q": "\0"}, "q", "NUL"),
        ({"secret": "whsec_mine"}, "secret", "unknown field"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    world: World, ann: Caller, fields: dict[str, object], place: str, words: str
) -> None:
    before = world.last
    answer = ann.post("/api/webhooks", {"workspace_id": str(world.harbour.id), "url": URL} | fields)
    assert answer.status == 422, answer.text
    assert words in answer.faults[f"body.{place}"]
    assert (world.last, Webhook.objects.count()) == (before, 0)


def test_a_workspace_has_at_most_fifty(world: World, ann: Caller) -> None:
    for _ in range(50):
        create_webhook(actor=world.ann, workspace_id=world.harbour.id, url=URL)
    refused = ann.post("/api/webhooks", {"workspace_id": str(world.harbour.id), "url": URL})
    assert (refused.status, Webhook.objects.count()) == (409, 50)


def test_deliveries_are_listed_page_by_page_and_by_what_became_of_them(
    world: World, ann: Caller, receiver: Receiver, make_hook: MakeHook
) -> None:
    hook = make_hook(types=["task.created"])
    receiver.answers(200, 500)
    for number in range(3):
        world.task(f"{number}")
        work()
    give_up(UUID(hook.id), "Nobody waits for it.")
    assert [one["status"] for one in hook.deliveries()] == ["failed", "failed", "succeeded"]
    first = ann.get(f"{hook.path}/deliveries?limit=2&count=true").json
    second = ann.get(f"{hook.path}/deliveries?limit=2&cursor={first['next']}").json
    assert (first["total"], len(first["items"]), len(second["items"]), second["next"]) == (3, 2, 1, None)
    assert [one["seq"] for one in hook.deliveries("?status=succeeded")] == [second["items"][0]["seq"]]
    assert ann.get(f"{hook.path}/deliveries?status=lost").status == 422
    other = make_hook(types=["task.created"])
    elsewhere = f"{other.path}/deliveries/{second['items'][0]['id']}"
    assert ann.get(elsewhere).status == ann.post(f"{elsewhere}/redeliver").status == 404
