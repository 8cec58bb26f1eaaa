"""The outcome of an interview (约谈结果): when its promises are over, it waits to be checked."""

from __future__ import annotations

from sqlmodel import Session

from models.oversight.acts import announcing, interviews
from models.oversight.acts.interviews import INTERVIEW
from models.oversight.acts.ledger import ITEM, entries
from models.oversight.telling import alert
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.oversight.supervision import OPEN


def promise_ended(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """Tell whoever verifies that the last promise of an interview is kept or withdrawn."""
    number = fact.subject_ref.partition("-")[0]
    if not number.isdigit() or interviews.open_promises(session, int(number), case_id):
        return
    matter = INTERVIEW.c.item_id == ITEM.c.id
    asked = INTERVIEW.select().where(matter, INTERVIEW.c.id == int(number)).exists()
    for entry in entries(session, ITEM.c.case_id == case_id, asked, ITEM.c.state.in_(sorted(OPEN))):
        words = alert.told(
            watch.heading(entry.node, entry.post),
            "待核验",
            entry.id,
            f"约谈{number}的承诺均已兑现或者撤销，请核验。",
        )
        announcing.tell(session, entry, fact, (announcing.verifiers(entry), words), watch)
