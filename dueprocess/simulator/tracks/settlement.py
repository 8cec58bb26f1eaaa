"""Settlement (和解): agreed, the clock stayed, then performed, or breached and taken up again."""

from __future__ import annotations

from dueprocess.simulator.act import Act, InDays, Step, Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.money import receipt

_PARTS = 3  # instalments


def settlement(life: Life) -> Track:
    """An agreement with instalments; a breach brings the case back."""
    ref, last = life.fresh("H"), life.span("stay")
    form = "各方共同提交书面协议"
    agreed = life.act("settlement_reached", ref, performed_by=InDays(last), form=form)
    if not (yield life.after(life.span("while"), agreed)):
        return False
    approver = life.other_officer()
    stayed = life.act(
        "execution_suspended", approver=approver, ground="达成和解协议", reason="执行和解"
    )
    yield life.soon(stayed)
    days = _days(life)
    yield from _promised(life, ref, days)
    for turn, until in enumerate(days):
        yield Step(until - (days[turn - 1] if turn else 0))
        if life.chance("breach"):
            return (yield from _breached(life, ref, turn))
        yield from _paid(life, f"{ref}-{turn + 1}")
        yield from receipt(life, life.claim / _PARTS)
    ended = life.act("execution_resumed"), life.act("settlement_performed", ref)
    return (yield life.soon(*ended))


def _days(life: Life) -> list[int]:
    """After how many days each instalment falls due."""
    days = [life.span("instalment") for _ in range(_PARTS)]
    return [sum(days[: turn + 1]) for turn in range(_PARTS)]


def _promised(life: Life, ref: str, days: list[int]) -> Track:
    """Each instalment as a fact of its own, where the law has a clock for it."""
    if "instalment_agreed" not in life.law.facts:
        return False
    part = f"{life.claim / _PARTS:.2f}"
    acts = [
        life.act(
            "instalment_agreed", f"{ref}-{turn + 1}", agreement=ref, due_on=InDays(on), amount=part
        )
        for turn, on in enumerate(days)
    ]
    return (yield life.after(0, *acts))


def _paid(life: Life, ref: str) -> Track:
    if "instalment_paid" not in life.law.facts:
        return False
    amount = f"{life.claim / _PARTS:.2f}"
    return (yield Step(0, (life.act("instalment_paid", ref, amount=amount),)))


def _breached(life: Life, ref: str, turn: int) -> Track:
    """What fell due was not paid: the rest of the agreement is off, the judgment is taken up."""
    if not (yield Step(life.span("soon"), (life.act("settlement_breached", ref),))):
        return False
    off: list[Act] = []
    if "instalment_cancelled" in life.law.facts:
        rest = range(turn, _PARTS)
        off = [
            life.act("instalment_cancelled", f"{ref}-{one + 1}", reason="不履行和解协议")
            for one in rest
        ]
    asked = life.act("settlement_resume_requested", ref), life.act("execution_resumed")
    yield life.soon(*off, *asked)
    return False
