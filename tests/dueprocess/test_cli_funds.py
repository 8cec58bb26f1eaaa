"""Case money at the desk: balances, ageing, the suspense file, a bank's statement, interest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import select

from dueprocess.intake.statement import StatementUnreadable, statement
from dueprocess.intake.workbook import Workbook
from models.money.ageing import ageing
from models.tables.schema import metadata
from rulebook.money.figures import figures
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk

SUSPENSE = "京0105不明款专户"
HEAD = "交易日期,贷方发生额,借方发生额,对方户名,交易流水号,摘要\n"


@pytest.fixture
def funded(filed: CourtDesk) -> CourtDesk:
    """5000 yuan came in on 27 February; 2000 of it were paid on 1 March. It is 2 March."""
    said = ("--set", "amount=5000", "--set", "account=6222", "--set", "reference=S1")
    filed.records("funds_received", "2026-02-27", "--subject", "款1", *said, "--set", "payer=丁")
    payee = ("--set", "payee=甲公司", "--set", "payee_paper=委托书", "--set", "reference=S2")
    filed.records("funds_paid", "2026-03-01", "--subject", "款1", "--set", "amount=2000", *payee)
    return filed


def write(path: Path, *lines: str) -> str:
    path.write_text(HEAD + "\n".join(lines), "utf-8")
    return str(path)


def test_a_case_shows_what_its_receipts_hold(funded: CourtDesk) -> None:
    held = funded.does("funds", TYPED, "--json").json["balances"]
    assert {(one["account"], one["payee"]): one["amount"] for one in held} == {
        ("received", ""): "5000",
        ("payable", ""): "3000",
        ("paid", "甲公司"): "2000",
    }
    page = funded.does("funds", TYPED).out
    assert "待领" in page and "3,000.00" in page and "分录" in page


def test_the_book_shows_all_money_that_it_still_holds(funded: CourtDesk) -> None:
    (one,) = funded.does("funds", "--json").json["balances"]
    assert (one["case"], one["amount"], one["arrived_on"]) == (NUMBER, "3000", "2026-02-27")
    assert "3 天" in funded.does("funds").out


def test_an_unknown_case_is_said_in_one_line(funded: CourtDesk) -> None:
    assert "no case" in funded.is_refused("funds", "(2026)京0105执9号")


def test_more_than_there_is_is_refused_at_the_desk(funded: CourtDesk) -> None:
    paying = ("record", TYPED, "funds_paid", "--on", "2026-03-01", "--subject", "款1")
    line = funded.is_refused(*paying, "--set", "amount=3000.01")
    assert "3,000.00" in line and "3,000.01" in line


def test_money_grows_old_in_steps(funded: CourtDesk) -> None:
    said = funded.does("funds", "ageing", "--json").json
    assert said["steps"] == ["≤5", "6–10", "11–15", "16–30", ">30"]
    (one,) = said["money"]
    assert (one["handler"], one["account"], one["amount"]) == ("J001", "payable", "3000")
    # It came in on 27 February.
    last_and_first = (
        *(("03-04", 0), ("03-05", 1)),  # five days, six
        *(("03-09", 1), ("03-10", 2)),  # ten, eleven
        *(("03-14", 2), ("03-15", 3)),  # fifteen, sixteen
        *(("03-29", 3), ("03-30", 4)),  # thirty, thirty-one
    )
    for day, step in last_and_first:
        with funded.store.reading() as session:
            (one,) = ageing(session, date.fromisoformat(f"2026-{day}"), figures().ageing)
        assert (one.step, one.receipts, one.amount) == (step, 1, Decimal(3000))


def test_ageing_is_shown_whole_and_by_handler(funded: CourtDesk) -> None:
    page = funded.does("funds", "ageing").out
    assert "全院" in page and "沈演一 J001" in page and "1笔 3,000.00" in page


def test_a_corrected_arrival_ages_from_its_right_day(funded: CourtDesk) -> None:
    right = ("--set", "occurred_at=2026-03-01", "--set", "reason=日期误录", "--corrects", "5")
    moved = funded.types("record", TYPED, "correction", "--on", "2026-03-02", *right)
    assert moved.code == 0, moved.err
    (one,) = funded.does("funds", "--json").json["balances"]
    assert one["arrived_on"] == "2026-03-01"


def test_unidentified_money_waits_in_the_suspense_file_and_is_claimed(filed: CourtDesk) -> None:
    opening = ("funds", "suspense", "--court", "京0105", "--on", "2026-02-01")
    assert "已开立" in filed.does(*opening).out
    assert "no court" in filed.is_refused("funds", "suspense", "--court", "京9")
    assert "已有" in filed.does("funds", "suspense", "--court", "京0105").out
    came = ("--subject", "款7", "--set", "amount=800", "--set", "unidentified=true")
    filed.does("record", SUSPENSE, "funds_received", "--on", "2026-03-02T08:50", *came)
    claim = ("funds", "claim", "款7", "--from", SUSPENSE, "--into", TYPED)
    said = filed.does(*claim, "--evidence", "汇款人说明", "--json").json
    assert said["out"]["case"] == SUSPENSE
    held = filed.does("funds", TYPED, "--json").json["balances"]
    assert {one["account"]: one["amount"] for one in held} == {
        "transferred": "800",
        "payable": "800",
    }
    assert filed.does("funds", "--json").json["balances"][0]["case"] == NUMBER
    assert "no unidentified money" in filed.is_refused(*claim, "--evidence", "汇款人说明")


def test_a_claim_into_a_case_that_refuses_it_moves_nothing(filed: CourtDesk) -> None:
    filed.does("funds", "suspense", "--court", "京0105")
    came = ("--subject", "款7", "--set", "amount=800", "--set", "unidentified=true")
    filed.does("record", SUSPENSE, "funds_received", "--on", "2026-03-02T08:50", *came)
    lost = ("funds", "claim", "款7", "--from", SUSPENSE, "--into", "(2026)京0105执9号")
    filed.is_refused(*lost, "--evidence", "汇款人说明")
    (one,) = filed.does("funds", "--json").json["balances"]
    assert (one["case"], one["account"]) == (SUSPENSE, "unidentified")


def test_a_statement_that_agrees_has_no_difference(funded: CourtDesk, tmp_path: Path) -> None:
    file = write(
        tmp_path / "b.csv",
        '2026-02-27,"5,000.00",,丁,S1,',
        "2026-03-02,,2000.00,甲公司,S2,",
        "合计,5000,2000,,,",
    )
    said = funded.does("funds", "reconcile", file, "--month", "2026-02", "--json").json
    assert len(said["found"]["matched"]) == 1
    assert (said["found"]["differences"], said["elsewhere"], said["again"]) == ([], 1, False)
    assert funded.does("funds", "reconcile", file, "--month", "2026-02", "--json").json["again"]
    march = funded.does("funds", "reconcile", file, "--month", "2026-03", "--json").json
    assert march["found"]["differences"] == [], "the bank paid a day later"
    assert records(funded) == ["2026-02", "2026-03"]


def records(desk: CourtDesk) -> list[str]:
    table = metadata.tables["reconciliation"]
    with desk.store.reading() as session:
        return list(
            session.connection().execute(select(table.c.month).order_by(table.c.id)).scalars()
        )


def test_every_kind_of_difference_is_listed(funded: CourtDesk, tmp_path: Path) -> None:
    file = write(
        tmp_path / "b.csv",
        "2026-02-27,4999.00,,丁,S1,",
        f"2026-02-28,70.00,,戊,S9,还款{TYPED}",
    )
    out = tmp_path / "差异.xlsx"
    words = ("funds", "reconcile", file, "--month", "2026-02", "--out", str(out))
    page = funded.does(*words).out
    assert "金额不符" in page and "4,999.00" in page and "5,000.00" in page
    assert "银行有、账上无" in page and NUMBER in page
    with Workbook(out) as book:
        rows = dict(book.rows(book.names[0]))
    assert rows[2][0] == "金额不符" and rows[2][10] == 5000
    assert rows[3][0] == "银行有、账上无"
    empty = write(tmp_path / "c.csv", "2026-03-31,1.00,,己,S8,")
    said = funded.does("funds", "reconcile", empty, "--month", "2026-03", "--json").json
    assert [one["kind"] for one in said["found"]["differences"]] == ["ledger_only", "bank_only"]


def test_reconciling_writes_nothing_but_its_record(funded: CourtDesk, tmp_path: Path) -> None:
    before = counts(funded)
    file = write(tmp_path / "b.csv", "2026-02-27,4999.00,,丁,S1,")
    funded.does("funds", "reconcile", file, "--month", "2026-02")
    assert {n for n, count in counts(funded).items() if count != before[n]} == {
        "reconciliation",
        "audit_line",  # who did it
    }


def counts(desk: CourtDesk) -> dict[str, int]:
    with desk.store.reading() as session:
        connection = session.connection()
        return {n: len(connection.execute(select(t)).all()) for n, t in metadata.tables.items()}


def test_what_is_no_statement_is_said_in_one_line(funded: CourtDesk, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("姓名,年龄\n甲,3\n", "utf-8")
    reconcile = ("funds", "reconcile")
    assert "statement" in funded.is_refused(*reconcile, str(odd), "--month", "2026-02")
    bad = write(tmp_path / "bad.csv", "2026-02-30,5.00,,丁,,")
    assert "row 2" in funded.is_refused(*reconcile, bad, "--month", "2026-02")
    good = write(tmp_path / "good.csv", "2026-02-27,5.00,,丁,,")
    assert "2026-09" in funded.is_refused(*reconcile, good, "--month", "二月")
    assert ".xlsx" in funded.is_refused(
        *reconcile, good, "--month", "2026-02", "--out", str(tmp_path / "x.doc")
    )


def test_a_statement_is_read_as_the_bank_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["某银行对账单"])
        sheet.write_row(2, 0, ["记账日期", "交易金额", "借贷标志", "对方名称", "附言"])
        sheet.write_row(3, 0, ["20260227", 12.5, "贷", "丁", "（2026）京0105执1号执行款"])
        sheet.write_row(4, 0, ["2026年2月28日", 2.5, "借", "甲公司", ""])
        sheet.write_row(5, 0, ["2026-02-28", -1, "", "银行", "手续费"])
    lines = statement(path)
    assert [str(line.amount) for line in lines] == ["12.50", "-2.50", "-1.00"]
    assert lines[0].case == "（2026）京0105执1号"
    empty = tmp_path / "empty.csv"
    empty.write_text(HEAD, "utf-8")
    with pytest.raises(StatementUnreadable, match="no line"):
        statement(empty)


def test_a_rebuilt_ledger_lacks_nothing(funded: CourtDesk) -> None:
    assert funded.does("funds", "rebuild", "--json").json == {"entered": 0}


def test_interest_is_reckoned_and_explained(funded: CourtDesk) -> None:
    debt = ("--subject", "债权1", "--set", "principal=100000", "--set", "due_on=2025-12-31")
    funded.records("debt_confirmed", "2026-03-02", "--evidence", "民事判决书", *debt)
    said = funded.does("interest", TYPED, "--as-of", "2026-03-02", "--json").json
    # 58 days of 100000: 1015.00; then 3 days of 95000: 49.875.
    assert said["total"] == {
        "principal": "95000",
        "general": "0",
        "doubled": "1064.88",
        "whole": "96064.88",
    }
    page = funded.does("interest", TYPED, "--as-of", "2026-03-02").out
    assert "共58日" in page and "96,064.88" in page and "款1到账5,000.00元" in page


def test_interest_without_a_debt_says_what_to_record(filed: CourtDesk) -> None:
    assert "debt_confirmed" in filed.is_refused("interest", TYPED)
