"""The measures (a) to (d): each takes a fresh server and says what it did."""

import asyncio
from collections.abc import Sequence
from math import inf

from bench.stream.crowd import Crowd
from bench.stream.meter import Meter
from bench.stream.plan import Figure, Plan
from bench.stream.publishers import publish_at
from bench.stream.sides import Side
from bench.stream.world import Place, Topic, crowd

READERS = 1000
CROWDS = (1000, 5000)
PACE = 0.05  # seconds from one event to the next, at least
FEWEST = 5  # events: fewer say nothing
PATIENCE = 30.0  # seconds for one event to reach everybody
LATE = 0.5
RATE_FROM = 1000  # deliveries a second
NEAR = 0.2  # of the rate: what held and what did not are no further apart in the end
RAREST = 0.2  # events a second
TRIES = 2  # before a rate counts as too high: something else on the machine may have been the reason
KEPT_UP = 0.95  # of the rate that was asked for
WORKSPACES, READERS_EACH, SPREAD_RATE = 250, 20, 10_000
WARM, IDLE = 100, 2000


async def cost(side: Side, place: Place, plan: Plan) -> Figure:
    """(a) CPU time per delivered event. The next one goes out when everybody has the last: nobody gains by batches."""
    readers = plan.of(READERS)
    listening, topic = await _one_room(side, place, readers)
    meter, events = Meter(side), 0
    while events < FEWEST or meter.so_far < plan.seconds:
        events += 1
        _, all_have_it = await asyncio.gather(asyncio.sleep(PACE), _told(side, topic, listening, events * readers))
        if not all_have_it:
            break
    meter.stop()
    microseconds = meter.server / max(listening.delivered, 1) * 1e6
    listening.leave()
    told = f"{microseconds:.1f} µs of CPU per delivery, {readers} readers, {_faults(listening, events * readers)}"
    return Figure("a", side.name, f"{told}, {meter.remark()}", {"microseconds": microseconds, "load": meter.load})


async def _told(side: Side, topic: Topic, listening: Crowd, deliveries: int) -> bool:
    await side.publisher.publish(topic)
    return await listening.reach(deliveries, PATIENCE)


async def sustained(side: Side, place: Place, plan: Plan, readers: int) -> Figure:
    """(b) The highest rate at which 99 of 100 deliveries take half a second at most."""
    readers = plan.of(readers)
    listening, topic = await _one_room(side, place, readers)
    held, broken, remark = 0.0, inf, ""
    rate = float(max(RATE_FROM * plan.scale, readers))
    while broken - held > broken * NEAR or broken == inf:
        for _ in range(TRIES):
            reason, how = await _failure(side, topic, listening, rate / readers, plan.seconds)
            await listening.settle()
            if not reason:
                break
        held, broken, remark = (held, rate, f"{reason}: {how}") if reason else (rate, broken, remark)
        if broken < readers * RAREST:
            break
        rate = held * 2 if broken == inf else (held + broken) / 2
    listening.leave()
    told = f"{held:,.0f} deliveries/s held with p99 ≤ {LATE} s, {readers} readers; {broken:,.0f}/s did not, {remark}"
    return Figure("b", side.name, told, {"readers": readers, "held": held, "broken": broken})


async def _failure(side: Side, topic: Topic, listening: Crowd, rate: float, seconds: float) -> tuple[str, str]:
    """What keeps so many events a second from arriving in time, empty if nothing does; and how it went."""
    listening.forget()
    before, meter = topic.number, Meter(side)
    became = await publish_at(side.publisher, [topic], rate, max(seconds, FEWEST / rate))
    expected = (topic.number - before) * len(listening.listeners)
    await listening.reach(expected, LATE * 4)
    meter.stop()
    late = listening.latencies().percentile(99, expected)
    how = f"p99 {late:.2f} s, {_faults(listening, expected)}, {meter.remark()}"
    if became < rate * KEPT_UP:
        return f"the publisher reached {became:.1f} of {rate:.1f} events/s", how
    return ("too late" if late > LATE else ""), how


async def spread(side: Side, place: Place, plan: Plan) -> Figure:
    """(c) Many small workspaces at an everyday rate: from the commit to the reader."""
    workspaces, each = plan.of(WORKSPACES), READERS_EACH
    rate = SPREAD_RATE * plan.scale / each
    listening = Crowd(side)
    topics: list[Topic] = []
    for _ in range(workspaces):
        people, tokens = crowd(each)
        topics.append(place.topic(people))
        await listening.join((topics[-1], token) for token in tokens)
    await publish_at(side.publisher, topics, rate, 1)
    await listening.settle()
    listening.forget()
    before, meter = _numbers(topics), Meter(side)
    became = await publish_at(side.publisher, topics, rate, plan.seconds)
    expected = (_numbers(topics) - before) * each
    await listening.reach(expected, LATE * 4)
    meter.stop()
    latencies = listening.latencies()
    listening.leave()
    p50, p99 = (latencies.percentile(percent, expected) * 1000 for percent in (50, 99))
    told = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, {workspaces} × {each} readers, {became * each:,.0f} deliveries/s"
    values = {"p50": p50, "p99": p99, "rate": became * each, "server": meter.server / meter.seconds}
    return Figure("c", side.name, f"{told}, {_faults(listening, expected)}, {meter.remark()}", values)


async def memory(side: Side, place: Place, plan: Plan) -> Figure:
    """(d) What a reader takes who only listens."""
    people, tokens = crowd(plan.of(WARM) + plan.of(IDLE))
    topic, listening = place.topic(people), Crowd(side)
    await listening.join((topic, token) for token in tokens[: plan.of(WARM)])
    await asyncio.sleep(1)
    before = side.memory
    await listening.join((topic, token) for token in tokens[plan.of(WARM) :])
    await asyncio.sleep(1)
    kibibytes = (side.memory - before) / plan.of(IDLE) / 1024
    listening.leave()
    told = f"{kibibytes:.1f} KiB for each of {plan.of(IDLE)} idle readers, {listening.lost} lost"
    return Figure("d", side.name, told, {"kibibytes": kibibytes})


async def _one_room(side: Side, place: Place, readers: int) -> tuple[Crowd, Topic]:
    people, tokens = crowd(readers)
    topic, listening = place.topic(people), Crowd(side)
    await listening.join((topic, token) for token in tokens)
    await side.publisher.publish(topic)  # the first one takes longer
    await listening.reach(readers, PATIENCE)
    listening.forget()
    return listening, topic


def _numbers(topics: Sequence[Topic]) -> int:
    return sum(topic.number for topic in topics)


def _faults(listening: Crowd, expected: int) -> str:
    """What did not come as it should."""
    missing = max(0, expected - listening.delivered)
    return f"{missing} of {expected} missing, {listening.irregular} out of order, {listening.lost} cut"
