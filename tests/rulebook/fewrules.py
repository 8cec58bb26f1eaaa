"""A small law of a few rules, for what the engine makes of each kind of rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind, Field
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Bearer, LegalClass, Rule, RuleKind, Source, Status
from rulebook.time.period import Period, Term
from tests.rulebook.casebook import LAW, Casebook

SOURCE = Source("甲规定", "法释〔2000〕1号", "第1条")
_DAY = (Field("day", "基准日", "date"), Field("urgent", "紧急", "flag"))
KINDS = (
    FactKind("filed", "立案", "filed", opens_file=True, to_state="open", once=True),
    FactKind("ended", "终本", "round ended", to_state="round_ended"),
    FactKind("resumed", "恢复", "resumed", to_state="open"),
    FactKind("closed", "结案", "closed", to_state="closed"),
    *(FactKind(name, f"甲{name}", f"fact {name}", fields=_DAY) for name in "abcdef"),
    *(FactKind(f"x{n}", f"物{n}", f"thing {n}", "asset", fields=_DAY) for n in "abcd"),
    FactKind("stop", "停", "stop", fields=(Field("approver", "批准人", "officer"),)),
    FactKind("go", "续", "go"),
    LAW.facts["extension_approved"],
    LAW.facts["handler_assigned"],
    LAW.facts["handler_changed"],
)
_STOPPED = Cause("stopped", "停", "stop", ("stop",), ("go",))
_LISTED = ExclusionList("E", "扣除", ("stopped",), SOURCE, Status.VERIFIED)


def rule(name: str, period: str = "10:day", kind: str = "deadline", **said: Any) -> Rule:
    """A rule of the court from fact a, settled by fact b, unless it is said otherwise."""
    term = {key: said.pop(key) for key in ("roll", "backward", "clear") if key in said}
    usual: dict[str, Any] = {
        "zh": f"规则{name}",
        "en": f"rule {name}",
        "code": "",
        "stage": "A",
        "subject": "case",
        "origin": () if said.get("from_due") else ("a",),
        "settles": ("b",),
        "role": "case_handler",
        "legal_class": LegalClass.LEGAL,
        "status": Status.VERIFIED,
        "source": SOURCE,
        "effective_from": date(2000, 1, 1),
        "effective_to": None,
        "version": name,
        "term": Term(Period.parse(period), **term),
        "ladder": "default",
    }
    if kind == "limitation":
        usual |= {"bearer": Bearer.PARTY, "ladder": ""}
    if kind == "effect":
        usual |= {"bearer": Bearer.NOBODY, "ladder": "", "settles": ()}
    return Rule(id=name, kind=RuleKind(kind), **(usual | said))


def lawbook(*rules: Rule) -> Lawbook:
    """A lawbook of these rules, with the national ladders and lights."""
    return Lawbook(
        version="small",
        rules={one.id: one for one in rules},
        facts={kind.id: kind for kind in KINDS},
        gates={},
        ladders=LAW.ladders,
        exclusions={"E": _LISTED},
        causes={"stopped": _STOPPED},
        nodes={},
        stages=LAW.stages,
        roles=LAW.roles,
        lights=LAW.lights,
        supervision=LAW.supervision,
        outsiders=LAW.outsiders,
    )


def case(*rules: Rule) -> Casebook:
    """A case filed on 5 January 2026 under a law of these rules."""
    book = Casebook(lawbook(*rules))
    book.happens("filed", "2026-01-05")
    return book


def states(book: Casebook, name: str) -> list[str]:
    """The states of a rule's nodes, in the order of their opening."""
    return [node.state for node in book.nodes(name)]
