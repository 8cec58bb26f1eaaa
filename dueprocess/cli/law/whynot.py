"""`dueprocess why-not`: why something did not happen on a case, or may not yet happen."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber


def why_not(
    number: CaseNumber,
    rule: Annotated[str, typer.Argument(help="规则 rule id, or the id of a gate 闸门")],
    json: AsJson = False,
) -> None:
    """何以未动 Why a RULE opened no clock on a CASE or did not fire; what a gate still lacks."""
    from dueprocess.cli.frame.asking import seen_case
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.deadline import known_or_gate
    from dueprocess.desk import Desk
    from dueprocess.views.case.explained import reasons
    from models.reading.card import claims_of, file_of
    from rulebook.case.explanation import why_not as answered
    from rulebook.gates.barred import why_barred

    with Desk.opened() as desk:
        asked = known_or_gate(desk.law, rule)
        with desk.store.reading() as session:
            case = seen_case(desk, session, number)
            assert case.id is not None
            facts, claims = file_of(session, case.id), claims_of(session, case.id, asked.id)
        if asked.id in desk.law.gates:
            answer = why_barred(facts, asked.id, desk.law, desk.calendar, desk.now())
        else:
            answer = answered(facts, asked.id, desk.law, desk.calendar, desk.now(), claims)
        if json:
            emit(answer)
        else:
            show(reasons(case.number, asked, answer))
