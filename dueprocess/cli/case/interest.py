"""`dueprocess interest`: late-performance interest of a case, explained line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber

if TYPE_CHECKING:
    from rulebook.money.interest import Reckoning


class NoDebt(LookupError):
    """A case's facts say of no money debt."""

    def __init__(self, case: str) -> None:
        super().__init__(
            f"no money debt of {case} is on record: record debt_confirmed with --subject 债权1, "
            "principal and due_on"
        )


def interest(
    number: CaseNumber,
    as_of: Annotated[str, typer.Option(help="计算至 up to and with this day; else today")] = "",
    json: AsJson = False,
) -> None:
    """利息 Late-performance interest of a CASE: general and doubled part, payments, the rest."""
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.asking import seen_case
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.interest import page
    from models.reading.card import file_of
    from rulebook.case.standing import standing
    from rulebook.money.interest import reckon

    with Desk.opened() as desk:
        day = moments.day(as_of) if as_of else desk.now().date()
        with desk.store.reading() as session:
            found = seen_case(desk, session, number)
            facts = standing(file_of(session, found.id or 0))
    account = reckon(facts, day)
    if not (account.owed or account.foreign):
        raise NoDebt(found.number)
    if json:
        emit({"case": found.number, **_as_json(account)})
    else:
        show(page(found.number, account))


def _as_json(account: Reckoning) -> dict[str, object]:
    from dueprocess.cli.frame.terminal import as_object

    answer = as_object(account)
    for row, line in zip(answer["lines"], account.lines, strict=True):
        row |= {"days": line.days, "amount": str(line.amount), "zh": line.zh, "en": line.en}
    for row, one in zip(answer["applied"], account.applied, strict=True):
        row["zh"] = one.zh
    for name, owed in (("owed", account.owed), ("foreign", account.foreign)):
        for row, debt in zip(answer[name], (each.debt for each in owed), strict=True):
            row |= {"debt": debt.ref, "currency": debt.currency or "元"}
    parts = {kind: str(account.total(kind)) for kind in ("principal", "general", "doubled")}
    return answer | {"total": {**parts, "whole": str(account.whole)}}
