"""Objections (异议): of a party against an act, of an outsider for an asset; and their review."""

from __future__ import annotations

from dataclasses import replace

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life

ACT, OUTSIDER = "执行行为异议", "案外人异议"


def objection(life: Life) -> Track:
    """Received, filed, ruled on, served; then review, or an outsider's suit."""
    ref, kind = life.fresh("Y"), life.rng.choice((ACT, OUTSIDER))
    came = life.act("objection_received", ref, kind=kind, objector="异议人", against_ending=False)
    if not (yield life.after(life.span("while"), came)):
        return False
    if life.chance("bad_report"):
        yield life.soon(life.act("objection_supplement_asked", ref, missing=["身份证明"]))
        yield life.soon(life.act("objection_supplemented", ref))
    filed = life.act("objection_filed", ref), life.act("objection_notified", ref)
    if not (yield life.duty("objection-file-3d", *filed)):
        return False
    yield life.soon(life.act("objection_panel_formed", ref, members=["甲", "乙", "丙"]))
    yield life.after(0, life.act("objection_file_received", ref))
    if life.chance("breach"):
        yield life.soon(life.act("hearing_decided", ref))
        yield life.soon(life.act("hearing_held", ref))
    result = life.rng.choice(("驳回", "成立", "部分成立"))
    ruled = (
        life.act("objection_opinion_given", ref),
        life.act("objection_ruled", ref, result=result),
    )
    if not (yield life.soon(*ruled)):
        return False
    served = life.act("ruling_served", ref, kind=kind, result=result, recipient="异议人")
    yield life.soon(served)
    if result != "驳回":
        yield from _put_right(life, ref)
    return (yield from (_review(life, ref) if kind == ACT else _suit(life, ref)))


def _put_right(life: Life, ref: str) -> Track:
    """The act that was found wrong, here a service, is taken back."""
    wrong = [one.seq for one in life.file if one.kind == "execution_notice_served"]
    if not wrong or "act_corrected" not in life.law.facts:
        return False
    right = life.act("act_corrected", basis="异议裁定", objection=ref, reason="异议成立")
    return (yield life.soon(replace(right, corrects=wrong[-1])))


def _review(life: Life, ref: str) -> Track:
    if life.chance("reachable"):
        return True
    yield life.soon(life.act("review_requested", ref, through="执行法院转交"))
    yield life.duty("fukong-file-5d", life.act("review_file_sent", ref))
    yield life.soon(life.act("review_received_above", ref))
    ruled = life.act("review_ruled", ref, panel=["甲", "乙", "丙"], result="维持")
    return (yield life.duty("fukong-decide-30d", ruled))


def _suit(life: Life, ref: str) -> Track:
    if life.chance("reachable"):
        return True
    return (yield life.after(life.span("soon"), life.act("suit_filed", ref)))
