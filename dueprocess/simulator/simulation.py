"""The simulation (模拟): day after working day, what is due is done and patrolled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from dueprocess.simulator import people
from dueprocess.simulator.act import Act, Step, Track
from dueprocess.simulator.agenda import Agenda, Job
from dueprocess.simulator.life import Life
from dueprocess.simulator.office import Office
from dueprocess.simulator.remedy import asked, remedy
from dueprocess.simulator.reviewing import Reviewing
from dueprocess.simulator.tally import Tally
from dueprocess.simulator.town import Town
from dueprocess.simulator.tracks.course import course
from dueprocess.simulator.tracks.errand import errands
from models.errors import FactRefused
from models.record import Arrival, Recorded, Rejected
from models.register import CaseEntry
from rulebook.case.casefile import FactView
from rulebook.law.rule import Rule
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

_ERRANDS = 3  # that fall to one case
_TICK = timedelta(minutes=2)  # between two acts in one case on one day

Told = Callable[[int, int, str], None]  # days done, days in all, the day


@dataclass(slots=True)
class Simulation:
    """One run over a book. The same seed on a fresh book records the same facts."""

    office: Office
    town: Town
    cases: int
    seed: int
    first: date
    last: date
    tally: Tally = field(default_factory=Tally)
    _agenda: Agenda = field(default_factory=Agenda)
    _lives: dict[str, Life] = field(default_factory=dict)
    _coming: list[tuple[date, Life]] = field(default_factory=list)
    _ticks: dict[str, int] = field(default_factory=dict)
    _reviewing: Reviewing = field(init=False)

    def __post_init__(self) -> None:
        self._reviewing = Reviewing(self.office, self.town, self.seed)

    def run(self, told: Told = lambda *_: None) -> Tally:
        """Drive every case from its filing to the last day."""
        self.office.hasten()
        self.office.settle(self.town)
        self._coming = self._cases()
        whole, day = (self.last - self.first).days, self.first
        while day <= self.last:
            if self.office.calendar.is_working(day):
                self._work(day)
                told((day - self.first).days, whole, day.isoformat())
            day += ONE_DAY
        return self.tally

    def _work(self, day: date) -> None:
        evening = self._at(day, self.town.ends)
        self._take_in(day)
        if not (self._agenda.owes(day) or self.office.owes(evening)):
            return
        self.tally.days += 1
        self.office.move(evening)
        self._ticks.clear()
        while self._agenda.owes(day):
            self._do([*self._agenda.due(day)], day)
        self._supervise(day, evening)
        self._review(day, evening)
        if day == self.last or self.office.owes(evening):
            self.office.patrol()

    def _cases(self) -> list[tuple[date, Life]]:
        """Every case with the day on which it comes in, the last one first."""
        rng = Random(f"{self.seed}")
        span = int((self.last - self.first).days * self.town.last_filing)
        days = sorted(self.first + timedelta(days=rng.randint(0, span)) for _ in range(self.cases))
        return [(day, self._born(place, day)) for place, day in enumerate(days)][::-1]

    def _born(self, place: int, day: date) -> Life:
        rng = Random(f"{self.seed}/{place}")
        town, low = self.town, self.town.claim[0]
        names = [name for name in town.matters if name != "ordinary"]
        matter = next((one for one in names if rng.random() < town.odds[one]), "ordinary")
        return Life(
            number=f"（{day.year}）{town.court}执{place + 1}号",
            place=place,
            law=self.office.law,
            town=town,
            rng=rng,
            handler=rng.choice(town.handlers),
            matter=town.matters[matter],
            claim=Decimal(rng.randint(low, town.claim[1])),
            today=day,
        )

    def _take_in(self, day: date) -> None:
        came = []
        while self._coming and self._coming[-1][0] <= day:
            came.append(self._coming.pop()[1])
        self.office.take_in([self._entry(life) for life in came])
        for life in came:
            self._lives[life.number] = life
            life.today = day
            self._start(life, course(life, self._owed(life)))

    def _entry(self, life: Life) -> CaseEntry:
        return CaseEntry(
            life.number,
            self.town.court,
            cause="演练案由",
            claim=life.claim,
            applicant="申请执行人",
            debtor="被执行人",
        )

    def _owed(self, life: Life) -> Sequence[Rule]:
        every = errands(self.office.law, self.town)
        first = life.place * _ERRANDS
        return [every[(first + one) % len(every)] for one in range(_ERRANDS)]

    def _start(self, life: Life, track: Track) -> None:
        self._go_on(life, track, None)

    def _go_on(self, life: Life, track: Track, sent: bool | None) -> None:
        """Send a track what became of its last step, and enter the next one."""
        try:
            step = next(track) if sent is None else track.send(sent)
        except StopIteration:
            pass
        else:
            self._enter(life, track, step)
        while life.begun:
            self._start(life, life.begun.pop(0))

    def _enter(self, life: Life, track: Track | None, step: Step) -> None:
        day = self.office.calendar.next_working(life.today + timedelta(days=step.days))
        self._agenda.enter(day, Job(life, track, list(step.acts)))

    def _do(self, jobs: Sequence[Job], day: date) -> None:
        """Record what is due in one batch; then every track hears what became of it."""
        ready = []
        for job in jobs:
            job.life.today = day
            if not self._entered_later(job, day):
                ready.append(job)
        arrivals = [(job, act, self._arrival(job, act, day)) for job in ready for act in job.acts]
        answers = self.office.record([arrival for _, _, arrival in arrivals])
        left: dict[int, list[Act]] = {}
        days: dict[int, int] = {}
        for (job, act, arrival), answer in zip(arrivals, answers, strict=True):
            again, wait = self._heard(job, act, arrival, answer)
            left.setdefault(id(job), []).extend(again)
            days[id(job)] = max(days.get(id(job), 1), wait)
        for job in ready:
            self._leave(job, left.get(id(job), []), day + timedelta(days=days.get(id(job), 1)))

    def _entered_later(self, job: Job, day: date) -> bool:
        """Whether what is done today will only be entered on another day."""
        late = len(job.acts) == 1 and not job.tries and job.happened is None
        if not late or job.life.rng.random() >= job.life.temper.entered_late:
            return False
        kind = self.office.law.facts.get(job.acts[0].kind)
        if kind is None or kind.to_state or kind.supervision:
            return False
        job.happened = self._tick(job.life, day)
        lag = timedelta(days=job.life.span("entry_lag"))
        self._agenda.enter(self.office.calendar.next_working(day + lag), job)
        return True

    def _arrival(self, job: Job, act: Act, day: date) -> Arrival:
        at = job.happened or self._tick(job.life, day)
        kind = self.office.law.facts[act.kind]
        self.tally.asked(act.kind, at.date(), self.office.law)
        return Arrival(
            case=job.life.number,
            kind=act.kind,
            occurred_at=at,
            subject_kind=kind.subject,
            subject_ref=act.ref,
            payload=act.saying(at.date()),
            evidence=f"演练材料：{kind.zh}" if act.paper else "",
            evidence_on=at.date() if act.paper and not job.happened else None,
            corrects=act.corrects,
            by=act.by or job.life.handler,
        )

    def _tick(self, life: Life, day: date) -> datetime:
        turn = self._ticks[life.number] = self._ticks.get(life.number, 0) + 1
        return self._at(day, self.town.begins) + turn * _TICK

    def _heard(
        self, job: Job, act: Act, arrival: Arrival, answer: Recorded | Rejected
    ) -> tuple[list[Act], int]:
        """What to do again of an act, and after how many days."""
        life = job.life
        if isinstance(answer, Recorded):
            self.tally.recorded[act.kind] += 1
            life.file.append(arrival.as_fact(answer.seq, answer.recorded_at))
            self._slip(life, act, life.file[-1])
            return [], 1
        refusals = answer.error.refusals if isinstance(answer.error, FactRefused) else ()
        self.tally.turned_away(refusals)
        seen = asked(act.kind, arrival.occurred_at, act, arrival.subject_kind, arrival.by)
        way = None
        if refusals and job.tries < self.town.most_tries:
            way = remedy(life, act, seen, refusals, self.office.calendar)
        if way is None:
            job.whole = False
            self.tally.given_up[_why(act, answer)] += 1
            return [], 1
        return [*way.first, way.act], way.days

    def _slip(self, life: Life, act: Act, fact: FactView) -> None:
        """A slip of the pen is put right some days later."""
        kind = self.office.law.facts[act.kind]
        if kind.to_state or kind.once or kind.supervision or kind.subject == "receipt":
            return
        if act.corrects is not None or life.rng.random() >= life.temper.slip:
            return
        said = {"occurred_at": (fact.occurred_at + _TICK).isoformat(), "reason": "时间录入有误"}
        mend = Act("correction", "", said, corrects=fact.seq)
        self._enter(life, None, life.soon(mend))

    def _leave(self, job: Job, again: list[Act], day: date) -> None:
        if again:
            job.acts, job.tries, job.happened = again, job.tries + 1, None
            self._agenda.enter(self.office.calendar.next_working(day), job)
        elif job.track is not None:
            self._go_on(job.life, job.track, job.whole)

    def _supervise(self, day: date, as_of: datetime) -> None:
        """Whoever answers for the open items does so, or does not."""
        meant = [*self._answers(day, as_of)]
        arrivals = [
            Arrival(
                case=case,
                kind=act.kind,
                occurred_at=as_of,
                subject_kind=self.office.law.facts[act.kind].subject,
                subject_ref=act.ref,
                payload=act.saying(day),
                evidence="演练督办材料",
                by=act.by,
            )
            for case, act in meant
        ]
        for (case, act), answer in zip(meant, self.office.record(arrivals), strict=True):
            if isinstance(answer, Recorded):
                self.tally.recorded[act.kind] += 1
                self._promised(case, act, day)
            elif isinstance(answer.error, FactRefused):
                self.tally.turned_away(answer.error.refusals)

    def _answers(self, day: date, as_of: datetime) -> Iterator[tuple[str, Act]]:
        for item in self.office.items():
            rng = Random(f"{self.seed}/{item.case}/{item.id}/{day}")
            for act in people.answers(item, self.town, rng, as_of):
                yield item.case, act

    def _review(self, day: date, as_of: datetime) -> None:
        """What a review orders to be put right is put right, mostly in time."""
        for case, act, days in self._reviewing.held(day, as_of):
            life = self._lives[case]
            life.today = day
            self._enter(life, None, Step(days, (replace(act, by=life.handler),)))

    def _promised(self, case: str, act: Act, day: date) -> None:
        """A promise is kept, mostly by its day."""
        life = self._lives.get(case)
        if life is None or act.kind != "promise_made" or not life.chance("kept"):
            return
        life.today = day
        due = date.fromisoformat(str(act.says["due_on"]))
        days = max(1, (due - life.today).days - life.span("next"))
        kept = replace(life.act("promise_kept", act.ref), paper=True)
        self._enter(life, None, Step(days, (kept,)))

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, SHANGHAI)


def _why(act: Act, answer: Rejected) -> str:
    """Which path was given up, and at which gate."""
    if isinstance(answer.error, FactRefused):
        return f"{act.kind}: {answer.error.refusals[0].gate}"
    return f"{act.kind}: {type(answer.error).__name__}"
