"""The debtor's lists (失信与限消): decided, corrected, deleted when there is cause."""

from __future__ import annotations

from dueprocess.simulator.act import InDays, Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.notice import restricted

_GROUND = "第四项：违反财产报告制度"


def listing(life: Life) -> Track:
    """Asked for, perhaps with a time of grace, decided, and later corrected or deleted."""
    ref = "被执行人"
    if life.chance("lapse_of_grace"):
        yield life.soon(life.act("grace_granted", ref, ends_on=InDays(life.span("grace"))))
        yield life.after(life.span("grace"), life.act("grace_ended", ref))
    asked = life.act("listing_requested", ref, applicant="申请执行人")
    if not (yield life.after(life.span("while"), asked)):
        return False
    if not life.stands("consumption_restricted"):
        yield life.soon(restricted(life))
    decided = life.act(
        "listing_decided", ref, decision="纳入", ground=_GROUND, again_on_request=False
    )
    listed = life.act("dishonest_listed", ref)
    if not (yield life.duty("dishonest-decide-15d", decided, listed)):
        return False
    life.spawn(_after(life, ref), needs_open=False)
    return True


def _after(life: Life, ref: str) -> Track:
    yield life.after(life.span("months"))
    if life.chance("bad_report"):
        yield from _corrected(life, ref)
    yield life.after(life.span("months"))
    due = life.act("listing_deletion_due", ref, ground="义务已履行或者已执行完毕", fixed_term=False)
    if not (yield life.soon(due)):
        return False
    gone = (
        life.act("dishonest_deleted", ref, at_request=False),
        life.act("consumption_lifted", ground="经申请执行人同意"),
    )
    return (yield life.duty("dishonest-delete-3wd", *gone))


def _corrected(life: Life, ref: str) -> Track:
    if life.chance("reachable"):
        yield life.soon(life.act("listing_error_found", ref, error="信息不准确"))
        return (yield life.duty("dishonest-fix-3wd", life.act("dishonest_corrected", ref)))
    yield life.soon(life.act("listing_correction_requested", ref))
    decided = life.act("listing_correction_decided", ref, upheld=True)
    yield life.duty("dishonest-correct-review-15d", decided)
    return (yield life.duty("dishonest-correct-3wd", life.act("dishonest_corrected", ref)))
