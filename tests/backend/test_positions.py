"""Where cards stand: however often they go into one gap, and whoever moves them there at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from uuid import UUID

import pytest

from backend.core.ranks import LONGEST, rank_between, ranks, spread
from backend.eventlog.change import change
from backend.eventlog.models import Event
from backend.tasks.actions.task import update_task
from backend.tasks.models import Task
from backend.tasks.places import LONG, Row, around
from tests.backend.writers import at_once, outcome, row_locked
from tests.world import Caller, World


def column(world: World) -> list[str]:
    """The titles of a column in their order."""
    rows = Task.objects.filter(status=world.status("Todo")).order_by("position", "id")
    return list(rows.values_list("title", flat=True))


def longest() -> int:
    """The length of the longest place."""
    return max(map(len, Task.objects.values_list("position", flat=True)))


@pytest.mark.parametrize("pick", ["the last one", "the first one", "either side", "anywhere near"])
def test_ten_thousand_cards_go_into_the_same_gap(pick: str) -> None:
    """The rule alone, as the action applies it; below, the action itself."""
    rows = [Row(position, UUID(int=number)) for number, position in enumerate(ranks(20))]
    random, gap, moved_apart = Random(7), 10, 0
    for number in range(10_000):
        low, high = rows[gap - 1].position, rows[gap].position
        rank = rank_between(low, high)
        if len(rank) > LONG:
            chosen = around(rows[:gap][::-1], rows[gap:])
            fresh = chosen.ranks()
            first = gap - chosen.own
            for index, position in enumerate(chosen.without_own(fresh), first):
                rows[index] = Row(position, rows[index].id)
            rank = fresh[chosen.own]
            moved_apart += len(chosen.rows)
        assert rows[gap - 1].position < rank < rows[gap].position
        rows.insert(gap, Row(rank, UUID(int=1000 + number)))
        gap += {
            "the last one": 1,
            "the first one": 0,
            "either side": number % 2,
            "anywhere near": random.randint(-3, 4),
        }[pick]
        gap = max(1, min(gap, len(rows) - 1))
    assert rows == sorted(rows)
    assert max(len(row.position) for row in rows) <= LONG
    assert moved_apart < 30_000, "a few for each card that moves"


def test_places_between_two_are_in_order_and_short() -> None:
    random = Random(3)
    keys = ranks(3)
    for _ in range(300):
        index = random.randrange(1, len(keys))
        keys.insert(index, rank_between(keys[index - 1], keys[index]))
    keys = [rank_between(None, "a0"), *keys, "b00", "Yzz", "zzzzzzzzzzzzzzzzzzzzzzzzzzz"]
    keys.sort()
    for _ in range(300):
        first, last = sorted(random.sample(range(len(keys)), 2))
        low, high = random.choice([(keys[first], keys[last]), (None, keys[last]), (keys[first], None), (None, None)])
        count = random.randrange(1, 200)
        if low == keys[-1]:
            continue
        between = spread(low, high, count)
        assert len(between) == count
        everything = [*([low] if low else []), *between, *([high] if high else [])]
        assert everything == sorted(set(everything))
    assert max(map(len, spread("a0", "a1", 60))) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("side", ["after", "before"])
def test_cards_that_always_go_to_the_same_place_still_find_room(world: World, side: str) -> None:
    cards = [world.task(title) for title in ("A", "B", "C", "D")]
    anchor = cards[1] if side == "after" else cards[2]
    before = world.last

    def move_often() -> None:
        for number in range(420):
            card = cards[number % 2 * 3]  # A and D in turn
            update_task(card.id, actor=world.ann, **{side: anchor.id})  # type: ignore[arg-type]

    with ThreadPoolExecutor(1, thread_name_prefix="writer") as pool:
        assert pool.submit(outcome, move_often).result() is None
    expected = ["B", "D", "A", "C"] if side == "after" else ["B", "A", "D", "C"]
    assert column(world) == expected
    assert longest() <= LONG
    events = Event.objects.filter(workspace_id=world.harbour.id, seq__gt=before)
    assert events.count() > 420, "some neighbours have moved apart"
    assert events.count() < 450
    assert set(events.values_list("type", flat=True)) == {"task.updated"}


def crowded(world: World, cards: list[Task]) -> None:
    """Let the first two stand so close together that the next one moves them apart."""
    low = "a0" + "0" * (LONG - 2) + "1"
    for card, position in zip(cards, (low, low[:-1] + "2", "a4", "a5"), strict=False):
        update_task(card.id, actor=world.ann, position=position)


def test_neighbours_that_move_apart_are_told_of(world: World, ann: Caller) -> None:
    cards = [world.task(title) for title in ("A", "B", "C", "D")]
    crowded(world, cards)
    before = world.last
    moved = ann.patch(world.url(cards[3]), {"after": str(cards[0].id)})
    assert (moved.status, column(world)) == (200, ["A", "D", "B", "C"])
    assert len(moved.json["position"]) < 5
    assert 2 <= len(world.events(before)) <= 4
    assert longest() < 5


@pytest.mark.django_db(transaction=True)
def test_a_neighbour_in_somebodys_hands_stays_where_it_is(world: World, ann: Caller) -> None:
    cards = [world.task(title) for title in ("A", "B", "C", "D")]
    crowded(world, cards)
    before = world.last
    with row_locked("tasks_task", cards[2].id):
        assert ann.patch(world.url(cards[3]), {"after": str(cards[0].id)}).status == 200
    assert column(world) == ["A", "D", "B", "C"]
    assert world.events(before) == ["task.updated"]
    assert LONG < longest() < LONGEST


def test_between_two_that_share_a_place_there_is_room_too(world: World, ann: Caller) -> None:
    cards = [world.task(title) for title in ("A", "B", "C", "D")]
    for card in cards[:3]:
        update_task(card.id, actor=world.ann, position="a1")
    assert column(world) == ["A", "B", "C", "D"]
    ann.patch(world.url(cards[3]), {"after": str(cards[0].id)})
    assert column(world) == ["A", "D", "B", "C"]
    for card in cards:
        update_task(card.id, actor=world.ann, position="a1")
    ann.patch(world.url(cards[0]), {"before": str(cards[2].id)})
    assert column(world) == ["B", "A", "C", "D"]


@pytest.mark.parametrize(("gap", "told"), [(310, 291), (290, 291)], ids=["the end moves", "the beginning moves"])
def test_among_more_that_share_a_place_than_otherwise_move_there_is_room_too(
    world: World, ann: Caller, gap: int, told: int
) -> None:
    with change(world.ann):
        cards = [world.task(f"{number}", position="a1") for number in range(600)]
    order = column(world)
    first, last = world.task("first", position="a0"), world.task("last", position="a9")
    before = world.last
    assert ann.patch(world.url(last), {"after": str(cards[gap - 1].id)}).status == 200
    assert column(world) == ["first", *order[:gap], "last", *order[gap:]]
    assert len(world.events(before)) == told, "the smaller side has moved"
    assert ann.patch(world.url(first), {"before": str(cards[gap].id)}).status == 200
    assert column(world) == [*order[:gap], "last", "first", *order[gap:]]
    assert len(world.events(before)) == told + 1
    assert longest() < 8


@pytest.mark.django_db(transaction=True)
def test_many_move_into_one_crowded_gap_at_once(world: World) -> None:
    cards = [world.task(title) for title in "ABCDEFGH"]
    crowded(world, cards)

    def often(card: Task, side: str) -> Callable[[], object]:
        def move() -> None:
            for _ in range(10):
                update_task(card.id, actor=world.ann, **{side: cards[side == "before"].id})  # type: ignore[arg-type]

        return move

    results = at_once(*(often(card, ("after", "before")[index % 2]) for index, card in enumerate(cards[4:])))
    assert not [one for one in results if isinstance(one, Exception)], results
    order = column(world)
    assert (order[0], order[5:]) == ("A", ["B", "C", "D"])
    assert sorted(order[1:5]) == ["E", "F", "G", "H"]


def test_a_card_goes_beside_living_ones_alone(world: World, ann: Caller) -> None:
    task, gone = world.task(), world.task()
    ann.delete(world.url(gone))
    assert ann.patch(world.url(task), {"after": str(gone.id)}).faults == {"body.after": "is not in the same project"}
    assert ann.patch(world.url(task), {"after": str(task.id)}).faults == {"body.after": "is not in the same project"}
    both = ann.patch(world.url(task), {"after": str(gone.id), "before": str(gone.id)})
    assert both.faults == {"body.after": "give either after or before"}
