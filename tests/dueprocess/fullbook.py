"""A book in which no list of the board is empty (满册): every page has something to show."""

from __future__ import annotations

from sqlmodel import col, select

from models import clock
from models.reading.tiles import SPIKE
from models.reviews.sampling import SAMPLE
from models.tables.case import Case
from models.tables.review import Review
from tests.dueprocess.court import NUMBER, CourtDesk
from tests.dueprocess.overview import furnished
from tests.dueprocess.test_board_interviews import _convened
from tests.dueprocess.test_board_reviews import _finding

UNASKED, HIT = "（2025）京0105执21号", "（2025）京0105执22号"  # two rounds that ended last autumn
ROUND = (
    ("filed", "2025-06-02"),
    ("execution_notice_issued", "2025-06-04"),
    ("property_report_ordered", "2025-06-04"),
    ("network_query_launched", "2025-06-05"),
    ("property_report_checked", "2025-06-20"),
    ("investigation_completed", "2025-07-04"),
    ("consumption_restricted", "2025-07-07"),
    ("dishonest_not_applicable", "2025-07-07", "--set", "reason=无纳入情形"),
    ("applicant_heard", "2025-09-10"),
    ("applicant_consented", "2025-09-11"),
    (
        "round_termination_ruled",
        "2025-09-15",
        "--set",
        "debtor_missing=否",
        "--set",
        "obstructed=否",
    ),
)


def full(desk: CourtDesk) -> None:
    """It is 2026-03-30, the day of an interview; another was held and left a promise."""
    furnished(desk)
    _convened(desk)
    _finding(desk)
    stop = ("--cause", "suspension", "--paper", "中止裁定书", "--approved-by", "D001", "--yes")
    desk.does("clock", "pause", NUMBER, "case-6m", *stop, "--set", "ground=移送破产审查")
    _rounds(desk)
    _doubtful(desk)
    _drawn(desk)
    desk.does("bulletin", "--period", "2026-02", "--court", "京0105")


def promised(desk: CourtDesk) -> None:
    """The interview is held and leaves a promise; nobody is called in any more."""
    (talk,) = desk.does("interview", "list", "--json").json
    said = ("--held-at", "2026-03-27T15:00", "--attendee", "沈演一", "--cause", "事务繁多")
    pledge = ("--promise", "2026-04-03:发出执行通知书", "--by", "D001")
    desk.does("interview", "record", str(talk["id"]), *said, *pledge)


def _rounds(desk: CourtDesk) -> None:
    """Two rounds ended in September: one was not looked into, in one the query found something."""
    with desk.store.writing() as session:
        for number in (UNASKED, HIT):
            session.add(Case(number=number, court_code="京0105", cause="买卖合同纠纷"))
    for number in (UNASKED, HIT):
        for kind, on, *said in ROUND:
            desk.does("record", number, kind, "--on", on, "--evidence", "卷内", *said)
    found = ("--set", "found=是", "--set", "hits=银行存款", "--evidence", "查询记录")
    desk.does("record", HIT, "round_query_done", "--on", "2026-03-26", *found)


def _doubtful(desk: CourtDesk) -> None:
    """A case that its source no longer has, and late entries that stand out."""
    with desk.store.writing() as session:
        now = clock.now(session)
        session.exec(select(Case).where(col(Case.number) == UNASKED)).one().missing_since = now
        spike = Review(
            kind=SPIKE,
            subject="officer:J001",
            turn="2026-03",
            court_code="京0105",
            about="沈演一 补录增多",
            why="近7日迟录9条（此前每周平均1.5条），距2026-04-10检查日11日。线索，请抽查依据。",
            figures={},
            found_on=now.date(),
            found_at=now,
            role="node_supervisor",
            officer_id="S001",
        )
        session.add(spike)


def _drawn(desk: CourtDesk) -> None:
    """A case drawn for quality review, with its check sheet; and a finding that holds no more."""
    with desk.store.writing() as session:
        now = clock.now(session)
        drawn = Review(
            kind=SAMPLE,
            subject="case:1",
            turn="2026-02",
            case_id=session.exec(select(Case.id).where(col(Case.number) == HIT)).one(),
            court_code="京0105",
            about="终本案件评查",
            why="2025-09-15以终本结案，抽中评查（按风险加权）。请按评查表逐项核对。",
            figures={"mode": "终本", "drawn": "risk", "risks": {"late": 3}, "sheet": "round"},
            found_on=now.date(),
            found_at=now,
            role="node_supervisor",
            officer_id="S001",
        )
        gone = Review(
            kind="long-pending",
            subject="case:2",
            turn="4",
            case_id=drawn.case_id,
            court_code="京0105",
            about="立案满4个月",
            why="2025-06-02立案，已120日，其中停止计算30日，仍未结案。",
            figures={"months": 4},
            found_on=now.date(),
            found_at=now,
            state="superseded",
            reason="情形已消失",
        )
        session.add_all([drawn, gone])
