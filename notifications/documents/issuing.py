"""Issuing (签发): a document gets its number, its files are kept, the chain holds its hash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from models import clock
from models.evidence import keep_content
from models.oversight.watch import rehearsing
from models.record import Arrival, Recorded, record_within
from models.store import Store
from models.tables.paper import IssuedPaper
from notifications.documents.checking import expect_sound
from notifications.documents.content import content
from notifications.documents.filling import filled
from notifications.documents.kinds import Kind
from notifications.documents.numbering import Number, next_number
from notifications.documents.report import Block
from notifications.documents.shelf import SUFFIXES, Form, Shelf
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

ISSUED = "签发"
FACT = "paper_issued"
Acts = Callable[[IssuedPaper], Iterable[Arrival]]  # the facts that a document is the paper of


@dataclass(frozen=True, slots=True)
class Matter:
    """What a document is about: a case, a node and an item of it, or none of them."""

    court_code: str
    case_id: int | None = None
    node_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that is to be issued: its kind, what it is about and what it says."""

    kind: Kind
    matter: Matter
    values: Mapping[str, Any]
    by: str
    blocks: Sequence[Block] = ()
    supersedes: str = ""  # the number of the document it replaces
    once: bool = False  # the paper of an act: of its kind and item there is only one


@dataclass(frozen=True, slots=True)
class Press:
    """What issuing needs: the book and its law, the templates, the folder of kept papers."""

    store: Store
    law: Lawbook
    calendar: Calendar
    shelf: Shelf
    folder: Path
    forms: tuple[Form, ...] = field(default=tuple(SUFFIXES))


class NotSuperseded(ValueError):
    """The document that was to be replaced is none of this kind and case, or was replaced."""

    def __init__(self, number: str, why: str) -> None:
        super().__init__(f"cannot replace {number}: {why}")


class IssuedBefore(ValueError):
    """The act has its paper already."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} was issued for this act already")


def issue(press: Press, proposal: Proposal) -> IssuedPaper:
    """Issue one document; when this returns it stands, with its number and its files.

    Everything is tried before a number is taken: the templates, then the whole document under a
    number that does not count. Raises `Incomplete`, `FieldAstray`, `TemplateFault` or
    `NotSuperseded`; whatever is raised, no number was used and nothing has changed.
    """
    return issue_acts(press, proposal, lambda _: ())[0]


def issue_acts(
    press: Press, proposal: Proposal, acts: Acts
) -> tuple[IssuedPaper, Sequence[Recorded]]:
    """Issue a document and record the acts it is the paper of, all together or none of them.

    The acts come from the paper: they may quote its number and its hash. Raises what `issue` and
    `record` raise; an act that is refused leaves no paper behind.
    """
    for form in press.forms:
        expect_sound(press.shelf.template(proposal.kind.id, form))
    with press.store.reading() as session:
        proposal = _withdrawing(session, proposal)
        at, rehearsal = clock.now(session), rehearsing(session)
        trial = Number(proposal.matter.court_code, proposal.kind.word, at.year, 0)
        _made(press, _numbered(session, proposal, trial, at), rehearsal)
    with press.store.writing() as session:
        at = clock.now(session)
        number = next_number(session, proposal.matter.court_code, proposal.kind.word, at.year)
        if proposal.once:
            _expect_first(session, proposal)
        ready = _numbered(session, proposal, number, at)
        files = _made(press, ready, rehearsal)
        paper = _row(session, press, ready, number, files, at)
        recorded = [record_within(session, one, press.law, press.calendar) for one in acts(paper)]
        for form, made in files.items():
            keep_content(made, press.folder / paper.files[form])
        _chain(session, press, paper)
    return paper, recorded


def _numbered(session: Session, proposal: Proposal, number: Number, at: datetime) -> Proposal:
    """The proposal with what it is given at issue: number, version, day and status."""
    old = _superseded(session, proposal)
    given = {
        "number": str(number),
        "version": old.version + 1 if old and old.kind == proposal.kind.id else 1,
        "supersedes": old.number if old else None,
        "issued_on": at.date(),
        "status": ISSUED,
    }
    return replace(
        proposal, values=content(proposal.kind, {**proposal.values, **given}, final=True)
    )


def _withdrawing(session: Session, proposal: Proposal) -> Proposal:
    """A document that takes another back replaces the newest one of its item, unless told which."""
    if not proposal.kind.withdraws or proposal.supersedes:
        return proposal
    number = standing(session, proposal.kind.withdraws, proposal.matter)
    if not number:
        raise NotSuperseded("约谈通知书", "none was issued, or it was replaced already")
    return replace(proposal, supersedes=number)


def standing(session: Session, kind: str, matter: Matter) -> str:
    """The number of the item's newest document of that kind that nothing has replaced; or ""."""
    replaced = select(IssuedPaper.supersedes_id).where(col(IssuedPaper.supersedes_id).is_not(None))
    found = session.exec(
        select(IssuedPaper.number)
        .where(
            IssuedPaper.case_id == matter.case_id,
            IssuedPaper.item_id == matter.item_id,
            IssuedPaper.kind == kind,
            col(IssuedPaper.id).not_in(replaced),
        )
        .order_by(col(IssuedPaper.id).desc())
    )
    return found.first() or ""


def _superseded(session: Session, proposal: Proposal) -> IssuedPaper | None:
    if not proposal.supersedes:
        return None
    found = session.exec(
        select(IssuedPaper).where(IssuedPaper.number == proposal.supersedes)
    ).one_or_none()
    kinds = (proposal.kind.id, proposal.kind.withdraws)
    if found is None or found.kind not in kinds or found.case_id != proposal.matter.case_id:
        raise NotSuperseded(proposal.supersedes, "no document of this kind and case bears it")
    later = session.exec(
        select(IssuedPaper.number).where(IssuedPaper.supersedes_id == found.id)
    ).one_or_none()
    if later:
        raise NotSuperseded(proposal.supersedes, f"{later} has replaced it already")
    return found


def _expect_first(session: Session, proposal: Proposal) -> None:
    """Whoever issues the same waits for its number; the second one gives it back."""
    there = session.exec(
        select(IssuedPaper.number).where(
            IssuedPaper.case_id == proposal.matter.case_id,
            IssuedPaper.item_id == proposal.matter.item_id,
            IssuedPaper.kind == proposal.kind.id,
        )
    ).first()
    if there:
        raise IssuedBefore(there)


def _made(press: Press, ready: Proposal, rehearsal: bool) -> dict[Form, bytes]:
    return {
        form: filled(
            press.shelf.template(ready.kind.id, form),
            ready.values,
            rehearsal=rehearsal,
            final=True,
            blocks=ready.blocks,
        )
        for form in press.forms
    }


def _row(
    session: Session,
    press: Press,
    ready: Proposal,
    number: Number,
    files: Mapping[Form, bytes],
    at: datetime,
) -> IssuedPaper:
    old = _superseded(session, ready)
    matter = ready.matter
    said = ready.kind.context.model_construct(**ready.values).model_dump(mode="json")
    paper = IssuedPaper(
        number=str(number),
        court_code=number.court_code,
        year=number.year,
        word=number.word,
        serial=number.serial,
        kind=ready.kind.id,
        title=ready.kind.zh,
        version=ready.values["version"],
        supersedes_id=old.id if old else None,
        case_id=matter.case_id,
        node_id=matter.node_id,
        item_id=matter.item_id,
        issued_at=at,
        issued_by=ready.by,
        content=said,
        files={form: sha256(made).hexdigest() for form, made in files.items()},
        templates={form: press.shelf.template(ready.kind.id, form).sha256 for form in files},
    )
    session.add(paper)
    session.flush()
    return paper


def _chain(session: Session, press: Press, paper: IssuedPaper) -> None:
    """A document on a case is a fact of that case, so its hashes stand in the chain."""
    if paper.case_id is None:
        return
    arrival = Arrival(
        case=paper.case_id,
        kind=FACT,
        occurred_at=paper.issued_at,
        payload={
            "number": paper.number,
            "paper": paper.kind,
            "version": paper.version,
            **paper.files,
        },
        evidence=paper.number,
        evidence_on=paper.issued_at.date(),
        evidence_hash=paper.files.get("docx") or next(iter(paper.files.values())),
        by=paper.issued_by,
        key=f"paper:{paper.number}",
    )
    record_within(session, arrival, press.law, press.calendar)
