"""Sending a letter of supervision (制发督办函): its numbered paper and its facts in one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from dueprocess.desk import Desk
    from models.record import Arrival
    from models.tables.paper import IssuedPaper
    from notifications.documents.issuing import Proposal

KIND = "supervision_letter"


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent on which case: `said` are the details of the fact `letter_sent`."""

    case: str
    ref: str  # 督1
    said: Mapping[str, Any]
    by: str
    on: str = ""  # when it was done; now

    def proposal(self, desk: Desk) -> Proposal:
        """The paper, filled from the book and from what is said."""
        from dataclasses import replace

        from dueprocess.cli.frame.proposing import Asked, proposed
        from notifications.documents.gathering.letter import content_of

        asked = Asked(KIND, self.case, "", None, None, "", "", [])
        paper = proposed(desk, asked, self.by, in_person=True)
        return replace(paper, values={**paper.values, **self._known(desk), **content_of(self.said)})

    def _known(self, desk: Desk) -> Mapping[str, object]:
        from models.reading.card import case_of
        from notifications.documents.gathering.file import facts_of
        from notifications.documents.gathering.letter import of_petition

        with desk.store.reading() as session:
            facts = facts_of(session, case_of(session, self.case).id or 0)
        return of_petition(facts, str(self.said.get("petition") or ""))

    def acts(self, paper: IssuedPaper, at: datetime) -> Iterator[Arrival]:
        """The letter is sent; a petition that it answers is told so."""
        number = {"number": paper.number}
        said = {name: value for name, value in self.said.items() if value}
        yield self._fact("letter_sent", ("letter", self.ref), said | number, paper, at)
        if said.get("petition"):
            about = ("petition", str(said["petition"]))
            yield self._fact("supervision_letter_issued", about, number, paper, at)

    def _fact(
        self,
        kind: str,
        subject: tuple[str, str],
        said: Mapping[str, Any],
        paper: IssuedPaper,
        at: datetime,
    ) -> Arrival:
        from models.record import Arrival

        return Arrival(
            case=self.case,
            kind=kind,
            occurred_at=at,
            subject_kind=subject[0],
            subject_ref=subject[1],
            payload=said,
            evidence=paper.number,
            evidence_on=date.fromisoformat(str(paper.content["issued_on"])),
            evidence_hash=paper.files["docx"],
            by=self.by,
        )


def send(desk: Desk, sending: Sending, json: bool) -> None:
    """Issue the letter and show its number, its files and what followed."""
    from dueprocess.cli.case.record import tell_run
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.permission import noted
    from dueprocess.views.case import following
    from dueprocess.views.frame.marking import Marking
    from notifications.documents.issuing import Press, issue_acts
    from notifications.documents.shelf import Shelf

    folder = desk.settings.evidence
    shelf = Shelf(desk.settings.templates)
    press = Press(desk.store, desk.law, desk.calendar, shelf, folder)
    at = moments.moment(sending.on) if sending.on else desk.now()
    proposal = sending.proposal(desk)
    paper, recorded = issue_acts(press, proposal, lambda one: sending.acts(one, at))
    noted(desk, sending.by, "letter", recorded[0].case, "letter_sent")
    tell_run(desk, recorded[0].case_id)
    paths = {form: str(folder / digest) for form, digest in paper.files.items()}
    if json:
        emit({**following.answered(recorded[0]), "number": paper.number, "paths": paths})
        return
    (sent, *_) = sending.acts(paper, at)
    show(following.page(Marking(desk.law, desk.calendar), sent, recorded[0]))
    print(f"{paper.title}已签发 issued: {paper.number}")
    for form, path in paths.items():
        print(f"  {form}  {path}")
