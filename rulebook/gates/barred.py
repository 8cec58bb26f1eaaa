"""Why a gate would not open now (闸门何以不开): each of its needs, met or not, by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rulebook.case.casefile import FactView
from rulebook.case.reason import Reason
from rulebook.case.whynot import WhyNot
from rulebook.gates import conditions
from rulebook.gates.question import Question
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


def why_barred(
    facts: Iterable[FactView], gate_id: str, law: Lawbook, calendar: Calendar, as_of: datetime
) -> WhyNot:
    """What a gate would find missing if its fact arrived now, with nothing said in it.

    A need that hangs on what the fact says is asked for, and said to hang on it. KeyError for an
    unknown gate.
    """
    gate = law.gates[gate_id]
    arriving = FactView(0, gate.on[0], "case", "", as_of, as_of, "", {})
    looked = tuple(_looked(Question(tuple(facts), arriving, law, calendar, as_of), gate))
    lacking = sum(not one.holds for one in looked)
    what = law.facts[arriving.kind]
    if not lacking:
        return WhyNot(gate.id, f"条件均已具备，可以{what.zh}", f"nothing bars {what.id}", looked)
    zh, en = f"尚缺{lacking}项，不能{what.zh}", f"{lacking} missing before {what.id}"
    return WhyNot(gate.id, zh, en, looked)


def _looked(question: Question, gate: Gate) -> Iterator[Reason]:
    for need in gate.needs:
        missing = tuple(conditions.missing(question, gate, need))
        if missing:
            zh, en = "；".join(one.zh for one in missing), "; ".join(one.en for one in missing)
        else:
            zh, en = f"{need.zh}（{need.article}）", f"{need.en} ({need.article})"
        if need.when is not None and missing:
            zh, en = f"{zh}，以文书所载情形为准", f"{en}, if the ruling says so"
        yield Reason("need", not missing, zh, en)
