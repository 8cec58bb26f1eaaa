"""A fact on a remembered case in one statement (径记): it stands with all that follows, or nothing.

The head of the chain takes the place of the lock. The statement moves the case's row on only if
its chain still ends where the remembered dossier ends, and everything else hangs on that row: had
another recorder been first, nothing at all is written and the fact takes the usual way.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.clock import system_now
from models.errors import BookError
from models.money import entering
from models.recording import named, signing
from models.recording.arrival import Arrival
from models.recording.changes import difference
from models.recording.climbed import SWITCHED, climbs_apart
from models.recording.dossier import Dossier
from models.recording.entry import Entry, rows
from models.recording.inking_ahead import MOST, Ahead, ink_if_ahead
from models.recording.memory import Memory
from models.recording.recorded import Recorded
from models.recording.stored import FOLLOWING
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.case.replay import EXTENSION
from rulebook.ending.links import names
from rulebook.gates import asking as gates
from rulebook.gates.question import Question
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.money.ledger import MOVEMENTS, ledger
from rulebook.time.calendar import Calendar


class Swift:
    """Facts that need nothing of the book but what is remembered of their case."""

    def __init__(
        self, connection: Connection, law: Lawbook, calendar: Calendar, memory: Memory
    ) -> None:
        self._connection = connection  # without a transaction: its one statement is one
        self._law = law
        self._calendar = calendar
        self._memory = memory

    def take(self, arrival: Arrival) -> Recorded | None:
        """The recorded fact; `None` when it has to take the usual way, and nothing was written.

        A refusal is never given from memory: what stands in the way may be over by now.
        """
        for dossier in self._memory.take_out([arrival.case], self._law, self._calendar).values():
            try:
                return self._taken(arrival, dossier)
            except BookError:
                return None
        return None

    def _taken(self, arrival: Arrival, dossier: Dossier) -> Recorded | None:
        dossier.as_of = system_now() + timedelta(seconds=dossier.ahead)
        fact = arrival.as_fact(dossier.facts + 1, dossier.now())
        remarks = self._let_pass(fact, dossier)
        if remarks is None:
            self._memory.keep([dossier])  # nothing was taken into it
            return None
        entry = Entry(dossier, dossier.gone_through(self._law, self._calendar))
        ahead = self._ahead(arrival, entry)
        row = entry.append(fact, arrival.evidence_hash, arrival.source, arrival.key)
        if not self._follows(entry, fact.recorded_at):
            return None
        if ahead.postings is not None:
            entry.ledger = entering.following(ahead.postings, entry)
        signer = signing.signer(arrival, self._law)
        inked = ink_if_ahead(self._connection, rows([entry], {}), ahead, signer)
        if inked is None:
            return None
        for change in entry.changes.fresh:
            change.id = inked.ids[change.key]
        entry.written()
        self._memory.keep([dossier])
        signed = signing.remarks(arrival, signing.of(signer, inked.roles), self._law)
        return Recorded.of(dossier, row, entry.changes, (*remarks, *signed))

    def _ahead(self, arrival: Arrival, entry: Entry) -> Ahead:
        """What the statement takes for granted: whom the fact names, what its case's ledger is."""
        dossier, moves = entry.dossier, arrival.kind in MOVEMENTS
        postings = ledger(entry.progress.stands).postings if moves else None
        officers = named.officers_in(arrival, self._law)
        return Ahead(dossier.head, dossier.ahead, officers, postings)

    def _let_pass(self, fact: FactView, dossier: Dossier) -> tuple[Refusal, ...] | None:
        """The gates' remarks; `None` when one is shut, or a clock that may be late could move."""
        if (
            names(fact)
            or climbs_apart(dossier.nodes, self._law)
            or any(
                _may_be_late(node.following, fact.recorded_at) for node in dossier.nodes.values()
            )
        ):
            return None
        progress = dossier.gone_through(self._law, self._calendar)
        file, as_of = tuple(dossier.file), fact.recorded_at
        answer = gates.ask(Question(file, fact, self._law, self._calendar, as_of, progress))
        return None if answer.refusals else answer.remarks

    def _follows(self, entry: Entry, as_of: datetime) -> bool:
        """Work out what follows; whether no claim and no open item has to be asked about it."""
        entry.plan = entry.progress.plan()
        whole, stored = entry.progress.whole, entry.dossier.nodes
        found = difference(stored, entry.plan, self._law, whole=whole)
        entry.changes.nodes += found.nodes
        late = found.were_late(as_of) or any(node.climbs_on for node in found.nodes)
        return not late and len(found.nodes) <= MOST


def is_plain(arrival: Arrival, law: Lawbook) -> bool:
    """Whether a fact asks nothing of the book beyond its own case and moves no clock as such.

    It has no sender's key, corrects nothing, supervises nobody, and neither stops nor extends a
    clock. Officers whom it names and money that it moves are seen to by the statement itself.
    """
    kind, effects = law.facts.get(arrival.kind), law.effects.get(arrival.kind)
    if kind is None or effects is None or arrival.key or arrival.corrects is not None:
        return False
    if (
        kind.supervision
        or arrival.kind in law.outcomes
        or effects.starts
        or effects.ends
        or effects.names_handler
    ):
        return False
    return arrival.kind not in (EXTENSION, SWITCHED)


_DUE_AT, _STATE = FOLLOWING.index("due_at"), FOLLOWING.index("state")


def _may_be_late(following: tuple[object, ...], as_of: datetime) -> bool:
    due_at, state = following[_DUE_AT], following[_STATE]
    if state == NodeState.PAUSED:
        return True
    return isinstance(due_at, datetime) and due_at <= as_of and state == NodeState.RUNNING
