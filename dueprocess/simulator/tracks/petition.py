"""Petitions (信访) and letters from above (督办函): registered, answered, reported on."""

from __future__ import annotations

from dueprocess.simulator.act import InDays, Track
from dueprocess.simulator.life import Life


def petition(life: Life) -> Track:
    """A petition comes in; of this court's case or, as seen from above, of a lower court's."""
    ref, desk = life.fresh("V"), life.town.holder("petition_officer")
    lower = life.chance("urgent_clue")
    scope = "下级法院" if lower else "本院"
    came = life.signed(desk, "petition_received", ref, scope=scope, petitioner="信访人")
    if not (yield life.after(life.span("months"), came)):
        return False
    listed = life.signed(desk, "petition_registered", ref, in_charge=life.handler)
    yield life.duty("petition-register-5wd", listed)
    if lower:
        screened = life.signed(desk, "petition_screened", ref, outcome="督办")
        yield life.duty("petition-screen-15wd-227", screened)
        yield life.soon(life.signed(desk, "complaint_accepted", ref, qualifies=True))
        letter = life.signed(desk, "supervision_letter_issued", ref)
        yield life.duty("supervise-letter-10d", letter)
    rule = "petition-close-30wd-lower" if lower else "petition-close-30d-227"
    return (yield life.duty(rule, life.signed(desk, "petition_closed", ref, result="已办结")))


def letter(life: Life) -> Track:
    """A letter from the superior court with a day to report by."""
    ref, days = life.fresh("L"), life.span("wait")
    came = life.act(
        "letter_received", ref, due_on=InDays(days), sender="演练中院", in_charge=life.handler
    )
    if not (yield life.after(life.span("months"), came)):
        return False
    if life.chance("file_call"):
        yield life.soon(life.act("file_call_received", sender="演练中院"))
        yield life.duty("file-transfer-on-call-5d", life.act("file_sent_up"))
    low, high = life.temper.share
    part = int(days * life.rng.uniform(low, high))
    return (yield life.after(part, life.act("letter_reported", ref)))
