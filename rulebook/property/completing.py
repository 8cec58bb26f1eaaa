"""Completing a fact for the gates (补全): figures and words that earlier facts say in its stead.

A gate asks the arriving fact; what the case knows already need not be typed again. What the fact
itself says is never replaced, and what is worked out here is asked about and not recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from rulebook.case.clock import day_of
from rulebook.gates.question import Question
from rulebook.property import attempts, ownership
from rulebook.property.control import so_far
from rulebook.property.figure import NOTHING, yuan
from rulebook.property.measure import DEPOSIT, Hold
from rulebook.property.owed import owed

_IMMOVABLE = "不动产"
_JOINED = "变更或追加"
_OF_OWNER = ("relation", "ground", "owner")
_OF_CHANGE = ("ground", "side")
_OF_SELLING = {"网络司法变卖": "failed_online", "传统变卖": "failed_traditional"}


def completed(question: Question) -> Question:
    """The question with its fact completed; itself where nothing is to be completed."""
    known = _KNOWN.get(question.fact.kind)
    if known is None:
        return question
    fact = question.fact
    said = {name: value for name, value in fact.payload.items() if value not in (None, "")}
    payload = {**known(question), **said}
    if payload == said:
        return question
    fuller = replace(question, fact=fact._replace(payload=payload))
    fuller.goes_on(question.stands, question.run)
    return fuller


def _owner(question: Question) -> dict[str, object]:
    said = ownership.identification(question)
    return {name: said[name] for name in _OF_OWNER if name in said}


def _controlled(question: Question) -> dict[str, object]:
    found = _owner(question)
    said = question.fact.payload
    at = question.fact.occurred_at
    debt = owed([one for one in question.stands if one.occurred_at <= at], day_of(at))
    if debt is not None:
        found["claim"] = debt
    worth = _worth(question)
    if worth is not None and said.get("indivisible") is not True:
        found["total"] = worth + _held(question)
    if worth is not None and said.get("category") == _IMMOVABLE and said.get("partial") is not True:
        found["title_value"] = worth
    return found


def _worth(question: Question) -> Decimal | None:
    """What the arriving measure secures, net of debts that go first (yuan)."""
    said = question.fact.payload
    amount = yuan(said, "amount")
    if amount is not None and said.get("category") == DEPOSIT:
        return amount
    value = yuan(said, "value")
    return None if value is None else max(value - (yuan(said, "prior_debts") or NOTHING), NOTHING)


def _held(question: Question) -> Decimal:
    """What the case's other assets secure; what only waits secures nothing yet."""
    own = question.fact.subject_ref
    others = (one for one in so_far(question) if one.asset != own and one.state is Hold.IN_FORCE)
    return sum((one.worth or NOTHING for one in others), NOTHING)


def _change(question: Question) -> dict[str, object]:
    """What application and ruling on the same change say of ground and side."""
    kinds = ("change_requested", "change_ruled")
    found: dict[str, object] = {}
    for one in question.so_far(kinds):
        words = _OF_CHANGE if one.kind == "change_ruled" else ("side",)
        found |= {name: one.payload[name] for name in words if one.payload.get(name)}
    said = question.fact.payload
    if said.get("result") == _JOINED and said.get("ground"):
        found["joined_under"] = said["ground"]
    return found


def _confirmation(question: Question) -> dict[str, object]:
    found = question.so_far(("confirmation_ruled",))
    ground = found[-1].payload.get("ground") if found else None
    return {"ground": ground} if ground else {}


def _sell_off(question: Question) -> dict[str, object]:
    way = str(question.fact.payload.get("way") or "网络司法变卖")
    of = attempts.ONLINE if way == "网络司法变卖" else attempts.TRADITIONAL
    return {_OF_SELLING[way]: attempts.failed(question, of)} if way in _OF_SELLING else {}


_KNOWN: Mapping[str, Callable[[Question], dict[str, object]]] = {
    "asset_controlled": _controlled,
    "deposit_deducted": _owner,
    "disposal_ruled": _owner,
    "change_ruled": _change,
    "change_ruling_served": _change,
    "confirmation_served": _confirmation,
    "sell_off_announced": _sell_off,
}
