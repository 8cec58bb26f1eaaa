"""The desk's commands on a book: facts in, dates and reasons out, no harm by mistakes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from models.store import Store
from models.tables.fact import Fact
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk


def facts(store: Store) -> int:
    with store.reading() as session:
        return session.exec(select(func.count(col(Fact.id)))).one()


def test_recording_answers_with_what_followed(desk: CourtDesk) -> None:
    answer = desk.records("application_received", "2026-02-26", "--evidence", "收件", "--json").json
    assert (answer["case"], answer["seq"]) == (NUMBER, 1)
    assert {node["rule_id"] for node in answer["nodes"]} == {
        "filing-decision-7d",
        "exec-notice-10d",
        "higher-court-6m",
    }


def test_the_page_names_the_nodes_and_their_last_days(desk: CourtDesk) -> None:
    page = desk.records("application_received", "2026-02-26", "--evidence", "收件").out
    assert "开启" in page and "001 立案审查" in page and "2026-03-05 周四" in page


def test_a_file_given_as_evidence_is_kept_under_its_hash(desk: CourtDesk, tmp_path: Path) -> None:
    paper = tmp_path / "申请书.txt"
    paper.write_text("申请执行书")
    desk.records("application_received", "2026-02-26", "--evidence", str(paper))
    digest = sha256("申请执行书".encode()).hexdigest()
    assert (tmp_path / "home" / "evidence" / digest).read_text() == "申请执行书"
    sheet = desk.does("case", TYPED, "--json").json["facts"][0]
    assert (sheet["evidence"], sheet["evidence_hash"]) == ("申请书.txt", digest)


def test_a_refused_fact_leaves_no_evidence_behind(desk: CourtDesk, tmp_path: Path) -> None:
    paper = tmp_path / "notice.txt"
    paper.write_text("draft")
    desk.is_refused("record", TYPED, "filed", "--on", "2027-01-01", "--evidence", str(paper))
    assert not any((tmp_path / "home" / "evidence").glob("*"))


def test_evidence_that_is_plainly_a_path_must_exist(desk: CourtDesk, tmp_path: Path) -> None:
    lost = str(tmp_path / "lost.pdf")
    said = desk.is_refused("record", TYPED, "filed", "--on", "2026-02-27", "--evidence", lost)
    assert "no file" in said


def test_the_case_shows_each_clock_with_its_light_and_days(filed: CourtDesk) -> None:
    filed.does("rehearse", "until", "2026-03-10", "--at-once")
    nodes = {node["rule_id"]: node for node in filed.does("case", TYPED, "--json").json["nodes"]}
    late = nodes["exec-notice-3d-2006"]
    assert (late["light"], late["due_on"], late["days"]) == ("overdue_severe", "2026-03-02", 8)
    assert nodes["filing-decision-7d"]["light"] == "settled"
    assert nodes["case-6m"]["light"] == "running"
    assert "发出执行通知书" in filed.does("case", TYPED).out


def test_explain_takes_a_rule_a_code_or_a_key(filed: CourtDesk) -> None:
    by_rule = filed.does("explain", TYPED, "exec-notice-3d-2006", "--json").json
    assert (by_rule["due"], by_rule["certainty"]) == ("2026-03-02", "firm")
    assert filed.does("explain", TYPED, by_rule["node"], "--json").json["due"] == by_rule["due"]
    by_code = filed.does("explain", TYPED, "003", "--json").json
    assert by_code["rule"] == "exec-notice-3d-2006"
    assert len(by_code["others"]) == 1


def test_explain_prints_the_same_steps_as_its_json(filed: CourtDesk) -> None:
    steps = filed.does("explain", TYPED, "case-6m", "--json").json["steps"]
    page = "".join(filed.does("explain", TYPED, "case-6m").out.split())
    assert len(steps) > 2
    assert all("".join(step["zh"].split())[:12] in page for step in steps)


def test_explain_of_a_node_the_case_has_not_names_those_it_has(filed: CourtDesk) -> None:
    assert "002 assign-handler-7d" in filed.is_refused("explain", TYPED, "017")


def test_why_not_says_what_a_rule_waits_for(filed: CourtDesk) -> None:
    answer = filed.does("why-not", TYPED, "refprice-start-30d", "--json").json
    assert "asset_controlled" in answer["en"]
    assert "等待" in filed.does("why-not", TYPED, "refprice-start-30d").out


def test_subjects_and_details_are_read_by_the_kind_of_fact(filed: CourtDesk) -> None:
    filed.records("funds_received", "2026-03-01", "--subject", "款1", "--set", "amount=120,000.50")
    receipt = filed.does("case", TYPED, "--json").json["facts"][-1]
    assert (receipt["subject_kind"], receipt["subject_ref"]) == ("receipt", "款1")
    assert receipt["payload"] == {"amount": "120000.50"}


def test_a_correction_moves_the_date_that_rested_on_the_fact(filed: CourtDesk) -> None:
    filed.records(
        "correction", "2026-03-02", "--corrects", "4", "--set", "void=true", "--set", "reason=误录"
    )
    states = {n["rule_id"]: n["state"] for n in filed.does("case", TYPED, "--json").json["nodes"]}
    assert states["exec-notice-3d-2006"] == "moot"


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("（2026）京0105执9号", "filed", "--on", "2026-02-27"), "no case"),
        ((TYPED, "fled", "--on", "2026-02-27"), "did you mean filed?"),
        ((TYPED, "handler_assigned", "--on", "2026-02-20", "--set", "handler=J001"), "2026-02-26"),
        ((TYPED, "execution_notice_issued", "--on", "2026-02-30"), "2026-02 has 28 days"),
        ((TYPED, "execution_notice_issued", "--on", "2026-04-01"), "has not come yet"),
        ((TYPED, "funds_received", "--on", "2026-03-01", "--set", "amount=much"), "120000.50"),
        ((TYPED, "funds_received", "--on", "2026-03-01", "--set", "amount"), "NAME=VALUE"),
        ((TYPED, "filed", "--on", "2026-03-01", "--subject", "room"), "KIND:REF"),
    ],
)
def test_a_mistaken_fact_is_refused_in_one_line_and_changes_nothing(
    filed: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    before = facts(filed.store)
    assert way in filed.is_refused("record", *words)
    assert facts(filed.store) == before


def test_a_refusal_cites_the_article_and_what_is_missing(filed: CourtDesk) -> None:
    said = filed.is_refused(
        "record", TYPED, "round_termination_ruled", "--on", "2026-03-01", "--evidence", "裁定书",
        "--set", "debtor_missing=否", "--set", "obstructed=否",
    )  # fmt: skip
    assert "缺：已发出执行通知书（法〔2016〕373号第一条第一项）" in said
    assert "refused" in said


def test_a_closed_case_takes_no_more_facts(filed: CourtDesk) -> None:
    closed = ("case_closed", "2026-03-01", "--set", "mode=执行完毕", "--evidence", "结案审批表")
    said = filed.is_refused("record", TYPED, closed[0], "--on", *closed[1:])
    assert "法发〔2014〕26号第十五条" in said and "尚未告知" in said
    filed.records("debt_performed", "2026-03-01", "--evidence", "收据")
    filed.records(*closed, "--set", "notice_reason=申请执行人当面结清")
    words = ("record", TYPED, "execution_notice_issued", "--on", "2026-03-02", "--evidence", "x")
    assert "closed" in filed.is_refused(*words)


def test_drafts_are_shown_or_said_to_be_missing(filed: CourtDesk) -> None:
    assert "尚无文书草稿" in filed.does("letters", TYPED).out
    assert filed.does("letters", TYPED, "--json").json == []


def test_the_chains_of_the_book_hold_and_the_desk_says_so(filed: CourtDesk) -> None:
    answer = filed.does("audit", "verify", "--json").json
    assert (answer["holds"], answer["facts"]) == (True, 4)
    assert "every chain holds" in filed.does("audit", "verify", TYPED).out


def test_why_not_names_what_a_gate_still_lacks(filed: CourtDesk) -> None:
    gate = "zhongben-conditions"
    answer = filed.does("why-not", TYPED, gate, "--json").json
    lacking = {one["en"] for one in answer["conditions"] if not one["holds"]}
    assert any("the earliest day is 2026-05-28" in one for one in lacking)
    assert any(one["holds"] and "clue" in one["en"] for one in answer["conditions"])
    page = filed.does("why-not", TYPED, gate).out
    assert "缺：已发出执行通知书" in page and "法〔2016〕373号" in page
    filed.records("execution_notice_issued", "2026-03-01", "--evidence", "送达回证")
    again = filed.does("why-not", TYPED, gate).out
    assert "缺：已发出执行通知书" not in again and "✓  已发出执行通知书" in again


def test_a_gate_is_listed_and_shown_among_the_rules(desk: CourtDesk) -> None:
    assert "zhongben-conditions" in desk.does("rules", "list").out
    assert "自立案之日起已超过三个月" in desk.does("rules", "show", "zhongben-conditions").out
    assert desk.does("rules", "show", "zhongben-conditions", "--json").json["on"]
