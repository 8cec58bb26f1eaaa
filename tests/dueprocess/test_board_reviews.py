"""Reviews on the board: findings within reach, one concluded by its form, refusals in words."""

from __future__ import annotations

import re

from sqlmodel import select

from dueprocess.board.visit import FIELD
from models import clock
from models.access import audit
from models.tables.case import Case
from models.tables.review import Review
from tests.dueprocess.browser import Browser, Opened
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk


def _finding(desk: CourtDesk, court: str = "京0105", case: str = NUMBER) -> int:
    """A case that is pending too long, or a court's finding on no case."""
    with desk.store.writing() as session:
        known = session.exec(select(Case.id).where(Case.number == case)).first()
        now = clock.now(session)
        row = Review(
            kind="long-pending" if case else "entry-lag",
            subject=f"case:{known}",
            turn="6",
            case_id=known,
            court_code=court,
            about="立案满6个月",
            why="2025-09-12立案，已180日，仍未结案。",
            figures={"months": 6},
            found_on=now.date(),
            found_at=now,
            role="node_supervisor",
            officer_id="S001",
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def _concludes(browser: Browser, number: int, **said: str) -> tuple[int, str]:
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', browser.get("/reviews").text)
    assert token is not None
    answer = browser.post(f"/reviews/{number}", data={FIELD: token[1], **said})
    return answer.status_code, answer.text


def test_a_finding_is_concluded_by_its_form_as_a_fact_of_the_case(
    entering: Opened, overview: CourtDesk
) -> None:
    number = _finding(overview)
    browser = entering("S001")
    assert f'href="/reviews/{number}"' in browser.get("/reviews").text
    page = browser.get(f"/reviews/{number}").text
    assert "立案满6个月" in page and "满月数" in page and "限期整改" in page
    silent = _concludes(browser, number, outcome="已纠正")
    assert silent[0] == 400 and "say with --reason" in silent[1]
    assert _concludes(browser, number, outcome="已纠正", reason="已恢复执行")[0] == 303
    facts = overview.does("case", TYPED, "--json").json["facts"]
    assert facts[-1]["kind"] == "review_concluded"
    assert f'href="/reviews/{number}"' not in browser.get("/reviews").text
    assert "已恢复执行" in browser.get(f"/reviews/{number}").text
    assert f'href="/reviews/{number}"' in browser.get("/reviews?every=true").text
    assert _concludes(browser, number, outcome="已纠正", reason="又一次")[0] == 400
    with overview.store.reading() as session:
        lines = audit.lines(session, officer="S001")
    done = [one for one in lines if one.detail == f"review {number}"]
    assert [(one.act, one.case_number) for one in done] == [("review", NUMBER)]


def test_findings_are_seen_within_reach_only(entering: Opened, overview: CourtDesk) -> None:
    ours, courts = _finding(overview), _finding(overview, case="")
    for officer, sees in (("S001", {ours, courts}), ("J001", {ours}), ("B106", set())):
        page = entering(officer).get("/reviews").text
        assert (officer, {int(n) for n in re.findall(r"/reviews/(\d+)", page)}) == (officer, sees)
    assert entering("B106").get(f"/reviews/{ours}").status_code == 404
    assert entering("J001").get(f"/reviews/{courts}").status_code == 404
    assert entering("I001").get("/reviews").status_code == 403
    assert entering("S001").get("/reviews.xlsx?kind=long-pending").status_code == 200
    assert re.search(r"<td>\S+ S001</td>", entering("S001").get("/reviews").text)  # a name too


def test_a_drawn_case_is_checked_item_by_item_and_concluded(
    entering: Opened, overview: CourtDesk
) -> None:
    number = _finding(overview)
    with overview.store.writing() as session:
        row = session.get_one(Review, number)
        row.kind, row.turn = "quality-sample", "2026-02|7"
        row.figures = {"sheet": "other", "mode": "销案", "drawn": "risk", "risks": {"late": 2}}
        session.add(row)
    browser = entering("S001")
    listed = browser.get("/reviews?kind=quality-sample").text
    assert "按风险 · 销案 · 逾期" in listed
    page = browser.get(f"/reviews/{number}").text
    assert "结案事由有依据" in page and page.count('type="radio"') == 8
    checks = {f"check_{n}": "yes" for n in (1, 2, 4)}
    said = {"outcome": "已纠正", "reason": "已补送达", **checks}
    assert "第3项尚未勾选" in _concludes(browser, number, **said)[1]
    said |= {"check_3": "no", "remark_3": "限消未解除"}
    untrue = _concludes(browser, number, **{**said, "outcome": "未发现问题"})
    assert untrue[0] == 400 and "不能是未发现问题" in untrue[1]
    assert 'value="限消未解除"' in untrue[1], "what was typed stands in the form"
    assert _concludes(browser, number, **said)[0] == 303
    facts = overview.does("case", TYPED, "--json").json["facts"]
    assert facts[-1]["payload"]["findings"] == ["财产控制措施和案款已处理：不符合（限消未解除）"]
    for form in ("docx", "html"):
        assert browser.get(f"/reviews/{number}/sheet.{form}").status_code == 200
    assert browser.get(f"/reviews/{_finding(overview, case='')}/sheet.html").status_code == 404
