"""What a visitor may do here (可办操作): lawful in this state, and theirs by right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dueprocess.board.clockform import CLOCK
from dueprocess.board.drafting import DETAIL
from dueprocess.board.visit import Visit
from dueprocess.board.words import Words
from dueprocess.cli.supervision.deciding import URGE, URGED
from dueprocess.views.frame.marking import Marking
from models.reading.card import CaseCard, CaseNode
from models.reading.items import OpenItem
from rulebook.access.deciding import About, may_record
from rulebook.case.light import NEAR
from rulebook.case.replay import EXTENSION
from rulebook.law.exclusion import Cause
from rulebook.law.factkind import FactKind
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.acts import ACTS, MEASURE
from rulebook.oversight.supervision import IN_FORCE

# Said of the alerts on a running node; the state of its items does not matter.
ON_ALERTS = ("done_not_recorded", "alert_objected", "alerts_muted", "supervision_order_opened")
OPENED, URGING = "supervision_order_opened", ("发催办", "urge")
# Several facts in one, which the desk writes together.
AT_DESK = frozenset({"interview_held"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One act that is offered: what it is called, and the address of its form."""

    kind: str
    name: str
    query: str
    clock: bool = False  # whether it stops, resumes or extends the clock it is offered on


def offers(
    visit: Visit, about: About, card: CaseCard, node: str = "", item: int | None = None
) -> list[Offer]:
    """The acts on an item, on a node, or with neither any fact about the case itself."""
    law = visit.desk.law
    if item is not None:
        found = next((one for one in card.items if one.id == item), None)
        wanted = _on_item(found) if found else iter(())
    elif node:
        one = next((one for one in card.nodes if one.key == node), None)
        wanted = _on_node(one, law) if one else iter(())
    else:
        wanted = _on_case(law)
    urging = _urging(visit, about, card, node)
    return [*_theirs(wanted, visit, about), *urging, *clock_changes(visit, about, card, node)]


def _on_item(item: OpenItem) -> Iterator[tuple[str, str, str]]:
    own = any(act.level == item.level for act in ACTS.values())
    for act in ACTS.values():
        fits = act.level == item.level or not (act.level or (own and act.kind == MEASURE))
        if fits and item.state in act.after and act.kind not in AT_DESK:
            yield act.kind, "item", str(item.id)


def _on_node(node: CaseNode, law: Lawbook) -> Iterator[tuple[str, str, str]]:
    rule = law.rules.get(node.rule_id)
    if node.state != "running" or rule is None:
        return
    for kind in rule.settles:
        same = law.facts[kind].subject == node.subject_kind
        yield kind, law.facts[kind].subject, node.subject_ref if same else ""
    for kind in ON_ALERTS:
        yield kind, "node", node.key


def _urging(visit: Visit, about: About, card: CaseCard, key: str) -> Iterator[Offer]:
    """An urging by hand on a clock that is due soon or late and that nothing in force presses."""
    desk = visit.desk
    node = next((one for one in card.nodes if one.key == key), None)
    rule = desk.law.rules.get(node.rule_id) if node else None
    ladder = desk.law.ladders.get(rule.ladder) if rule else None
    if node is None or ladder is None or all(one.key != URGE for one in ladder.rungs):
        return
    pressed = any(one.node_key == key and one.state in IN_FORCE for one in card.items)
    shown = Marking(desk.law, desk.calendar).light_name(node, desk.now())
    if pressed or shown not in NEAR:
        return
    given = {"level": URGE, "text": URGED, "source": "系统"}
    said = urlencode({f"{DETAIL}{name}": one for name, one in given.items()})
    for one in _theirs([(OPENED, "node", key)], visit, about):
        yield replace(one, name=visit.words.of(URGING), query=f"{one.query}&{said}")


def clock_changes(visit: Visit, about: About, card: CaseCard, key: str) -> Iterator[Offer]:
    """The facts that stop a node's clock on a lawful cause, set it going again or extend it."""
    law = visit.desk.law
    node = next((one for one in card.nodes if one.key == key), None)
    rule = law.rules.get(node.rule_id) if node else None
    if node is None or rule is None or node.state not in ("running", "paused"):
        return
    causes = [law.causes[one] for one in sorted(law.causes_of(rule))]
    kinds = [one.starts[0] for one in causes]
    if node.state == "paused":
        last = {one.kind: one.seq for one in card.facts}
        kinds = [one.ends[0] for one in causes if one.ends and _stands(one, last)]
    wanted = [(kind, law.facts[kind].subject) for kind in dict.fromkeys(kinds)]
    refs = [(kind, on, node.subject_ref if on == node.subject_kind else "") for kind, on in wanted]
    named = urlencode({CLOCK: key})
    for offer in _theirs(refs, visit, about):
        yield replace(offer, query=f"{offer.query}&{named}", clock=True)
    # Where the law knows no extension its gate would refuse every one.
    extensible = rule.extension and node.subject_kind == law.facts[EXTENSION].subject
    if node.state == "running" and extensible:
        for offer in _theirs([(EXTENSION, node.subject_kind, node.subject_ref)], visit, about):
            query = f"{offer.query}&{urlencode({f'{DETAIL}rule': node.rule_id})}&{named}"
            yield replace(offer, query=query, clock=True)


def _stands(cause: Cause, last: Mapping[str, int]) -> bool:
    """Whether a cause began and has not ended since, by the last fact of each kind."""
    began = max((last.get(kind, 0) for kind in cause.starts), default=0)
    return began > max((last.get(kind, 0) for kind in cause.ends), default=0)


def _on_case(law: Lawbook) -> Iterator[tuple[str, str, str]]:
    for kind in law.facts.values():
        if not kind.supervision:
            yield kind.id, kind.subject, ""


def _theirs(wanted: Iterable[tuple[str, str, str]], visit: Visit, about: About) -> Iterator[Offer]:
    law, rights, asker = visit.desk.law, visit.desk.rights, visit.asker
    assert asker is not None
    for kind, subject, ref in wanted:
        if (
            kind in law.facts
            and may_record(asker, rights, law.facts[kind], about, law.roles) is None
        ):
            said = {"kind": kind, "subject": subject, "ref": ref}
            yield Offer(kind, name(law.facts[kind], visit.words), urlencode(said))


def name(kind: FactKind, words: Words) -> str:
    """A kind of fact in the visitor's language."""
    return words.of((kind.zh, kind.en))
