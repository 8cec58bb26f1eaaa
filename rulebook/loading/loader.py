"""Loading a rulebook: read every file of a profile, check all of it, report every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from rulebook.law.ladder import Ladder, beside_the_desk
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.law.supervising import SupervisionTerms
from rulebook.law.thresholds import Thresholds
from rulebook.loading import circles, linking, overlay, reach, recorders, retuning, versions, worked
from rulebook.loading.checks import CHECKS
from rulebook.loading.faults import Fault, LawFaults, ProfilesMissing, UnknownProfile
from rulebook.loading.folders import Folder, chain, held, places
from rulebook.loading.gathering import Gathering
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf
from rulebook.time.calendar import Calendar
from rulebook.time.calendar import national as national_calendar

__all__ = ["Fault", "LawFaults", "ProfilesMissing", "UnknownProfile", "load", "national"]


def load(profile: str = "national", root: Path | None = None) -> Lawbook:
    """Load a profile's rulebook: one of `root`, or else one of the package's own.

    A profile laid over another is loaded with it, and so is every base below. Raises
    `ProfilesMissing` when `root` holds no profile, `UnknownProfile` when there is none of this
    name, and `LawFaults` carrying every fault of overlay and base with file and entry. A worked
    example that does not come out is a fault like any other, and so is a limit looser than the law.
    """
    if root is None:
        return _shipped(profile)
    if not held(root):
        raise ProfilesMissing(root)
    return _read(profile, root)


def national() -> Lawbook:
    """The national rulebook, loaded once."""
    return load()


@cache
def _shipped(profile: str) -> Lawbook:
    return _read(profile, None)


def _read(profile: str, root: Path | None) -> Lawbook:
    known = places(root)
    if profile not in known:
        raise UnknownProfile(profile, known)
    return assembled(profile, *chain(profile, known))


def assembled(profile: str, folders: Sequence[Folder], broken: Sequence[Fault] = ()) -> Lawbook:
    """The book that these folders make, the lowest first; `LawFaults` for all that is wrong."""
    gathering = Gathering()
    for folder in folders:
        gathering.take(folder)
    gathering.faults += broken
    gathering.shelf.sure &= not broken
    _check(gathering, profile, national_calendar())
    found = gathering.found()
    if found or gathering.lights is None or gathering.supervision is None:
        raise LawFaults(found)
    return _bound(gathering, folders, gathering.lights, gathering.supervision)


def _check(gathering: Gathering, profile: str, calendar: Calendar) -> None:
    """Note all that is wrong: tables missing, the law loosened, entries that do not fit."""
    shelf = gathering.shelf
    gathering.whole(profile)
    overlay.apply(gathering, calendar)
    recorders.apply(gathering)
    retuning.apply(gathering)
    for table, check in CHECKS.items():
        for name, one in getattr(shelf, f"{table}s").items():
            check(shelf, shelf.entries[table, name], one)
    for name, rule in shelf.rules.items():
        _examples(shelf, shelf.entries["rule", name], rule, calendar)
    if shelf.sure:
        for whole in (circles, versions, reach):
            whole.check(shelf)
        linking.check(shelf, gathering.links())


def _examples(shelf: Shelf, entry: Entry, rule: Rule, calendar: Calendar) -> None:
    if entry.faults:
        return  # its figures cannot be trusted yet
    listed = shelf.exclusions.get(rule.exclusions)
    causes = frozenset(listed.causes) if listed else frozenset()
    for fault in worked.faults(rule, causes, calendar):
        entry.fault(fault)


def _bound(
    gathering: Gathering,
    folders: Iterable[Folder],
    lights: Thresholds,
    supervision: SupervisionTerms,
) -> Lawbook:
    shelf, profile = gathering.shelf, gathering.profile
    digest = sha256("".join(text for folder in folders for text in folder.texts).encode())
    return Lawbook(
        version=f"{profile.id}@{digest.hexdigest()[:8]}",
        rules=shelf.rules,
        facts=shelf.facts,
        gates=shelf.gates,
        ladders=beside_the_desk(shelf.ladders, _desk(shelf.ladders.values())),
        exclusions=shelf.exclusions,
        causes=shelf.causes,
        nodes=shelf.names["nodes"],
        stages=shelf.names["stages"],
        roles=shelf.names["roles"],
        lights=lights,
        supervision=supervision,
        definitions=shelf.definitions,
        subjects=shelf.names["subjects"],
        outsiders=shelf.names["outsiders"],
        closures={day: one.reason for one in gathering.closures() for day in one.days()},
        profile=profile,
        links=tuple(link for _, link in gathering.links()),
        feed=gathering.feed,
        colours=gathering.colours,
        reviews=shelf.reviews,
        checksheets=shelf.checksheets,
    )


def _desk(ladders: Iterable[Ladder]) -> Ladder | None:
    return next((one for one in ladders if one.desk), None)
