"""Checks of papers (文书): their files are there, none stays a draft, a conclusion has its fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, literal, or_, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, INTERVIEW, ITEM, PAPER, REVIEW, stands
from models.evidence import FOLDER, sealed
from models.oversight.acts.notices import unwithdrawn
from models.reviews.standing import CONCLUDED
from models.tables.interview import InterviewState
from models.tables.review import ReviewState
from models.whereabouts import folder
from rulebook.oversight.supervision import OPEN as OPEN_ITEM

FAMILY = Family()


@FAMILY.check(
    "review-without-fact",
    Level.ERROR,
    ("已办结的核查须有成立的事实", "a concluded review rests on a fact that stands"),
    (
        "请再次更正该事实（事实更正即重开核查），重新办结",
        "correct that fact once more, which opens the review again, and conclude it anew",
    ),
)
def _unfounded(visit: Visit) -> Iterator[Place]:
    said = and_(
        FACT.c.case_id == REVIEW.c.case_id,
        FACT.c.seq == REVIEW.c.fact_seq,
        FACT.c.kind == CONCLUDED,
        FACT.c.subject_ref == cast(REVIEW.c.id, String),
    )
    query = (
        select(REVIEW.c.id, REVIEW.c.kind, CASE.c.number)
        .join(CASE, CASE.c.id == REVIEW.c.case_id)
        .where(REVIEW.c.state == ReviewState.DONE.value)
        .where(~exists(select(FACT.c.id).where(said, stands(FACT))))
        .order_by(REVIEW.c.id)
    )
    for number, kind, case_number in visit.rows(query):
        zh = f"核查{number}（{kind}）已办结，其事实不成立"
        yield Place(zh, f"review {number} ({kind}) is concluded by no fact", case_number)


@FAMILY.check(
    "paper-file-missing",
    Level.ERROR,
    (
        "已签发文书的文件须在文书目录中且未经改动",
        "every issued paper's files are kept as they were",
    ),
    (
        "请从备份恢复 DUEPROCESS_HOME/evidence 中的文件",
        "restore the file in DUEPROCESS_HOME/evidence from a backup",
    ),
)
def _lost(visit: Visit) -> Iterator[Place]:
    kept = folder() / FOLDER
    query = (
        select(PAPER.c.number, PAPER.c.files, CASE.c.number)
        .join(CASE, CASE.c.id == PAPER.c.case_id, isouter=True)
        .order_by(PAPER.c.id)
    )
    for number, files, case_number in visit.rows(query):
        for form, digest in sorted(files.items()):
            file = kept / digest
            if not file.is_file():
                zh, en = f"{number}的{form}文件不在", f"the {form} file of {number} is not there"
                yield Place(zh, en, case_number or "")
            elif sealed(file) != digest:
                zh, en = f"{number}的{form}文件被改动", f"the {form} file of {number} was altered"
                yield Place(zh, en, case_number or "")


@FAMILY.check(
    "paper-stays-draft",
    Level.WARNING,
    (
        "督办单、约谈文书须按时签发或者撤销",
        "an order's or an interview's paper is issued in time, or withdrawn",
    ),
    (
        "请补齐所缺要素后签发（dueprocess papers issue），或者作出不予签发的决定",
        "give what it lacks and issue it (`dueprocess papers issue`), or decline the proposal",
    ),
)
def _drafts(visit: Visit) -> Iterator[Place]:
    kind, since = _owed()
    issued = (
        PAPER.c.case_id == ITEM.c.case_id,
        PAPER.c.item_id == ITEM.c.id,
        PAPER.c.kind == kind,
    )
    query = (
        select(CASE.c.number, ITEM.c.id, kind, since)
        .join_from(ITEM, CASE, CASE.c.id == ITEM.c.case_id)
        .join(INTERVIEW, INTERVIEW.c.item_id == ITEM.c.id, isouter=True)
        .where(ITEM.c.state.in_(sorted(OPEN_ITEM)), ITEM.c.level.in_(("order", "interview")))
        .where(since < visit.as_of - timedelta(days=visit.limits.paper_draft_days))
        .where(or_(ITEM.c.level == "order", INTERVIEW.c.id.is_not(None)))
        .where(~exists(select(PAPER.c.id).where(*issued)))
        .order_by(ITEM.c.id)
    )
    for number, item, paper, at in visit.rows(query):
        zh = f"事项{item}的文书（{paper}）自{at:%Y-%m-%d}起仍为草稿"
        yield Place(zh, f"the {paper} of item {item} is a draft since {at:%Y-%m-%d}", number)
    yield from _unwithdrawn(visit)


def _unwithdrawn(visit: Visit) -> Iterator[Place]:
    lost = unwithdrawn().subquery()
    query = (
        select(CASE.c.number, lost.c.id, lost.c.number, lost.c.ended_at)
        .join_from(lost, CASE, CASE.c.id == lost.c.case_id)
        .where(lost.c.ended_at < visit.as_of - timedelta(days=visit.limits.paper_draft_days))
    )
    for case_number, interview, notice, at in visit.rows(query):
        zh = f"约谈{interview}已于{at:%Y-%m-%d}取消，其通知书{notice}尚未撤销"
        en = f"interview {interview} is off since {at:%Y-%m-%d}, its notice {notice} still stands"
        yield Place(zh, en, case_number)


def _owed() -> tuple[ColumnElement[str], ColumnElement[object]]:
    """Which paper an item lacks, and since when it could have had it."""
    held = INTERVIEW.c.state == InterviewState.HELD.value
    order = func.coalesce(ITEM.c.issued_at, ITEM.c.opened_at)
    kind = case(
        (ITEM.c.level == "order", literal("supervision_order")),
        (held, literal("interview_record")),
        else_=literal("interview_notice"),
    )
    since = case(
        (ITEM.c.level == "order", order),
        (held, INTERVIEW.c.held_at),
        else_=INTERVIEW.c.convened_at,
    )
    return kind, since
