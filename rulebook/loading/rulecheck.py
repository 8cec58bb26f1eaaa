"""Whether a rule fits what surrounds it: facts, roles, ladders, and the rules it rests on."""

from __future__ import annotations

from rulebook.law.factkind import FactKind
from rulebook.law.ladder import Ladder, Mode
from rulebook.law.rule import Bearer, Rule, RuleKind, Several, Status
from rulebook.loading import asking
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf

# What makes a clock the same clock, as the data names it.
_CLOCK = {
    "origin": "origin",
    "from_due": "from_due",
    "from_date": "from_date",
    "of_several": "several",
    "for_each": "for_each",
    "settles": "settles",
    "period": "term",
    "appointed": "appointed",
    "subject": "subject",
    "exclusions": "exclusions",
    "when": "when",
}


def rule(shelf: Shelf, entry: Entry, one: Rule) -> None:
    """Check one rule against all the rest."""
    _names(shelf, entry, one)
    _subjects(shelf, entry, one)
    _conditions(shelf, entry, one)
    _named_days(shelf, entry, one)
    _several(entry, one)
    _bearer(shelf, entry, one)
    _force(shelf, entry, one)
    _ladder_of(shelf, entry, one)
    _derived(shelf, entry, one)
    _restated(shelf, entry, one)


def _names(shelf: Shelf, entry: Entry, one: Rule) -> None:
    shelf.knows(entry, "fact kind", shelf.facts, *one.origin, *one.settles, *one.moot_by)
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    shelf.knows(entry, "subject", shelf.names["subjects"], one.subject)
    shelf.knows(entry, "role", shelf.names["roles"] | shelf.names["outsiders"], one.role)
    shelf.knows(entry, "ladder", shelf.ladders, one.ladder)
    shelf.knows(entry, "exclusion list", shelf.exclusions, one.exclusions)
    shelf.knows(entry, "rule", shelf.rules, one.supersedes, one.from_due, one.restates)
    if one.extension:
        shelf.knows(entry, "role", shelf.names["roles"], *one.extension.approvers)


def _subjects(shelf: Shelf, entry: Entry, one: Rule) -> None:
    own = [kind for kind in shelf.kinds(one.origin) if kind.subject == one.subject]
    if one.for_each and one.several is not Several.LATEST:
        entry.fault("for_each is for a rule that waits for several facts: add of_several latest")
    elif one.for_each and not own:
        entry.fault(f"for_each: no opening fact is about the {one.subject}: name one in origin")
    for kind in shelf.kinds(one.settles if one.for_each else (*one.origin, *one.settles)):
        if one.subject not in ("case", kind.subject):
            entry.fault(f"{kind.id} is about the {kind.subject}, the rule about the {one.subject}")


def _conditions(shelf: Shelf, entry: Entry, one: Rule) -> None:
    origins = opening(shelf, one)
    for condition in one.when:
        if origins and not any(kind.field(condition.field) for kind in origins):
            entry.fault(f"when: no opening fact has a field {condition.field}")
        for misfit in asking.misfits(origins, condition):
            entry.fault(f"when: {misfit}")


def opening(shelf: Shelf, one: Rule) -> list[FactKind]:
    """The kinds of facts that open a rule's node: its own, else those of the rule it follows."""
    seen: set[str] = set()
    while not one.origin and one.from_due in shelf.rules and one.id not in seen:
        seen.add(one.id)
        one = shelf.rules[one.from_due]
    return shelf.kinds(one.origin)


def _named_days(shelf: Shelf, entry: Entry, one: Rule) -> None:
    """A day that the opening fact itself names must be one that it cannot leave out.

    A term counted from a named day may begin with a fact that can leave it out, and then begins
    only when it is said; one of its opening facts has to say it.
    """
    for key, name in (("appointed", one.appointed), ("from_date", one.from_date)):
        kinds = shelf.kinds(one.origin) if name else ()
        fields = {kind.id: kind.field(name) for kind in kinds}
        spared = key == "from_date" and any(f and f.required for f in fields.values())
        for kind, named in fields.items():
            if named is None or named.type != "date" or not (named.required or spared):
                entry.fault(f"{key}: {kind} needs a required date field {name}")
    if one.from_date and not one.origin:
        entry.fault("from_date names a field of the opening fact: add origin")


def _several(entry: Entry, one: Rule) -> None:
    if one.several is Several.LATEST and len(one.origin) < 2:
        entry.fault("of_several latest: name at least two facts in origin")
    if one.times < 1:
        entry.fault(f"times {one.times} must be at least 1")
    if one.times > 1 and one.kind is not RuleKind.RECURRING:
        entry.fault(f"times is for a recurring rule, this is a {one.kind}: leave it out")


def _bearer(shelf: Shelf, entry: Entry, one: Rule) -> None:
    without = one.role in shelf.names["outsiders"]
    if without and one.bearer is Bearer.COURT:
        entry.fault(f"{one.role} is not of the court: say bears party, outsider or nobody")
    if one.role in shelf.names["roles"] and one.bearer in (Bearer.PARTY, Bearer.OUTSIDER):
        entry.fault(f"bears {one.bearer}, but {one.role} is of the court: name who is not")
    if one.kind in (RuleKind.LIMITATION, RuleKind.EFFECT) and one.bearer is Bearer.COURT:
        entry.fault(f"the court cannot be late under a {one.kind}: say who bears it")
    if one.runs and not one.settles:
        entry.fault("settles is missing: name the facts that settle it")


def _force(shelf: Shelf, entry: Entry, one: Rule) -> None:
    if one.effective_to and one.effective_to < one.effective_from:
        entry.fault(f"effective_to {one.effective_to} lies before effective_from")
    older = shelf.rules.get(one.supersedes)
    if older and (older.effective_to is None or older.effective_to >= one.effective_from):
        until = older.effective_to or "further notice"
        entry.fault(f"overlaps {older.id}, which it supersedes and which is in force until {until}")


def _ladder_of(shelf: Shelf, entry: Entry, one: Rule) -> None:
    climbed = shelf.ladders.get(one.ladder)
    if one.kind is RuleKind.MIN and one.ladder:
        entry.fault("a minimum term cannot run late: leave ladder out")
    elif one.ladder and not one.runs:
        entry.fault(f"{one.kind} borne by {one.bearer} cannot run late: leave ladder out")
    if climbed and one.status is Status.UNVERIFIED and not _shows_only(climbed):
        entry.fault(
            f"unverified: it is shown, so ladder {one.ladder} must not go past its last day"
        )


def _shows_only(one: Ladder) -> bool:
    return all(rung.mode is Mode.AUTOMATIC and rung.stays_before for rung in one.rungs)


def _derived(shelf: Shelf, entry: Entry, one: Rule) -> None:
    base = shelf.rules.get(one.from_due)
    if one.survives and not one.from_due:
        entry.fault("survives is for a date counted from another rule: add from_due")
    if base is None:
        return
    if base.restates:
        entry.fault(f"from_due: {base.id} opens no node, it restates {base.restates}: name that")
    if base.subject != one.subject:
        entry.fault(f"from_due: {base.id} is about the {base.subject}, not the {one.subject}")


def _restated(shelf: Shelf, entry: Entry, one: Rule) -> None:
    main = shelf.rules.get(one.restates)
    if main is None:
        return
    if main.restates:
        entry.fault(f"restates {main.id}, which restates {main.restates} itself: name that")
    apart = [key for key, name in _CLOCK.items() if getattr(one, name) != getattr(main, name)]
    if apart and not shelf.entries["rule", main.id].faults:
        entry.fault(f"restates {main.id}, yet its {', '.join(apart)} differ: it is another clock")
