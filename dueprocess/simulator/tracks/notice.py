"""The notice (执行通知): the papers that tell the debtor, and what the debtor answers."""

from __future__ import annotations

from dueprocess.simulator.act import Act, Track
from dueprocess.simulator.life import Life


def notice(life: Life) -> Track:
    """Order to report, notice and clues asked for; then the report is looked through."""
    if life.chance("concealed"):
        urgent = life.act("immediate_measures_taken", approver=life.other_officer())
        yield life.after(0, urgent)
    papers = (
        life.act("property_report_ordered"),
        life.act("execution_notice_issued", monetary=True),
        life.act("applicant_asked_for_clues"),
    )
    if not (yield life.duty("exec-notice-3d-2006", *papers)):
        return False
    if life.chance("public_service"):
        yield from _announced(life)
    served = life.act("execution_notice_served", debtor="被执行人", way="直接送达")
    yield life.soon(served)
    done = yield life.after(life.span("soon"), life.act("property_report_checked"))
    if life.chance("misfiled"):
        yield life.soon(life.act("property_changed", text="误录"))
    if life.chance("restriction"):
        yield life.after(life.span("while"), restricted(life))
    return done


def restricted(life: Life) -> Act:
    """The order that restricts the debtor's consumption."""
    return life.act(
        "consumption_restricted", debtor="被执行人", debtor_is_unit=False, persons=["被执行人"]
    )


def _announced(life: Life) -> Track:
    yield life.after(0, life.act("service_announced", approver=life.other_officer()))
    return (yield life.after(life.span("months"), life.act("announcement_ended")))
