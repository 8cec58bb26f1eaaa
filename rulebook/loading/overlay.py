"""A court's overlay applied (本院方案): tighter limits beside the law's, never a looser one."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from rulebook.law.factkind import FactKind
from rulebook.law.profile import Profile
from rulebook.law.rule import Bearer, LegalClass, Rule
from rulebook.loading import ruleentry, tightening
from rulebook.loading.gathering import Gathering
from rulebook.loading.reading import Entry
from rulebook.loading.shaping import Choice, Tightening
from rulebook.loading.shelf import Shelf
from rulebook.time.calendar import Calendar
from rulebook.time.period import Term

_ENDS = ("closed", "round_ended")


def apply(gathering: Gathering, calendar: Calendar) -> None:
    """Put each overlay's limits and choices on the shelf; what would loosen the law is a fault."""
    shelf = gathering.shelf
    for said in gathering.read:
        if said.profile.base and isinstance(said.one, Rule):
            _own_rule(shelf, said.entry, said.one)
        elif said.profile.base and isinstance(said.one, FactKind):
            _own_fact(said.entry, said.one)
    chosen: set[str] = set()
    for profile, entry, shape in gathering.shaped():
        shelf.knows(entry, "rule", shelf.rules, shape.rule)
        if not profile.base:
            entry.fault("shapes no law: name in [profile] the base it is laid over")
        elif shape.rule in shelf.rules and isinstance(shape, Choice):
            if f"{profile.id} {shape.rule}" in chosen:
                entry.fault("is chosen twice")
            chosen.add(f"{profile.id} {shape.rule}")
            shelf.rules[shape.rule] = _chosen(shelf, entry, shape)
        elif shape.rule in shelf.rules and isinstance(shape, Tightening):
            _tighten(shelf, profile, entry, shape, calendar)


def _own_rule(shelf: Shelf, entry: Entry, one: Rule) -> None:
    if one.legal_class is LegalClass.LEGAL:
        entry.fault("a court makes no law: say legal_class internal or target")
    older = shelf.rules.get(one.supersedes)
    if older and shelf.entries["rule", older.id].folder != entry.folder:
        entry.fault(f"a court's own rule cannot supersede {older.id}: leave supersedes out")


def _own_fact(entry: Entry, one: FactKind) -> None:
    if one.to_state in _ENDS:
        entry.fault(f"to_state {one.to_state}: a fact of the court's own cannot end a case")


def _chosen(shelf: Shelf, entry: Entry, choice: Choice) -> Rule:
    rule = shelf.rules[choice.rule]
    ladder = rule.ladder if choice.ladder is None else choice.ladder
    charged = rule.runs and rule.enforced and rule.legal_class is LegalClass.LEGAL
    if choice.ladder is not None and charged and not _goes_past(shelf, ladder):
        entry.fault(
            f"ladder {ladder or 'of nothing'} reaches nobody after the last day of {rule.id}, a "
            "legal limit that is charged: choose one with a rung after it"
        )
    return replace(
        rule,
        zh=choice.zh or rule.zh,
        en=choice.en or rule.en,
        ladder=ladder,
        version=_version(entry, rule),
    )


def _goes_past(shelf: Shelf, ladder: str) -> bool:
    """Whether some rung fires after the last day; an unknown ladder is said elsewhere."""
    if not ladder or ladder in shelf.ladders:
        rungs = shelf.ladders[ladder].rungs if ladder else ()
        return any(rung.goes_past for rung in rungs)
    return True


def _tighten(
    shelf: Shelf, profile: Profile, entry: Entry, shape: Tightening, calendar: Calendar
) -> None:
    legal = shelf.rules[shape.rule]
    if why := _untightenable(legal):
        entry.fault(f"{legal.id} {why}")
        return
    if shape.period is None or legal.term is None:
        return
    own = _own(profile, entry, shape, legal, replace(legal.term, period=shape.period))
    if own.effective_from < legal.effective_from:
        entry.fault(f"effective_from lies before that of {legal.id}, {legal.effective_from}")
    for fault in tightening.faults(own, legal, calendar):
        entry.fault(fault)
    if own.id in shelf.rules:
        entry.fault("is tightened twice")
        return
    shelf.rules[own.id] = own
    shelf.entries["rule", own.id] = entry


def _untightenable(legal: Rule) -> str:
    if legal.term is None:
        return "has its day named by the fact: there is no period to tighten"
    if legal.restates:
        return f"opens no node: tighten {legal.restates}, which it restates"
    if legal.bearer is not Bearer.COURT or not legal.runs:
        return "is no duty of the court: nobody's period but its own can it tighten"
    return ""


def _own(profile: Profile, entry: Entry, shape: Tightening, legal: Rule, term: Term) -> Rule:
    """The court's clock beside the legal one: alike in all but its period and where it stands."""
    return replace(
        legal,
        id=f"{legal.id}@{profile.id}",
        zh=shape.zh or f"{legal.zh}（本院期限）",
        en=shape.en or f"{legal.en} (the court's own limit)",
        term=term,
        legal_class=LegalClass.INTERNAL,
        status=shape.status,
        source=shape.source,
        effective_from=shape.effective_from,
        effective_to=shape.effective_to or legal.effective_to,
        version=_version(entry, legal),
        ladder=legal.ladder if shape.ladder is None else shape.ladder,
        drafts=(),  # the legal clock drafts them
        supersedes="",
        catalogue="",
        note=shape.note,
        examples=shape.examples,
    )


def _version(entry: Entry, rule: Rule) -> str:
    return sha256(f"{rule.version} {ruleentry.version(entry)}".encode()).hexdigest()[:12]
