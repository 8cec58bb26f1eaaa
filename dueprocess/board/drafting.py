"""A fact as a form says it (表单所载): read field by field, judged before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dueprocess.board.visit import Hidden, Visit
from dueprocess.board.words import Words
from dueprocess.cli.case.record import read_details
from dueprocess.cli.frame import moments
from dueprocess.views.case.following import WHATS, answered
from dueprocess.views.frame.marking import Marking
from models.reading.card import file_of
from models.recording.arrival import Arrival
from models.recording.recorded import Recorded
from rulebook.case.explanation import explain_all
from rulebook.law.factkind import FactKind
from rulebook.time.derivation import Step

DETAIL = "said."  # before the name of a field of the fact itself


@dataclass(frozen=True, slots=True)
class Effect:
    """What would befall one node."""

    what: str
    node: str
    state: str
    due_on: object
    key: str


def kind_of(visit: Visit, said: Mapping[str, str]) -> FactKind:
    """The kind of fact a form is about; `Hidden` for one that the law does not know."""
    found = visit.desk.law.facts.get(said.get("kind", ""))
    if found is None:
        raise Hidden
    return found


def arrival(visit: Visit, case: str, said: Mapping[str, str]) -> Arrival:
    """The fact as the form says it, signed by the visitor. Raises sentences for what is unread.

    The evidence is a paper's name: a form never names a file of this machine.
    """
    assert visit.asker is not None
    kind = kind_of(visit, said)
    pairs = [
        f"{field.name}={value}"
        for field in visit.desk.law.fields_of(kind.id)
        if (value := said.get(DETAIL + field.name, "").strip())
    ]
    on, paper_on = said.get("on", "").strip(), said.get("evidence_on", "").strip()
    return Arrival(
        case=case,
        kind=kind.id,
        occurred_at=moments.moment(on) if on else visit.desk.now(),
        subject_kind=kind.subject,
        subject_ref=said.get("ref", "").strip(),
        payload=read_details(visit.desk.law, kind.id, pairs),
        evidence=said.get("evidence", "").strip(),
        evidence_on=moments.day(paper_on) if paper_on else None,
        by=visit.asker.officer,
        source="desk",
        key=f"board:{said['once']}" if said.get("once") else "",
    )


def effects(recorded: Recorded, marking: Marking, words: Words) -> list[Effect]:
    """What the fact brings about, node by node."""
    return [_effect(row, marking, words) for row in _rows(recorded)]


def _rows(recorded: Recorded) -> list[dict[str, object]]:
    found = answered(recorded)["nodes"]
    assert isinstance(found, list)
    return found


def _effect(row: dict[str, object], marking: Marking, words: Words) -> Effect:
    whats = row["changes"]
    assert isinstance(whats, list)
    told = [tone for one in whats if (tone := WHATS.get(one["what"]))]
    ref = str(row["subject_ref"] or "")
    return Effect(
        what="、".join(words.of((tone.zh, tone.en)) for tone in told),
        node=marking.node(str(row["code"]), str(row["rule_id"]), ref, str(row["key"])).plain,
        state=str(row["state"]),
        due_on=row["due_on"],
        key=str(row["key"]),
    )


def derived(visit: Visit, fact: Arrival, ahead: Recorded) -> Mapping[str, tuple[Step, ...]]:
    """How each date that the fact would bring about is reckoned, by the key of its node."""
    law, calendar = visit.desk.law, visit.desk.calendar
    with visit.desk.store.reading() as session:
        file = file_of(session, ahead.case_id)
    keys = {one.key for one in ahead.changes.nodes}
    view = fact.as_fact(ahead.seq, ahead.recorded_at)
    return {one.node: one.steps for one in explain_all((*file, view), law, calendar, keys)}
