"""A batch of facts (一批事实) on their way into the book, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing

from sqlalchemy import ColumnElement, Connection, literal_column, select
from sqlmodel import Session

from models import ladders
from models.ending import links
from models.errors import BookError, FactRefused, UnknownCase, UnknownKind
from models.money import entering
from models.oversight.acts import supervision
from models.recording import collector, keys, named, signing
from models.recording.arrival import Arrival
from models.recording.changes import Changes, difference
from models.recording.climbed import climbed, switched_by
from models.recording.dossier import Dossier
from models.recording.entry import Entry
from models.recording.gathering import gather
from models.recording.inking import Ink
from models.recording.memory import Memory
from models.recording.portions import portions
from models.recording.recorded import Recorded, Rejected
from models.reviews import standing as reviews
from models.statement import Listed
from models.tables.schema import metadata
from rulebook.case.casefile import FactView
from rulebook.gates import asking as gates
from rulebook.gates.question import Question
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import OPEN
from rulebook.time.calendar import Calendar

_ITEM = metadata.tables["supervision_item"]
_OPEN: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in sorted(OPEN)]
_OPEN_ITEMS = Listed(
    _ITEM.c.case_id,
    lambda which: select(_ITEM.c.case_id).where(which, _ITEM.c.state.in_(_OPEN)).distinct(),
)

Outcome = Recorded | Rejected
_REMEMBERED = 64  # cases of one batch; a larger one would drive all others out of memory
_NOTHING: Mapping[str, Dossier] = {}


class Batch:
    """Facts of any cases: each asks the gates in turn, then what follows is written together."""

    def __init__(
        self,
        connection: Connection,
        law: Lawbook,
        calendar: Calendar,
        memory: Memory | None = None,
    ) -> None:
        self._connection = connection
        self._memory = memory
        self._dossiers: list[Dossier] = []  # as they will stand when this is committed
        self._law = law
        self._calendar = calendar
        self._officers: frozenset[str] = frozenset()
        self._standing: dict[str, keys.Row] = {}
        self._roles: signing.Roles = {}
        self._ledgers = entering.Ledgers((), ())
        self._kept = False  # the ladders under which nodes open or change over, as they read now

    def take(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """Lock the cases, judge every fact, write what stands; answers in the same order.

        Acts of supervision look at rows that earlier facts may change, so a batch with one of
        them is taken fact by fact.
        """
        if len(arrivals) > 1 and any(self._supervises(one.kind, one.corrects) for one in arrivals):
            return self._one_by_one(arrivals)
        remembered = self._remembered(arrivals)
        if len(arrivals) == 1:
            return self._together(arrivals, remembered)
        with collector.resting():
            outcomes = self._together(arrivals, remembered)
            if self._memory is None:
                self._dossiers = []  # let go here, or the collector goes through all of them
            return outcomes

    def committed(self) -> None:
        """Remember the cases as they now stand; to be said only when the transaction is over."""
        if self._memory is not None:
            self._memory.keep(self._dossiers)

    def _remembered(self, arrivals: Sequence[Arrival]) -> Mapping[str, Dossier]:
        cases = dict.fromkeys(arrival.case for arrival in arrivals)
        if self._memory is None or len(cases) > _REMEMBERED:
            self._memory = None
            return {}
        return self._memory.take_out(cases, self._law, self._calendar)

    def _one_by_one(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        outcomes = [self._alone(arrival) for arrival in arrivals]
        self._dossiers = []  # what was rolled back for one of them is not to be told apart
        return outcomes

    def _alone(self, arrival: Arrival) -> Outcome:
        try:
            with self._connection.begin_nested():
                return self._together([arrival])[0]
        except BookError as error:
            return Rejected(arrival, error)

    def _together(
        self, arrivals: Sequence[Arrival], remembered: Mapping[str, Dossier] = _NOTHING
    ) -> list[Outcome]:
        cases = {arrival.case for arrival in arrivals}
        with closing(gather(self._connection, cases, remembered)) as found:
            entries = [self._entry(dossier) for dossier in found]
        self._dossiers = [entry.dossier for entry in entries]
        by_case: dict[str | int, Entry] = {entry.dossier.id: entry for entry in entries}
        by_case |= {entry.dossier.number: entry for entry in entries}
        self._officers = named.officers(self._connection, arrivals, self._law)
        self._standing = keys.standing(self._connection, {a.key for a in arrivals if a.key})
        self._roles = signing.roles(self._connection, arrivals)
        places = [by_case.get(arrival.case) for arrival in arrivals]
        self._ledgers = entering.Ledgers(arrivals, places)
        outcomes: list[Outcome] = []
        with Ink(self._connection) as ink:
            for portion, complete in portions(places):
                pairs = zip(arrivals[portion], places[portion], strict=True)
                outcomes += [self._outcome(arrival, entry) for arrival, entry in pairs]
                gained = [entry for entry in complete if entry.facts]
                self._plan(gained, ink)
                ink.write(gained)
                if self._memory is None:
                    for entry in complete:
                        entry.let_go()
            if len(arrivals) > 1:
                collector.glance()  # while the server writes the last of them
        self._follow([entry for entry in entries if entry.facts])
        return outcomes

    def _outcome(self, arrival: Arrival, entry: Entry | None) -> Outcome:
        try:
            if entry is None:
                raise UnknownCase(arrival.case)
            return self._taken(arrival, entry)
        except BookError as error:
            return Rejected(arrival, error)

    def _taken(self, arrival: Arrival, entry: Entry) -> Recorded:
        self._expect_known(arrival)
        dossier = entry.dossier
        fact = arrival.as_fact(dossier.facts + 1, dossier.now())
        before = self._standing.get(arrival.key) if arrival.key else None
        if before is not None:
            keys.expect_same(arrival.key, before, dossier.id, fact)
            return Recorded.of(dossier, before, Changes(), again=True)
        named.expect_officers(arrival, self._officers, self._law)
        remarks = self._ask(fact, entry, arrival.brought)
        if arrival.by in self._roles:
            remarks = (*remarks, *signing.remarks(arrival, self._roles, self._law))
        row = entry.append(fact, arrival.evidence_hash, arrival.source, arrival.key)
        if arrival.key:
            self._standing[arrival.key] = row
        return Recorded.of(dossier, row, entry.changes, remarks)

    def _ask(self, fact: FactView, entry: Entry, brought: bool) -> tuple[Refusal, ...]:
        """The gates' remarks; `FactRefused` when one of them is shut."""
        dossier, as_of = entry.dossier, fact.recorded_at
        file, progress = tuple(dossier.file), entry.progress
        question = Question(file, fact, self._law, self._calendar, as_of, progress, brought)
        gate = gates.ask(question)
        refusals = gate.refusals
        if not refusals and self._supervises(fact.kind, fact.corrects):
            with self._session() as session:
                refusals = supervision.refusals(
                    session, dossier.id, dossier.handler_id, fact, self._law, self._calendar
                )
        if refusals:
            raise FactRefused(dossier.number, fact.kind, refusals)
        return gate.remarks

    def _entry(self, dossier: Dossier) -> Entry:
        return Entry(dossier, dossier.gone_through(self._law, self._calendar))

    def _plan(self, entries: Sequence[Entry], ink: Ink) -> None:
        """Work out how these cases stand with all their facts, and what that changes."""
        for entry in entries:
            dossier, progress = entry.dossier, entry.progress
            switched = switched_by(dossier.file[-len(entry.facts) :])
            stands = climbed(ink.dry, dossier.nodes, self._law, switched)
            progress.climbs(stands.ladders, anew=bool(switched))
            entry.plan = progress.plan()
            found = difference(
                dossier.nodes, entry.plan, self._law, stands.pairs, whole=progress.whole
            )
            entry.changes.nodes += found.nodes
        entering.enter(ink.dry, entries, self._ledgers)
        if not self._kept and any(entry.changes for entry in entries):
            self._kept = True
            ladders.keep(ink.dry(), self._law.ladders.values(), entries[-1].dossier.now())

    def _follow(self, entries: Sequence[Entry]) -> None:
        """Write what follows from facts and nodes that are written."""
        # Whatever else a fact has to write must keep its kind out of `swift.is_plain`.
        if entries:
            links.write(self._connection, entries)
            reviews.follow(self._connection, entries)
        if self._memory is not None:
            for entry in entries:
                entry.written()
        for entry in self._supervised(entries):
            self._supervise(entry)

    def _supervised(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those with an act of supervision, or with open items and a node that may be late."""
        acts = [e for e in entries if self._supervises(e.dossier.file[-1].kind)]
        late = [e for e in entries if e not in acts and e.changes.were_late(e.dossier.now())]
        items = _OPEN_ITEMS.rows(self._connection, [e.dossier.id for e in late])
        cases = {row["case_id"] for row in items}
        return [*acts, *(e for e in late if e.dossier.id in cases)]

    def _supervise(self, entry: Entry) -> None:
        case, fact = entry.dossier.id, entry.dossier.file[-1]
        with self._session() as session:
            supervision.after_fact(
                session, case, fact, entry.changes, fact.recorded_at, self._law, self._calendar
            )
            session.flush()

    def _session(self) -> Session:
        """A session in this transaction, which ending it does not end; few facts need one."""
        return Session(self._connection, join_transaction_mode="rollback_only")

    def _expect_known(self, arrival: Arrival) -> None:
        if arrival.kind not in self._law.facts:
            raise UnknownKind(arrival.kind, self._law.facts)

    def _supervises(self, kind: str, corrects: int | None = None) -> bool:
        """Whether it may be an act of supervision, or may take one away."""
        known = self._law.facts.get(kind)
        acts = known is not None and (known.supervision or kind in self._law.outcomes)
        return acts or corrects is not None
