"""Checks of the tracks (专项核对): what a gate asks of a module, since data cannot say how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rulebook.ending import correcting, instalments, listing, objecting, rounds
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check, CheckName
from rulebook.law.gate import Need
from rulebook.money import balances, closing, debts, finality, payee, planning
from rulebook.property import attempts, control, order, ownership

CHECKS: Mapping[CheckName, Callable[[Question, Check], Iterable[Lack]]] = {
    CheckName.ROUND_RUNS: rounds.runs,
    CheckName.QUERIED_LATELY: rounds.queried_lately,
    CheckName.RESTRICTED_THROUGHOUT: rounds.restricted_throughout,
    CheckName.RESTRICTION_STAYS: rounds.restriction_stays,
    CheckName.HEARD_BEFORE: rounds.heard_before,
    CheckName.TOLD_TWO_WAYS: rounds.told_two_ways,
    CheckName.BEARS_PAPER: rounds.bears_paper,
    CheckName.DEBTOR_RESTRICTED: listing.restricted,
    CheckName.EACH_FREED: listing.each_freed,
    CheckName.SUPPLEMENT_OVERDUE: objecting.supplement_overdue,
    CheckName.HANDLER_APART: objecting.handler_apart,
    CheckName.NO_OBJECTION_PENDING: objecting.none_pending,
    CheckName.NO_OBJECTION_UPHELD: objecting.none_upheld,
    CheckName.DISMISSAL_SETTLED: objecting.dismissal_settled,
    CheckName.NO_SUIT_PENDING: objecting.no_suit_pending,
    CheckName.NAMES_ACT: correcting.names_act,
    CheckName.RULED_WRONG: correcting.ruled_wrong,
    CheckName.BREACH_SHOWN: instalments.breach_shown,
    CheckName.INSTALMENTS_PAID: instalments.paid,
    CheckName.INSTALMENTS_OFF: instalments.off,
    CheckName.OWNER_JOINED: ownership.joined,
    CheckName.JOINDER_UNCONTESTED: ownership.uncontested,
    CheckName.LEAST_HARM_FIRST: order.least_harm,
    CheckName.WAITING_OVER: control.waiting_over,
    CheckName.WAITING_DAY_KEPT: control.waiting_day_kept,
    CheckName.DAYS_CARRIED_OVER: control.carried_over,
    CheckName.CONTROL_UNLAPSED: control.unlapsed,
    CheckName.HELD_BY_COURT: control.held,
    CheckName.BIDDING_KEPT: attempts.bidding_kept,
    CheckName.ROUND_IN_TURN: attempts.in_turn,
    CheckName.FUNDS_COVERED: balances.covered,
    CheckName.PAYEE_ENTITLED: payee.entitled,
    CheckName.DEBT_READABLE: debts.readable,
    CheckName.DEBT_CONVERTIBLE: debts.convertible,
    CheckName.PLAN_READABLE: planning.readable,
    CheckName.PLAN_MONEY_THERE: planning.money_there,
    CheckName.PLAN_SUM_KEPT: planning.sum_kept,
    CheckName.PLAN_IN_PROPORTION: planning.in_proportion,
    CheckName.PLAN_CLAIM_OWED: planning.claim_owed,
    CheckName.PLAN_FINAL: finality.final,
    CheckName.PLAN_SHARE_KEPT: finality.share_kept,
    CheckName.CLAIM_MET: closing.claim_met,
}


def lacking(question: Question, need: Need) -> Iterable[Lack]:
    """What the need's check finds missing; nothing when it is met."""
    assert need.check is not None
    return CHECKS[need.check.by](question, need.check)
