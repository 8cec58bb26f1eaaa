"""Letters: drafts in a court's form, blank where nothing is known, marked as what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.tables.case import Case
from notifications import drafts
from notifications.documents.content import FieldAstray
from notifications.documents.gathering.known import article
from notifications.documents.kinds import KINDS, UnknownKind
from notifications.letters import render
from tests.notifications.invented import SAID
from tests.tasks.conftest import DIRECTOR, HANDLER, LEADER, Bench, at
from tests.tasks.test_supervision import convened, urged

CASE: dict[str, object] = {
    "court": "北京市朝阳区人民法院",
    "case_number": "（2026）京0105执1号",
    "applicant": "甲公司",
    "debtor": "乙公司",
    "cause": "买卖合同纠纷",
    "claim": Decimal("1234567.80"),
    "filed_on": date(2026, 3, 2),
    "handler": "王法官",
    "article": "第二百五十一条",
}


def test_the_execution_notice_names_parties_amount_and_article() -> None:
    title, body = render("execution_notice", CASE, rehearsal=False)
    assert title == "（2026）京0105执1号 执行通知书（草稿）"
    for part in ("乙公司：", "甲公司", "1,234,567.80元", "第二百五十一条", "2026年3月2日", "草稿"):
        assert part in body
    assert "演练" not in title + body


def test_what_is_not_known_is_a_marked_gap() -> None:
    unknown = {**CASE, "debtor": "", "handler": None}
    _, body = render("property_report_order", unknown, rehearsal=False)
    assert "〔待填：被执行人〕：" in body and "〔待填：报告期限〕内" in body and "None" not in body


def test_an_article_is_not_cited_by_a_number_it_did_not_bear_yet() -> None:
    assert article("execution_notice", at("2026-03-02")) == {"article": "第二百五十一条"}
    assert article("execution_notice", at("2023-05-04")) == {}
    _, body = render("execution_notice", {**CASE, "article": ""}, rehearsal=False)
    assert "《中华人民共和国民事诉讼法》〔待填：所依据的条文〕的规定" in body


def test_a_rehearsal_says_so_in_title_and_text() -> None:
    title, body = render("execution_notice", CASE, rehearsal=True)
    assert title.startswith("【演练】") and body.startswith("【演练】")


def test_a_value_that_no_field_takes_is_refused() -> None:
    with pytest.raises(FieldAstray, match="debter"):
        render("execution_notice", {"debter": "乙公司"}, rehearsal=False)


def test_an_unknown_letter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match="execution_notice"):
        render("no_such_letter", {}, rehearsal=False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_read_as_plain_text(kind: str) -> None:
    _, body = render(kind, SAID[kind], rehearsal=True)
    assert "〔待填" not in body and "None" not in body and "{" not in body


def test_a_nodes_letter_is_drafted_once(bench: Bench) -> None:
    bench.files()
    node = bench.node()
    for expected in (True, False):
        with bench.store.writing() as session:
            case = session.get_one(Case, node.case_id)
            assert drafts.draft(session, case, node, "execution_notice") is expected
    (letter,) = bench.letters("execution_notice")
    assert letter.title.startswith("【演练】") and bench.number in letter.body


def test_the_papers_of_an_interview_follow_its_acts(bench: Bench) -> None:
    interview = convened(bench)
    bench.rounds("2026-03-24T08:20")
    bench.acts(
        "interview_held",
        interview.item_id,
        at("2026-03-25T15:00"),
        by=DIRECTOR,
        attendees=[HANDLER, LEADER],
        causes="案多人少",
    )
    bench.rounds("2026-03-25T16:00")
    (notice,), (record,) = bench.letters("interview_notice"), bench.letters("interview_record")
    assert bench.number in notice.body and "2026年3月25日15:00" in notice.body
    assert "催办（事项" in notice.body and "超期19日" in notice.body
    assert "案多人少" in record.body and "官J1、官T1" in record.body


def test_an_order_is_drafted_as_a_proposal_and_again_when_it_is_issued(bench: Bench) -> None:
    urged(bench)
    bench.rounds("2026-03-12T00:01")
    order = bench.item("order").id
    bench.acts("supervision_order_issued", order, at("2026-03-12T10:00"))
    bench.rounds("2026-03-12T10:01")
    mine = [
        one for one in bench.letters("supervision_order") if one.key.startswith(f"item:{order}:")
    ]
    assert [one.key.rpartition(":")[2] for one in mine] == ["draft", "issued"]
    assert "2026年3月23日" in mine[1].body  # the last day of the reply


def test_an_order_says_what_was_asked_and_how_late_the_node_was_when_it_was_issued(
    bench: Bench,
) -> None:
    urged(bench)
    bench.rounds("2026-03-12T00:01")  # proposed when the node was seven days late
    order = bench.item("order").id
    issue = at("2026-03-16T10:00")
    bench.acts("supervision_order_issued", order, issue, text="三日内发出并附送达回证")
    bench.rounds("2026-03-16T10:01")
    proposed, issued = (
        one.body
        for one in bench.letters("supervision_order")
        if one.key.startswith(f"item:{order}:")
    )
    assert "截至2026年3月12日超期7日" in proposed
    assert "截至2026年3月16日超期11日" in issued
    assert "三日内发出并附送达回证" in issued


def test_a_notice_of_interview_names_only_acts_that_were_really_issued(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-26T08:20")  # nobody had looked before: only the interview is proposed
    item = bench.item("interview")
    assert (item.state, bench.items()) == ("proposed", [("interview", "proposed")])
    bench.acts("interview_convened", item.id, at("2026-03-27T09:00"), by=DIRECTOR)
    bench.rounds("2026-03-27T09:01")
    (notice,) = bench.letters("interview_notice")
    assert "截至2026年3月27日超期22日" in notice.body and "至今未办结" in notice.body
    assert "经催办" not in notice.body and "经督办" not in notice.body


def test_a_notice_of_interview_names_the_urging_and_the_order_before_it(bench: Bench) -> None:
    convened(bench)
    bench.rounds("2026-03-24T08:20")
    (notice,) = bench.letters("interview_notice")
    assert "经催办、督办仍未办结" in notice.body
