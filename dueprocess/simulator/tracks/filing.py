"""Filing (立案): from the application, or from another court's letter, to a handler."""

from __future__ import annotations

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life

_RULES = {"非诉行政": "filing-admin-nonlit-5d", "刑事涉财产": "filing-criminal-property-7d"}


def filing(life: Life) -> Track:
    """The application comes in and is filed, or refused; then the case is given out."""
    desk = life.town.holder("filing_officer")
    if life.chance("entrusted"):
        opening = life.signed(desk, "entrustment_received", court="演练外地法院")
    else:
        opening = life.signed(desk, "application_received", matter=life.matter, complete=True)
    if not (yield life.after(0, opening)):
        return False
    yield from _terms(life, desk)
    if life.chance("refused_filing"):
        yield life.duty("filing-decision-7d", life.signed(desk, "not_accepted", ground="其他"))
        return False
    rule = _RULES.get(life.matter, "filing-decision-7d")
    if not (yield life.prompt(rule, life.signed(desk, "filed", matter=life.matter))):
        return False
    if life.matter == "非诉行政":
        life.spawn(_legality(life))
    return (yield from _handed_out(life))


def _terms(life: Life, desk: str) -> Track:
    if life.chance("reachable"):
        last = life.signed(desk, "performance_term_noted", last_day=life.today.isoformat())
        return (yield life.after(0, last))
    return True


def _handed_out(life: Life) -> Track:
    leader, desk = life.town.holder("director"), life.town.holder("filing_officer")
    if not (yield life.prompt("file-transfer-3d", life.signed(desk, "file_transferred"))):
        return False
    given = life.signed(leader, "handler_assigned", handler=life.handler)
    return (yield life.prompt("assign-handler-7d", given, life.act("file_received")))


def _legality(life: Life) -> Track:
    if life.chance("reachable"):
        yield life.soon(life.act("manifest_illegality_found", accepted_on=life.today.isoformat()))
    return (yield life.duty("admin-nonlit-review-7d", life.act("legality_ruled", allowed=True)))
