"""Checks (核对): what a gate asks a track's own module to look for, since data cannot say how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CheckName(StrEnum):
    """Every check that a gate may name; the tracks' own modules hold them."""

    # The end of a round (终本).
    ROUND_RUNS = "round_runs"  # the round has not ended already
    QUERIED_LATELY = "queried_lately"  # every class of property, within a term before the act
    RESTRICTED_THROUGHOUT = "restricted_throughout"  # each debtor, and not lifted since
    RESTRICTION_STAYS = "restriction_stays"  # no lifting without a ground while a round is over
    HEARD_BEFORE = "heard_before"  # on an earlier day than the act
    TOLD_TWO_WAYS = "told_two_ways"  # by two channels that differ
    BEARS_PAPER = "bears_paper"  # the arriving fact itself
    # Debtor lists (失信与限制消费).
    DEBTOR_RESTRICTED = "debtor_restricted"  # the one whom the listing names
    EACH_FREED = "each_freed"  # nobody is restricted any more
    # Objections (异议) and wrong acts put right (纠正).
    SUPPLEMENT_OVERDUE = "supplement_overdue"  # what was missing did not come within the term
    HANDLER_APART = "handler_apart"  # the handler is not among those who review
    NO_OBJECTION_PENDING = "no_objection_pending"  # by an outsider, to this asset
    NO_OBJECTION_UPHELD = "no_objection_upheld"
    DISMISSAL_SETTLED = "dismissal_settled"  # dismissed, served, and the term after it is over
    NO_SUIT_PENDING = "no_suit_pending"
    NAMES_ACT = "names_act"  # a correction of an act says which
    RULED_WRONG = "ruled_wrong"  # the ruling behind a correction went that way
    # Settlements (和解).
    BREACH_SHOWN = "breach_shown"  # an agreed day passed without its payment
    INSTALMENTS_PAID = "instalments_paid"  # each in full
    INSTALMENTS_OFF = "instalments_off"  # each paid or called off
    # Whose an asset is (权属), and the measures on it (查封、扣押、冻结).
    OWNER_JOINED = "owner_joined"  # a ruling made the asset's owner a debtor
    JOINDER_UNCONTESTED = "joinder_uncontested"  # no review or suit over that ruling is pending
    LEAST_HARM_FIRST = "least_harm_first"  # or why this asset comes first
    WAITING_OVER = "waiting_over"  # the control that this one waited behind has ended
    WAITING_DAY_KEPT = "waiting_day_kept"  # it takes hold on the very day of that end
    DAYS_CARRIED_OVER = "days_carried_over"  # a preservation's days, not new ones
    CONTROL_UNLAPSED = "control_unlapsed"  # what is renewed has not run out
    # Disposal (处置).
    HELD_BY_COURT = "held_by_court"  # the asset, on the day of the act
    BIDDING_KEPT = "bidding_kept"  # it ended no sooner than the rule's term after its last origin
    ROUND_IN_TURN = "round_in_turn"  # an auction follows the failure of the one before
    # Money (案款): the ledger, the payee, distribution plans, debts, and the end.
    FUNDS_COVERED = "funds_covered"  # no place of money would hold less than nothing
    PAYEE_ENTITLED = "payee_entitled"  # a party, or by a paper
    DEBT_READABLE = "debt_readable"  # rates and the days of a year
    DEBT_CONVERTIBLE = "debt_convertible"  # a rate of exchange, for foreign money alone
    PLAN_READABLE = "plan_readable"
    PLAN_MONEY_THERE = "plan_money_there"  # what is shared out lies with the court
    PLAN_SUM_KEPT = "plan_sum_kept"  # shares within what is left after costs
    PLAN_IN_PROPORTION = "plan_in_proportion"  # by rank and proportion, unless all agree
    PLAN_CLAIM_OWED = "plan_claim_owed"  # no more for the applicants than is owed to them
    PLAN_FINAL = "plan_final"  # served, objections at their end
    PLAN_SHARE_KEPT = "plan_share_kept"  # nobody is paid more than the plan gives him
    CLAIM_MET = "claim_met"  # claim, interest and costs are paid


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its name, with the rule whose term it counts and the classes it goes through."""

    by: CheckName
    rule: str = ""
    classes: str = ""  # a definition, whose members they are
