"""The objects of a case (案件对象): itself, its subjects, measures, nodes and supervision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dueprocess.mining.event import Bond, Thing, known
from dueprocess.mining.naming import Places
from dueprocess.mining.terms import Terms
from models.reading.traces import InterviewLine, ItemLine, NodeLine, Trace
from rulebook.property.measure import Measure


def things(
    trace: Trace, places: Places, terms: Terms, measures: Sequence[Measure]
) -> Iterator[Thing]:
    """Every object of the case, whatever stretch the events are taken from."""
    yield _case(trace, terms)
    for (kind, _), name in places.subjects.items():
        yield Thing(name, kind, {}, (Bond(places.case, "case"),))
    yield from (_measure(one, places) for one in measures)
    yield from (_node(one, places, terms) for one in trace.nodes)
    yield from (_item(one, places, terms) for one in trace.items)
    yield from (_interview(one, places) for one in trace.interviews)


def register(terms: Terms, courts: set[str], people: set[str]) -> Iterator[Thing]:
    """The courts that were named with those above them, and the officers that were."""
    for code in sorted(_with_superiors(terms, courts)):
        court = terms.courts[code]
        above = [Bond(court.superior, "superior")] if court.superior else []
        yield Thing(code, "court", known(name=court.name, level=court.level), above)
    for person in sorted(
        (one for one in terms.people.values() if terms.naming.officer(one.id) in people),
        key=lambda one: terms.naming.officer(one.id),
    ):
        says = known(roles=" ".join(person.roles))
        yield Thing(terms.naming.officer(person.id), "officer", says, [Bond(person.court, "court")])


def _with_superiors(terms: Terms, courts: set[str]) -> set[str]:
    found, new = set[str](), {code for code in courts if code in terms.courts}
    while new:
        found |= new
        above = {terms.courts[code].superior for code in new}
        new = {code for code in above if code and code in terms.courts} - found
    return found


def _case(trace: Trace, terms: Terms) -> Thing:
    case = trace.case
    says = known(
        kind=case.kind,
        state=case.state,
        stage=case.stage,
        claim=case.claim,
        filed_on=case.filed_on,
        closed_on=case.closed_on,
        mark=terms.mark,
    )
    bonds = [Bond(case.court_code, "court")]
    if handler := terms.person(case.handler_id):
        bonds.append(Bond(handler, "handler"))
    if not terms.wanted.bounded:  # else the other case may be left out
        bonds += [Bond(link.other, link.role) for link in trace.links]
    return Thing(case.number, "case", says, bonds)


def _measure(one: Measure, places: Places) -> Thing:
    says = known(
        state=one.state.value,
        made_on=one.made_on,
        effective_on=one.effective_on,
        expires_on=one.expires_on,
        ended_on=one.ended_on,
        renewals=one.renewals,
        worth=one.worth,
    )
    bonds = (Bond(places.case, "case"), Bond(places.subject("asset", one.asset), "asset"))
    return Thing(places.measure(one), "measure", says, bonds)


def _node(node: NodeLine, places: Places, terms: Terms) -> Thing:
    rule = terms.law.rules.get(node.rule_id)
    says = known(
        rule=node.rule_id,
        zh=rule.zh if rule else node.rule_id,
        code=node.code,
        article=str(rule.source) if rule else "",
        legal_class=rule.legal_class.value if rule else "",
        state=node.state,
        origin_at=node.origin_at,
        due_on=node.due_on,
        provisional=node.provisional,
        settled_at=node.settled_at,
        timeliness=node.timeliness,
        enforced=node.enforced,
    )
    bonds = [Bond(places.case, "case")]
    if node.subject_kind != "case" and node.subject_ref:
        subject = places.subject(node.subject_kind, node.subject_ref)
        bonds.append(Bond(subject, node.subject_kind))
    if owner := terms.person(node.owner_id):
        bonds.append(Bond(owner, "answers"))
    return Thing(places.node(node.id), "node", says, bonds)


def _item(item: ItemLine, places: Places, terms: Terms) -> Thing:
    says = known(
        level=item.level,
        zh=terms.law.levels.get(item.level, item.level),
        state=item.state,
        opened_at=item.opened_at,
        issued_at=item.issued_at,
        reply_due_at=item.reply_due_at,
        replied_at=item.replied_at,
        returned=item.returned,
        ended_at=item.ended_at,
    )
    bonds = (Bond(places.case, "case"), Bond(places.node(item.node_id), "node"))
    return Thing(places.item(item.id), "item", says, bonds)


def _interview(one: InterviewLine, places: Places) -> Thing:
    says = known(
        state=one.state, convened_at=one.convened_at, set_for=one.set_for, held_at=one.held_at
    )
    bonds = (
        Bond(places.case, "case"),
        Bond(places.item(one.item_id), "item"),
        Bond(places.node(one.node_id), "node"),
    )
    return Thing(places.interview(one.id), "interview", says, bonds)
