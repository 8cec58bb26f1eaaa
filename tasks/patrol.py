"""The patrol (巡查): one round over the whole book; sweep, draft, deliver, audit, beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from models import clock
from models.errors import BookError
from models.oversight import feed
from models.oversight.acts import lapse, objections
from models.oversight.acts.lapse import Silence
from models.oversight.auditing.heartbeats import beat, cursor
from models.oversight.firing import sweep as rows
from models.oversight.firing.sweep import Candidate, Served
from models.oversight.watch import Watch, watch
from models.recording import collector
from models.reviews import running
from models.store import Store
from models.tables.case import Case
from notifications import owed, papers
from notifications.channels.channel import Channel
from notifications.documents.issuing import Press
from notifications.owed import Issued
from notifications.papers import Drafted
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI
from tasks.audit import AUDITOR, Findings, audit
from tasks.delivered import Delivered
from tasks.delivery import deliver
from tasks.ways import Ways

BATCH = 500
PATROL = "patrol"
QUERIES = "round-query"  # the review that proposes them
_PROPOSED = "proposed_on"  # the last day whose queries were proposed, as an ordinal
DRAFTS = 200  # papers drafted in one round; the rest in the next

Due = TypeVar("Due", Candidate, Silence)


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What one sweep did; `broken` names the cases it could not serve."""

    as_of: datetime
    fired: int = 0
    skipped: int = 0
    messages: int = 0
    items: int = 0
    lapsed: int = 0
    broken: tuple[str, ...] = ()
    woken: tuple[int, ...] = ()  # ids of cases whose run owes another pass


@dataclass(frozen=True, slots=True)
class RoundReport:
    """One round of the patrol, as it is shown."""

    sweep: SweepResult
    drafted: Drafted
    delivered: Delivered
    findings: Findings
    issued: Issued = field(default_factory=Issued)
    proposed: int = 0  # half-yearly queries whose planned day has come

    @property
    def fault(self) -> str:
        """Why the heartbeat is withheld; empty when all is in order."""
        return self.findings.fault

    @property
    def deeds(self) -> str:
        """What was done, without what was not, and how the audit came out."""
        s, d = self.sweep, self.delivered
        figures = (
            ("触发{}级", s.fired),
            ("越过{}级", s.skipped),
            ("督办事项{}", s.items),
            ("逾期未复{}", s.lapsed),
            ("消息{}条", s.messages),
            ("终本查询{}", self.proposed),
            ("送出{}份", d.digests),
            ("拟稿{}件", self.drafted.count),
            ("签发文书{}件", self.issued.count),
        )
        parts = ["，".join(words.format(n) for words, n in figures if n) or "无事可办"]
        parts += [f"未能拟稿：{self.drafted.faults[0]}"] if self.drafted.faults else []
        parts += [f"未能签发：{self.issued.faults[0]}"] if self.issued.faults else []
        parts += [f"未送达{d.failed}份（{d.faults[0]}）"] if d.failed else []
        parts += [f"停用渠道：{'、'.join(d.dead)}"] if d.dead else []
        parts += [f"无法处理：{'、'.join(s.broken)}"] if s.broken else []
        parts.append(f"复核未通过：{self.fault}" if self.fault else "复核通过")
        return "；".join(parts)

    def __str__(self) -> str:
        return f"巡查 {self.sweep.as_of:%Y-%m-%d %H:%M}：{self.deeds}"


def round(  # noqa: A001 - the patrol's word for what it does
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    channels: Sequence[Channel] | None = None,
    as_of: datetime | None = None,
    press: Press | None = None,
) -> RoundReport:
    """One whole round: fire what is due, draft, deliver, then audit what was done.

    The heartbeat goes forward only when the audit finds nothing. `channels` default to those of
    the environment, and without any the delivery is left to whoever does it beside the patrol;
    `as_of` (aware) defaults to the book's clock. With a `press` the papers of people's acts are
    issued; without one they stay drafts. Running it twice fires nothing twice.
    """
    # An address that cannot be used is said before anything is fired, not after.
    ways = Ways.opened() if channels is None else Ways.of(channels)
    seen = _watch(store, law, calendar, as_of)
    moment = seen.as_of
    swept = _sweep(store, seen, BATCH)
    proposed = _propose(store, law, calendar, moment)
    with store.writing() as session:  # objections whose answer is late go to the next in line
        objections.ask_next(session, seen)
    drafted = papers.draft_owed(store, seen, DRAFTS)
    issued = owed.issue_owed(press, seen, DRAFTS) if press else Issued()
    delivered = deliver(store, calendar, ways, as_of) if ways.channels else Delivered()
    findings = audit(store, moment)
    report = RoundReport(swept, drafted, delivered, findings, issued, proposed)
    with store.writing() as session:
        beat(session, AUDITOR, moment, findings.figures, findings.fault)
        beat(session, PATROL, moment, _figures(report), findings.fault)
    return report


def sweep(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime | None = None,
    batch: int = BATCH,
) -> SweepResult:
    """Fire every rung that is due and unclaimed, and every reply clock that ran out.

    Set-based: batches of `batch` nodes by the index on the next rung, one transaction each. Of a
    node's due rungs the highest fires, the lower ones are recorded as skipped. A case that
    cannot be served is named, and the others are served all the same.
    """
    return _sweep(store, _watch(store, law, calendar, as_of), batch)


def _watch(store: Store, law: Lawbook, calendar: Calendar, as_of: datetime | None) -> Watch:
    with store.reading() as session:
        return watch(session, as_of or clock.now(session), law, calendar)


def _sweep(store: Store, seen: Watch, batch: int) -> SweepResult:
    with store.reading() as session:
        fresh = feed.waited_for(session) and (seen.feed is None or not seen.feed.stale)
    if fresh:
        with store.writing() as session:
            feed.release(session, seen.as_of)
    pass_ = _Pass(store, seen, batch)
    # Rungs first: an order that lapsed while nobody patrolled makes the interview automatic.
    pass_.go(rows.candidates, rows.serve)
    pass_.go(lapse.silences, lapse.answer)
    done = pass_.served
    return SweepResult(
        seen.as_of,
        done.fired,
        done.skipped,
        done.messages,
        done.items,
        done.lapsed,
        tuple(dict.fromkeys(pass_.broken)),
        tuple(sorted(done.cases)),
    )


@dataclass(slots=True)
class _Pass:
    """A sweep under way: what was served, and which cases were not."""

    store: Store
    watch: Watch
    batch: int
    served: Served = field(default_factory=Served)
    broken: list[str] = field(default_factory=list)

    def go(
        self,
        find: Callable[[Session, datetime, Due | None, int], list[Due]],
        act: Callable[[Session, Sequence[Due], Watch], Served],
    ) -> None:
        """Batch after batch, going on behind the last one whatever became of it."""
        for found in self._batches(find):
            self._serve(found, act)

    def _batches(
        self, find: Callable[[Session, datetime, Due | None, int], list[Due]]
    ) -> Iterator[list[Due]]:
        last: Due | None = None
        while True:
            with self.store.reading() as session:
                found = find(session, self.watch.as_of, last, self.batch)
            if not found:
                return
            yield found
            last = found[-1]

    def _serve(
        self, found: Sequence[Due], act: Callable[[Session, Sequence[Due], Watch], Served]
    ) -> None:
        """In one transaction; what fails is halved until the broken case stands alone."""
        try:
            with collector.resting(), self.store.writing() as session:
                self.served += act(session, found, self.watch)
        except BookError:
            raise  # the book itself is away or busy: no case is to blame
        except Exception as error:  # noqa: BLE001 - one broken case never stops the sweep
            halves = _halves(found)
            if len(halves) == 1:
                self._break(found[0].case_id, error)
            else:
                for half in halves:
                    self._serve(half, act)

    def _break(self, case_id: int, error: Exception) -> None:
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        with self.store.writing() as session:
            rows.break_case(session, case_id, why)
            self.broken.append(session.get_one(Case, case_id).number)


def _halves(found: Sequence[Due]) -> list[list[Due]]:
    """The batch by cases, in two; one part when it holds one case."""
    cases = sorted({one.case_id for one in found})
    first = set(cases[: len(cases) // 2])
    parts = [
        [one for one in found if one.case_id in first],
        [one for one in found if one.case_id not in first],
    ]
    return [part for part in parts if part]


def _propose(store: Store, law: Lawbook, calendar: Calendar, as_of: datetime) -> int:
    """Once a day: the queries planned for it. A day that was missed is made up for by the next."""
    if QUERIES not in law.reviews:
        return 0
    with store.reading() as session:
        if cursor(session, PATROL, _PROPOSED) >= _today(as_of):
            return 0
    return running.run(store, law, calendar, QUERIES, as_of).messages


def _today(as_of: datetime) -> int:
    return as_of.astimezone(SHANGHAI).date().toordinal()


def _figures(report: RoundReport) -> dict[str, object]:
    swept, delivered = report.sweep, report.delivered
    return {
        "fired": swept.fired,
        "skipped": swept.skipped,
        "messages": swept.messages,
        "items": swept.items,
        "lapsed": swept.lapsed,
        "broken": list(swept.broken),
        "drafted": report.drafted.count,
        "digests": delivered.digests,
        "undelivered": delivered.failed,
        _PROPOSED: _today(swept.as_of),
    }
