"""Links between cases in rows (关联案件), written with the facts that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlmodel import Session

from models.canonical import canonical
from models.insertion import table_of
from models.recording.entry import Entry
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.link import CaseLink
from rulebook.case.casefile import FactView
from rulebook.case.standing import standing
from rulebook.ending.links import FIRST, NEXT, links, names

LINK, CASE, FACT = table_of(CaseLink), table_of(Case), table_of(Fact)
_TURNED = {FIRST: NEXT, NEXT: FIRST}  # the same link as the other case has it


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A case that this one takes up or is taken up by."""

    number: str
    role: str  # first: this case takes it up again; next: it takes this one up; reversal
    state: str  # empty when the book does not have it


def write(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write what the entries' facts name, in their transaction; most name nothing."""
    for entry in entries:
        gained = entry.dossier.file[-len(entry.facts) :]
        if any(names(fact) or fact.corrects is not None for fact in gained):
            _set(connection, entry.dossier.id, entry.dossier.file)


def rebuild(session: Session) -> int:
    """Make every link anew from the facts alone; how many there are."""
    connection = session.connection()
    connection.execute(delete(LINK))
    columns = [FACT.c[name] for name in FactView._fields]
    files: dict[int, list[FactView]] = {}
    for case_id, *values in connection.execute(
        select(FACT.c.case_id, *columns).order_by(FACT.c.case_id, FACT.c.seq)
    ):
        files.setdefault(case_id, []).append(FactView(*values))
    return sum(_set(connection, case_id, file) for case_id, file in files.items())


def of(session: Session, case_id: int, number: str) -> tuple[LinkLine, ...]:
    """Every case linked to this one, whichever of the two names the other."""
    connection = session.connection()
    own = select(LINK.c.other, LINK.c.role).where(LINK.c.case_id == case_id)
    theirs = (
        select(CASE.c.number, LINK.c.role)
        .join_from(LINK, CASE, CASE.c.id == LINK.c.case_id)
        .where(LINK.c.other == number)
    )
    found = {other: _TURNED.get(role, role) for other, role in connection.execute(theirs)}
    found |= dict(connection.execute(own).tuples().all())
    if not found:
        return ()
    known = select(CASE.c.number, CASE.c.state).where(CASE.c.number.in_(found))
    states = dict(connection.execute(known).tuples().all())
    return tuple(LinkLine(one, role, states.get(one, "")) for one, role in sorted(found.items()))


def _set(connection: Connection, case_id: int, file: Sequence[FactView]) -> int:
    connection.execute(delete(LINK).where(LINK.c.case_id == bindparam("its", case_id)))
    rows = [
        {"case_id": case_id, "fact_seq": one.seq, "other": canonical(one.number), "role": one.role}
        for one in links(standing(file))
    ]
    if rows:
        connection.execute(insert(LINK), rows)
    return len(rows)
