"""The reference price (参考价): four ways to it, the report, and what is said against it."""

from __future__ import annotations

from dueprocess.simulator.act import Act, InDays, Track
from dueprocess.simulator.life import Life

_WAYS = ("当事人议价", "定向询价", "网络询价", "委托评估")
_OBJECTED = "参照标准、计算方法或者评估结果"


def valuation(life: Life, ref: str) -> Track:
    """From the start of the procedure to a price that is set."""
    way = life.rng.choice(_WAYS)
    if not (
        yield life.duty("refprice-start-30d", life.act("reference_price_started", ref, way=way))
    ):
        return False
    if way in ("网络询价", "委托评估") and not (yield from _reported(life, ref, way)):
        return False
    price = life.act(
        "reference_price_set",
        ref,
        way=way,
        amount=f"{life.claim / 2:.2f}",
        valid_until=InDays(life.span("validity")),
    )
    return (yield life.soon(price))


def _reported(life: Life, ref: str, way: str) -> Track:
    if way == "委托评估":
        yield from _appraised(life, ref)
    else:
        yield life.soon(life.act("platforms_instructed", ref))
        yield life.duty("netprice-report-3d", report(life, ref, "valuation_received"))
    yield life.duty("send-report-3d", life.act("report_sent", ref))
    if life.chance("bad_report"):
        yield life.soon(life.act("report_publicised", ref))
    yield life.soon(life.act("report_served", ref, party="被执行人"))
    if life.chance("bad_report"):
        yield life.soon(life.act("valuation_objected", ref, party="被执行人", ground=_OBJECTED))
        answered = life.act("objection_sent_to_appraiser", ref)
        yield life.duty("valuation-objection-forward-3d", answered)
    return True


def _appraised(life: Life, ref: str) -> Track:
    chosen = (
        life.act("appraiser_chosen", ref, appraiser="演练评估公司"),
        life.act("appraisal_commissioned", ref, approver=life.other_officer()),
        life.act("appraiser_instructed", ref, appraiser="演练评估公司"),
    )
    yield life.soon(*chosen)
    back = life.act("appraisal_returned", ref), report(life, ref, "appraisal_received")
    return (yield life.duty("appraisal-report-30d", *back))


def report(life: Life, ref: str, kind: str) -> Act:
    """The report as it comes in."""
    return life.act(
        kind,
        ref,
        report="网络询价报告" if kind == "valuation_received" else "评估报告",
        amount=f"{life.claim / 2:.2f}",
        issued_on=InDays(0),
        valid_until=InDays(life.span("validity")),
    )
