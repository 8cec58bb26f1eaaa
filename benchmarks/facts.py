"""Facts a second: one by one, in batches, and whether a fact costs more in a larger book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from benchmarks.engines import NewUrl, settle
from benchmarks.figure import Figure, ratio
from benchmarks.law import CALENDAR, LAW
from benchmarks.population import COURT, MORNING, URGENT, Town, life, number, of, town
from benchmarks.progress import say
from benchmarks.recorder import Recorder
from benchmarks.sizes import Sizes
from benchmarks.stopwatch import timed
from models.record import Arrival, Recorded, record, record_many
from models.register import CaseEntry, enter_cases

_NOW = MORNING - timedelta(hours=1)
_OF_THE_CASE = (
    "execution_notice_issued",
    "applicant_asked_for_clues",
    "network_query_launched",
    "property_report_ordered",
    "consumption_restricted",
)
_OF_A_SUBJECT: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("clue_verified", "clue", "X1", {}),
    ("clue_received", "clue", "X3", {}),
    ("asset_controlled", "asset", "A3", {"measure": "查封", **URGENT}),
    ("reference_price_started", "asset", "A1", {"way": "网络询价"}),
    ("payment_notice_sent", "receipt", "K1", {}),
    ("funds_received", "receipt", "K2", {"amount": "800.00"}),
    ("funds_paid", "receipt", "K1", {"amount": "12000.00"}),
)
STEPS = len(_OF_THE_CASE) + len(_OF_A_SUBJECT)
RECORDERS = 4  # as many as a small court's worker and desks keep busy at once
FEEDS = 2  # processes that bring batches at once, as an import and an adapter do
TURNS = 2  # facts that each touched case receives in one repeat


def measure(engine: str, new_url: NewUrl, sizes: Sizes) -> Iterator[Figure]:
    """Every figure of this part on one engine."""
    towns = []
    for cases in sizes.cases:
        say(f"{engine}: a book of {cases:,} cases, ten clocks running in each")
        towns.append(town(new_url, cases))
    yield from _one_by_one(engine, towns, sizes)
    usual = next(one for one in towns if one.cases == sizes.usual)
    yield from _side_by_side(engine, usual, sizes)
    yield from _batches(engine, usual, sizes)
    for one in towns:
        one.store.close()


def _one_by_one(engine: str, towns: Sequence[Town], sizes: Sizes) -> Iterator[Figure]:
    say(f"{engine}: facts one by one, {sizes.repeats} × {TURNS * sizes.touched} a book")
    rates: list[list[float]] = [[] for _ in towns]
    for turn in range(-1, sizes.repeats):  # the first round warms the book and does not count
        for place, one in enumerate(towns):
            rate = _single_rate(one, _mixed(one.spread(sizes.touched), turn % STEPS))
            if turn >= 0:
                rates[place].append(rate)
    figures = [
        Figure("facts", "one by one", engine, f"{one.cases:,} cases", "facts/s", tuple(values))
        for one, values in zip(towns, rates, strict=True)
    ]
    yield from figures
    for larger in figures[1:]:
        yield ratio("cost of a fact, book against book", figures[0], larger)


def _single_rate(one: Town, arrivals: Sequence[Arrival]) -> float:
    def work() -> None:
        for arrival in arrivals:
            record(one.store, arrival, LAW, CALENDAR)

    seconds, _ = timed(work)
    return len(arrivals) / seconds


def _side_by_side(engine: str, usual: Town, sizes: Sizes) -> Iterator[Figure]:
    """One process in which several recorders each record one fact after the other."""
    say(f"{engine}: facts one by one by {RECORDERS} recorders of one process")
    rates = [_shared_rate(usual, turn) for turn in _turns(usual, sizes)][1:]  # the first warms
    what = f"one by one, {RECORDERS} recorders in one process"
    yield Figure("facts", what, engine, f"{usual.cases:,} cases", "facts/s", tuple(rates))


def _turns(usual: Town, sizes: Sizes) -> Iterator[list[Arrival]]:
    for turn in range(-1, sizes.repeats):
        yield _mixed([place + 2 for place in usual.spread(sizes.touched)], turn % STEPS)


def _shared_rate(one: Town, arrivals: Sequence[Arrival]) -> float:
    def work(share: Sequence[Arrival]) -> None:
        for arrival in share:
            record(one.store, arrival, LAW, CALENDAR)

    shares = [arrivals[at::RECORDERS] for at in range(RECORDERS)]
    with ThreadPoolExecutor(RECORDERS) as recorders:
        seconds, _ = timed(lambda: list(recorders.map(work, shares)))
    return len(arrivals) / seconds


def _mixed(places: Sequence[int], turn: int) -> list[Arrival]:
    """Facts of all kinds in turn, `TURNS` a case, no case the same kind twice in a run."""
    return [
        _step(place, (turn * TURNS + again + order) % STEPS)
        for again in range(TURNS)
        for order, place in enumerate(places)
    ]


def _step(place: int, step: int) -> Arrival:
    case = number(place)
    if step < len(_OF_THE_CASE):
        kind = _OF_THE_CASE[step]
        return Arrival(case=case, kind=kind, occurred_at=_NOW, evidence="材料", by="C01")
    kind, subject, ref, payload = _OF_A_SUBJECT[step - len(_OF_THE_CASE)]
    return of(case, kind, subject, ref, _NOW, **payload)


def _batches(engine: str, usual: Town, sizes: Sizes) -> Iterator[Figure]:
    say(f"{engine}: facts in batches of {sizes.batch:,}, {sizes.repeats} × 2 batches")
    places = usual.spread(sizes.batch)
    scattered = [_batch_rate(usual, _scattered(places, turn)) for turn in range(sizes.repeats)]
    what = f"in a batch of {sizes.batch:,}, each of another case"
    size = f"{usual.cases:,} cases"
    yield Figure("facts", what, engine, size, "facts/s", tuple(scattered))
    whole = [_batch_rate(usual, _new_cases(usual, sizes, turn)) for turn in range(sizes.repeats)]
    what = f"in a batch of {sizes.batch:,}, new cases of ten facts each"
    yield Figure("facts", what, engine, size, "facts/s", tuple(whole))
    yield _by_several(engine, usual, sizes)


def _by_several(engine: str, usual: Town, sizes: Sizes) -> Figure:
    """The same batches of new cases, taken from several processes at once."""
    feeds = [Recorder(usual.store.url) for _ in range(FEEDS)]
    try:
        turns = range(sizes.repeats, sizes.repeats * (FEEDS + 1) + FEEDS, FEEDS)
        rates = [_fed(usual, sizes, feeds, first) for first in turns][1:]  # the first warms
    finally:
        for feed in feeds:
            feed.goes()
    what = f"in a batch of {sizes.batch:,} from each of {FEEDS} processes, new cases"
    return Figure("facts", what, engine, f"{usual.cases:,} cases", "facts/s", tuple(rates))


def _fed(usual: Town, sizes: Sizes, feeds: Sequence[Recorder], first: int) -> float:
    for turn, feed in enumerate(feeds, start=first):
        feed.is_given(_new_cases(usual, sizes, turn))
    settle(usual.store)

    def work() -> int:
        return sum(one.result() for one in [feed.records() for feed in feeds])

    seconds, facts = timed(work)
    return facts / seconds


def _batch_rate(one: Town, arrivals: Sequence[Arrival]) -> float:
    settle(one.store)
    seconds, answers = timed(lambda: record_many(one.store, arrivals, LAW, CALENDAR))
    for answer in answers:
        if not isinstance(answer, Recorded):
            raise answer.error
    return len(arrivals) / seconds


def _scattered(places: Sequence[int], turn: int) -> list[Arrival]:
    return [_step(place + 1, (turn + order) % STEPS) for order, place in enumerate(places)]


def _new_cases(usual: Town, sizes: Sizes, turn: int) -> list[Arrival]:
    """Whole lives of cases that the register has just been given."""
    count = sizes.batch // 10
    places = [usual.cases + turn * count + place for place in range(count)]
    with usual.store.writing() as session:
        enter_cases(session, [CaseEntry(number(place), COURT) for place in places])
    return [arrival for place in places for arrival in (*life(place), _step(place, step=0))]
