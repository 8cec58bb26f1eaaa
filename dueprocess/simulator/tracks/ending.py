"""Endings (结案): paid, round ended and taken up again, terminated, withdrawn; then the archive."""

from __future__ import annotations

from collections.abc import Mapping

from dueprocess.simulator.act import Act, InDays, Step, Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.control import control, let_go
from dueprocess.simulator.tracks.money import receipt
from dueprocess.simulator.tracks.notice import restricted

_MODES = {
    "paid": ("执行完毕", "被执行人已履行"),
    "terminated": ("终结执行", "其他情形"),
    "withdrawn": ("销案", "申请人撤回"),
    "unenforceable": ("不予执行", "裁定不予执行"),
    "dismissed": ("驳回申请", "不符合受理条件"),
}


def ending(life: Life) -> Track:
    """How the case comes to its end; a lingering one never does."""
    yield life.wait("round")
    yield from _quiet(life)
    way = "paid" if life.sold else life.pick(life.town.endings)
    if way == "lingering":
        return True
    if way == "round":
        if (yield from _round_ended(life)):
            return (yield from _rested(life))
        way = "terminated"
    return (yield from closed(life, way))


def _quiet(life: Life) -> Track:
    """Wait for what else is under way in the case, but not for ever."""
    for _ in range(life.town.most_tries * 2):
        if not life.busy:
            return True
        yield life.wait("wait")
    return False


def closed(life: Life, way: str) -> Track:
    """Pay what is owed, let go of what is held, tell the applicant, close, file away."""
    mode, ground = _MODES[way]
    if way == "paid" and not life.received:
        yield from receipt(life, life.claim)
    for ref in list(life.measures):
        yield from let_go(life, ref)
    yield life.soon(*_before(life, way))
    end = life.act("case_closed", mode=mode, ground=ground, delivered=life.chance("reachable"))
    if not (yield life.soon(end)):
        return False
    days = life.span("months")
    yield life.soon(life.act("archive_due_set", due_on=InDays(days)))
    low, high = life.temper.share
    return (yield life.after(int(days * life.rng.uniform(low, high)), life.act("case_archived")))


_BEFORE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "paid": ("debt_performed", {"way": "自动履行"}),
    "terminated": ("termination_ruled", {"ground": "其他情形"}),
    "withdrawn": ("cancellation_approved", {"ground": "其他"}),
    "dismissed": ("application_dismissed", {"reason": "不符合受理条件"}),
}


def _before(life: Life, way: str) -> tuple[Act, ...]:
    """What stands before each way of closing, and the word to the applicant."""
    kind, says = _BEFORE.get(way, ("", {}))
    told = [("closing_notified", {"channel": channel}) for channel in ("短信", "电话")]
    wanted = ((kind, says), *told)
    return tuple(life.act(one, **said) for one, said in wanted if one in life.law.facts)


def _round_ended(life: Life) -> Track:
    if not life.stands("consumption_restricted"):
        yield life.soon(restricted(life))
    if not (life.stands("dishonest_listed") or life.stands("dishonest_not_applicable")):
        yield life.soon(life.act("dishonest_not_applicable", reason="未发现法定情形"))
    asked = (
        life.act("applicant_heard", opinion="无异议"),
        life.act("panel_agreed", president=life.town.holder("president")),
    )
    yield life.soon(*asked)
    ruled = life.act(
        "round_termination_ruled", debtor_missing=False, obstructed=False, report_defaulted=False
    )
    return (yield life.soon(ruled))


def _rested(life: Life) -> Track:
    """Half-yearly queries; a hit may bring the case back, which then comes to its end."""
    rule = life.law.rules["zhongben-query-6m-5y"]
    for _ in range(rule.times):
        found = life.chance("resumed") and life.chance("reachable")
        query = life.act("round_query_done", found=found, told_on=InDays(0))
        yield Step(life.span("half_year"), (query,))
        if not found:
            continue
        if life.chance("resumed"):
            return (yield life.soon(_otherwise(life)))
        if (yield from _resumed(life)):
            return (yield from closed(life, "paid"))
    return True


def _otherwise(life: Life) -> Act:
    """The case goes on under a number of its own, or does not."""
    if life.chance("reachable"):
        return life.act("resumption_declined", reason="查得财产不足以支付执行费用")
    return life.act("case_refiled", number=f"{life.number}恢", ground="终本后发现可供执行财产")


def _resumed(life: Life) -> Track:
    back = (
        life.act(
            "case_resumed",
            ground="终本后发现可供执行财产",
            number=f"{life.number}恢",
            matter=life.matter,
        ),
        life.act("investigation_requested"),
    )
    if not (yield life.soon(*back)):
        return False
    yield life.soon(life.act("investigation_started"))
    yield from control(life)
    yield from _quiet(life)
    return True
