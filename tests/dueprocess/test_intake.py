"""A docket comes into the book once, whatever is tried with the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import SQLModel, col, select

from dueprocess.intake import ImportReport, bring
from dueprocess.intake.progress import RECORDING, Progress
from models.errors import BookFounded, NoBook
from models.founding import book
from models.recording.chain import verify
from models.store import Store
from models.tables.asset import Asset
from models.tables.case import Case
from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer, OfficerRole
from models.tables.source import ImportRun, SourceRow
from rulebook.time.zone import SHANGHAI
from tests.dueprocess.intake_paper import CASES, FACTS, docket, rejects, workbook
from tests.rulebook.casebook import CALENDAR, LAW

Bring = Callable[[Path], ImportReport]

ELEVEN, TWELVE = "（2026）京0105执11号", "（2026）京0105执12号"


@pytest.fixture
def import_(store: Store) -> Bring:
    """Import a file into the test's rehearsal book, whose clock stands at 2 March 2026."""
    return lambda path: bring(store, LAW, CALENDAR, path)


def test_a_docket_brings_courts_officers_cases_and_facts(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    report = import_(docket(tmp_path / "docket.xlsx"))

    assert (report.rows, report.added, report.rejected) == (12, 12, 0)
    assert report.rejects_path is None
    with store.reading() as session:
        superiors = {court.code: court.superior_code for court in session.exec(select(Court))}
        assert superiors == {"京0105": "京03", "京03": "京", "京": None}
        second = session.get(Officer, "C102")
        assert second is not None
        assert (second.deputy_id, second.on_duty) == ("C101", False)
        roles = session.exec(select(OfficerRole.role).where(OfficerRole.officer_id == "C102"))
        assert set(roles) == {"case_handler", "team_leader"}
        case = _case(store, ELEVEN)
        assert case.claim == Decimal("12000.50")
        assert (case.state, case.handler_id) == ("open", "C101")
        assert case.filed_on == date(2026, 2, 10)


def test_evidence_of_the_day_proves_that_a_past_step_was_in_time(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))

    with store.reading() as session:
        filing = session.exec(select(Node).where(Node.rule_id == "filing-decision-7d")).one()
    assert filing.timeliness == "in_time"


def test_the_same_file_twice_changes_nothing(store: Store, import_: Bring, tmp_path: Path) -> None:
    path = docket(tmp_path / "docket.xlsx", 财产=_ASSETS)
    import_(path)
    before = _everything(store)

    again = import_(path)

    assert (again.added, again.changed, again.rejected, again.missing) == (0, 0, 0, 0)
    assert again.unchanged == again.rows == 13
    assert _everything(store) == before


def test_another_way_of_writing_the_same_row_changes_nothing(
    import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))
    rewritten = [
        [str(cell).replace("2026-02-09", "2026.2.9") if cell else cell for cell in row]
        for row in FACTS
    ]

    again = import_(docket(tmp_path / "again.xlsx", 事实=rewritten))

    assert (again.unchanged, again.rejected) == (12, 0)


def test_a_changed_case_row_updates_the_register(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))
    changed = (*CASES[:2], ("（2026）京0105执12号", "劳动争议", 950, "丙", "丁"))

    report = import_(docket(tmp_path / "docket.xlsx", 案件=changed))

    assert (report.changed, report.added) == (1, 0)
    assert _case(store, TWELVE).claim == Decimal(950)
    assert _case(store, TWELVE).state == "open"


@pytest.mark.parametrize("edited", [("2026-02-10", "另一份登记表"), ("2026-02-12", "立案登记表")])
def test_a_changed_fact_row_is_no_edit_but_asks_for_a_correction(
    store: Store, import_: Bring, tmp_path: Path, edited: tuple[str, str]
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))
    on, paper = edited
    changed = (*FACTS[:4], ("（2026）京0105执12号", "立案", on, paper, "2026-02-10", None))

    report = import_(docket(tmp_path / "docket.xlsx", 事实=changed))

    assert (report.rejected, report.added) == (1, 0)
    [(sheet, row, *_, reason)] = rejects(report.rejects_path)
    assert (sheet, row) == ("事实", 5)
    assert "record a correction" in reason
    assert _case(store, TWELVE).filed_on == date(2026, 2, 10)


def test_a_vanished_row_is_marked_missing_and_comes_back(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))

    gone = import_(docket(tmp_path / "later.xlsx", 案件=CASES[:2], 事实=FACTS[:4]))

    assert gone.missing == 2
    assert _case(store, TWELVE).missing_since is not None
    assert _case(store, ELEVEN).missing_since is None
    assert _count(store, Fact) == 4

    back = import_(docket(tmp_path / "docket.xlsx"))

    assert (back.missing, back.added) == (0, 0)
    assert _case(store, TWELVE).missing_since is None
    with store.reading() as session:
        lost = select(SourceRow).where(col(SourceRow.missing_since).is_not(None))
        assert session.exec(lost).all() == []


def test_a_file_of_new_facts_alone_calls_nothing_missing(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))
    path = tmp_path / "facts.csv"
    path.write_text("案号,事实,发生时间\n(2026)京0105执11号,承办人收到案件材料,2026-02-24\n")

    report = import_(path)

    assert (report.added, report.missing) == (1, 0)
    assert _count(store, Fact) == 5


def test_a_row_that_became_unreadable_is_not_called_missing(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    import_(docket(tmp_path / "docket.xlsx"))
    spoiled = (*CASES[:2], ("（2026）京0105执12号", "劳动争议", "九百", "丙", "丁"))

    report = import_(docket(tmp_path / "docket.xlsx", 案件=spoiled))

    assert (report.rejected, report.missing) == (1, 0)
    assert _case(store, TWELVE).missing_since is None


def test_facts_are_recorded_in_order_of_time_whatever_the_order_of_rows(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    shuffled = (FACTS[0], FACTS[3], FACTS[4], FACTS[2], FACTS[1])

    report = import_(docket(tmp_path / "docket.xlsx", 事实=shuffled))

    assert report.rejected == 0
    with store.reading() as session:
        case = _case(store, ELEVEN)
        facts = select(Fact.kind).where(Fact.case_id == case.id).order_by(col(Fact.seq))
        assert list(session.exec(facts)) == ["application_received", "filed", "handler_assigned"]
        assert verify(session, ELEVEN).holds


def test_assets_belong_to_their_case(store: Store, import_: Bring, tmp_path: Path) -> None:
    import_(docket(tmp_path / "docket.xlsx", 财产=_ASSETS))

    with store.reading() as session:
        asset = session.exec(select(Asset)).one()
    assert (asset.ref, asset.kind) == ("房产1", "immovable")
    assert asset.details == {"measure": "查封", "expires_on": "2029-02-20", "value": "3000000.00"}


def test_the_plate_founds_the_book_and_forbids_the_other_kind(
    unfounded: Store, tmp_path: Path
) -> None:
    plate = (("案册性质", "演练时钟"), ("演练", "2026-09-28 08:20"))
    path = docket(tmp_path / "docket.xlsx", 案册=plate)

    bring(unfounded, LAW, CALENDAR, path)

    with unfounded.reading() as session:
        assert book(session).kind == "rehearsal"
        recorded = session.exec(select(Fact.recorded_at)).first()
    assert recorded is not None
    assert recorded.date() == datetime(2026, 9, 28, tzinfo=SHANGHAI).date()
    live = docket(tmp_path / "live.xlsx", 案册=(plate[0], ("正式", None)))
    with pytest.raises(BookFounded):
        bring(unfounded, LAW, CALENDAR, live)


def test_without_a_book_nothing_is_brought_in(unfounded: Store, tmp_path: Path) -> None:
    with pytest.raises(NoBook):
        bring(unfounded, LAW, CALENDAR, docket(tmp_path / "d.xlsx"))
    assert _count(unfounded, Case) == 0


def test_five_thousand_rows_come_in_with_their_progress_told(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "many.xlsx", _many(1000))
    told: list[Progress] = []

    report = bring(store, LAW, CALENDAR, path, told.append)

    assert (report.rows, report.rejected) == (5002, 0)
    assert _count(store, Fact) == 4000
    recording = [one for one in told if one.stage == RECORDING]
    assert [one.done for one in recording] == [1000, 2000, 3000, 4000]
    assert all(one.total == 4000 for one in recording)
    with store.reading() as session:
        run = session.exec(select(ImportRun)).one()
    assert (run.rows, run.added) == (5002, 5002)
    assert run.ended_at is not None


def test_an_import_that_broke_off_is_finished_by_importing_again(
    store: Store, import_: Bring, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "many.xlsx", _many(400))

    def break_off(progress: Progress) -> None:
        if progress.stage == RECORDING:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(store, LAW, CALENDAR, path, break_off)
    assert _count(store, Fact) == 1000

    report = import_(path)

    assert (report.added, report.rejected, report.missing) == (600, 0, 0)
    assert _count(store, Fact) == 1600


_ASSETS = (
    ("案号", "财产编号", "财产类型", "财产名称", "控制措施", "措施到期日", "估值"),
    (ELEVEN, "房产1", "不动产", "某路1号", "查封", "2029-02-20", "300万元"),
)


def _many(cases: int) -> dict[str, Any]:
    numbers = [f"(2026)京0105执{n}号" for n in range(1, cases + 1)]
    kinds = ("收到申请执行书", "立案", "承办人收到案件材料", "发出执行通知书")
    facts = [
        (number, kind, f"2026-01-{5 + place:02d}", "材料", f"2026-01-{5 + place:02d}")
        for place, kind in enumerate(kinds)
        for number in numbers
    ]
    return {
        "法院": (("法院代码", "法院名称", "级别"), ("京0105", "甲区法院", "基层")),
        "人员": (("工号", "姓名", "法院代码", "职责"), ("C101", "沈演一", "京0105", "承办人")),
        "案件": (("AH", "AY"), *((number, "劳动争议") for number in numbers)),
        "事实": (FACTS[0][:5], *facts),
    }


def _case(store: Store, number: str) -> Case:
    with store.reading() as session:
        return session.exec(select(Case).where(Case.number == number)).one()


def _count(store: Store, model: type[SQLModel]) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def _everything(store: Store) -> list[Any]:
    """Every row that an import may touch, apart from the import's own entry."""
    with store.reading() as session:
        rows = [
            row.model_dump(exclude={"seen_in"})
            for model in (Court, Officer, OfficerRole, Case, Asset, Fact, Node, SourceRow)
            for row in session.exec(select(model)).all()
        ]
    return sorted(rows, key=str)
