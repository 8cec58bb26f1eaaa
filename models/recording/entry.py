"""What a batch of facts is about to write (入册), as plain rows of each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.recording.chain import seal
from models.recording.changes import Changes, NodeChange
from models.recording.dossier import Dossier
from models.recording.ground import ground
from models.recording.round import Fired, climbing
from models.tables.run import CaseRun
from rulebook.case.casefile import CasePlan, FactView
from rulebook.case.progress import Progress

Row = dict[str, Any]

# The columns of a case that follow from its facts.
DERIVED = ("state", "stage", "filed_on", "closed_on", "handler_id", "facts", "head", "ground")

NEW_RUN = CaseRun(case_id=0).model_dump()


@dataclass(slots=True)
class Entry:
    """What one case gains: sealed facts, and the changes that follow from them."""

    dossier: Dossier
    progress: Progress  # where the case stands with all facts taken so far
    facts: list[Row] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)  # (sender's key, seq)
    plan: CasePlan | None = None
    changes: Changes = field(default_factory=Changes)
    ledger: list[Row] = field(default_factory=list)  # what its ledger gains

    def append(self, fact: FactView, evidence_hash: str, source: str, key: str) -> Row:
        """Seal a fact as the next of the case's chain."""
        row = _sealed(self.dossier, fact, evidence_hash, source)
        self.dossier.facts, self.dossier.head = fact.seq, row["hash"]
        self.dossier.file.append(fact)
        self.progress = self.dossier.progress = self.progress.after(self.dossier.file)
        self.facts.append(row)
        if key:
            self.keys.append((key, fact.seq))
        return row

    def let_go(self) -> None:
        """Forget how its nodes came about: they are written, and nobody will go on from here."""
        self.dossier.progress = self.plan = None
        del self.progress

    def written(self) -> None:
        """Let the dossier know of what was written."""
        assert self.plan is not None
        self.dossier.written(self.plan, (change.stored() for change in self.changes.nodes))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by table. New nodes have no id yet: what belongs to them names case and node key."""

    facts: list[Row]
    keys: list[Row]  # key, case_id, seq
    fresh: list[Row]  # nodes to insert
    standing: list[Row]  # nodes to update, by id
    transitions: list[Row]  # with node_key beside the columns
    cases: list[Row]
    runs: list[Row]
    ledger: list[Row]


def rows(entries: Sequence[Entry], fired: Mapping[int, Sequence[Fired]]) -> Rows:
    """All that the entries write; `fired` are the claims on their standing nodes."""
    changes = [(entry, change) for entry in entries for change in entry.changes.nodes]
    return Rows(
        facts=[row for entry in entries for row in entry.facts],
        keys=[row for entry in entries for row in _keys(entry)],
        fresh=[_fresh(entry, change) for entry, change in changes if change.before is None],
        standing=[_standing(change, fired) for _, change in changes if change.before is not None],
        transitions=[
            row for entry, change in changes if change.whats for row in _transitions(entry, change)
        ],
        cases=[_case(entry) for entry in entries],
        runs=[{**NEW_RUN, "case_id": entry.dossier.id} for entry in entries],
        ledger=[row for entry in entries for row in entry.ledger],
    )


def _sealed(dossier: Dossier, fact: FactView, evidence_hash: str, source: str) -> Row:
    row: Row = {
        "case_id": dossier.id,
        "seq": fact.seq,
        "kind": fact.kind,
        "subject_kind": fact.subject_kind,
        "subject_ref": fact.subject_ref,
        "occurred_at": fact.occurred_at,
        "recorded_at": fact.recorded_at,
        "recorded_by": fact.recorded_by,
        "payload": fact.payload,
        "evidence": fact.evidence,
        "evidence_hash": evidence_hash,
        "evidence_on": fact.evidence_on,
        "corrects": fact.corrects,
        "source": source,
        "prev": dossier.head,
    }
    row["hash"] = seal(row)
    return row


def _keys(entry: Entry) -> Iterator[Row]:
    for key, seq in entry.keys:
        yield {"key": key, "case_id": entry.dossier.id, "seq": seq}


def _fresh(entry: Entry, change: NodeChange) -> Row:
    change.climbing = climbs = climbing(change, ())
    return {"case_id": entry.dossier.id, **change.after, **climbs}


def _standing(change: NodeChange, fired: Mapping[int, Sequence[Fired]]) -> Row:
    change.climbing = climbs = climbing(change, fired.get(change.id, ()))
    return {"id": change.id, **change.after, **climbs}


def _transitions(entry: Entry, change: NodeChange) -> Iterator[Row]:
    for what, detail in change.whats:
        yield {
            "case_id": entry.dossier.id,
            "node_id": change.id,
            "node_key": change.key,
            "what": what,
            "detail": detail,
            "at": entry.facts[-1]["recorded_at"],
            "fact_seq": _cause(entry.facts, change, what),
            "shown_at": None,
        }


def _cause(facts: Sequence[Row], change: NodeChange, what: str) -> int:
    """The fact that brought it: of a batch the opening or settling one, else the last."""
    last = int(facts[-1]["seq"])
    if len(facts) == 1:
        return last
    named = {"opened": change.after.get("opened_by"), "settled": change.after["settled_by"]}
    seq = named.get(what)
    return seq if seq is not None and seq >= facts[0]["seq"] else last


def _case(entry: Entry) -> Row:
    plan = entry.plan
    assert plan is not None
    return {
        "id": entry.dossier.id,
        "state": str(plan.state),
        "stage": plan.stage,
        "filed_on": plan.filed_on,
        "closed_on": plan.closed_on,
        "handler_id": plan.handler_id,
        "facts": entry.dossier.facts,
        "head": entry.dossier.head,
        "ground": ground(entry.progress.run.law, entry.progress.run.calendar),
    }


def standing_ids(entries: Iterable[Entry]) -> list[int]:
    """Stored nodes whose clock runs on, so that rungs fired before must be looked at."""
    return [c.id for entry in entries for c in entry.changes.nodes if c.climbs_on]
