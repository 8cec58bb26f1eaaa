"""Acts bring their papers: issued once, with a number; a gap or a missing signer leaves a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.doctor.doctor import examine
from models.evidence import FOLDER, sealed
from models.oversight.telling.alert import last_day
from models.oversight.watch import watch
from models.recording import chain
from models.tables.case import Case
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.letter import Letter
from models.tables.paper import IssuedPaper
from notifications.documents.gathering.known import known
from notifications.documents.gathering.subject import subject
from notifications.documents.issuing import NotSuperseded, Press, Proposal, issue
from notifications.documents.kinds import kind
from notifications.documents.shelf import Shelf
from notifications.summons import of_interview
from tasks import patrol
from tasks.patrol import RoundReport
from tests.tasks.conftest import BASIC, DIRECTOR, HANDLER, SUPERVISOR, Bench, at
from tests.tasks.test_orders_at_the_desk import opens
from tests.tasks.test_supervision import convened, ordered, urged


@pytest.fixture
def press(bench: Bench, tmp_path: Path) -> Press:
    """The press of the bench's court."""
    return Press(bench.store, bench.law, bench.calendar, Shelf(), tmp_path / "kept")


def rounds(bench: Bench, press: Press, moment: str) -> RoundReport:
    """One whole round that issues papers."""
    now = bench.reaches(at(moment))
    return patrol.round(bench.store, bench.law, bench.calendar, [bench.channel], now, press=press)


def papers(bench: Bench) -> list[IssuedPaper]:
    return bench.rows(IssuedPaper)


def test_an_issued_order_has_its_numbered_paper_in_both_forms_once(
    bench: Bench, press: Press
) -> None:
    ordered(bench)
    assert rounds(bench, press, "2026-03-12T10:01").issued.count == 1
    assert rounds(bench, press, "2026-03-12T10:02").issued.count == 0
    (paper,) = papers(bench)
    assert (paper.number, paper.item_id) == (f"{BASIC}执督〔2026〕1号", bench.item("order").id)
    assert paper.issued_by == SUPERVISOR and set(paper.files) == {"docx", "html"}
    for digest in paper.files.values():
        assert sealed(press.folder / digest) == digest
    with bench.store.reading() as session:
        assert chain.verify_book(session).holds


def test_a_paper_that_comes_after_the_answer_states_the_day_that_was_given(
    bench: Bench, press: Press
) -> None:
    ordered(bench)
    asked = bench.item("order")
    assert asked.reply_due_at is not None
    bench.acts("supervision_replied", asked.id, at("2026-03-12T15:00"), by=HANDLER, text="在办")
    assert bench.item("order").reply_due_at is None
    assert rounds(bench, press, "2026-03-12T15:01").issued.faults == ()
    (paper,) = papers(bench)
    assert paper.content["reply_on"] == last_day(asked.reply_due_at).isoformat()


def test_the_paper_of_an_order_opened_at_the_desk_names_its_source(
    bench: Bench, press: Press
) -> None:
    urged(bench)
    opens(bench, "2026-03-09T10:00", source="领导批示", reason="群众反映强烈")
    rounds(bench, press, "2026-03-09T10:01")
    (paper,) = papers(bench)
    assert paper.content["source"] == "领导批示" and paper.content["instruction"] == "群众反映强烈"
    assert paper.content["requirement"] == "三日内送达执行通知书"


def test_what_the_ladder_convened_has_no_signer_and_stays_a_draft(
    bench: Bench, press: Press
) -> None:
    convened(bench)
    report = rounds(bench, press, "2026-03-24T08:20")
    assert report.issued.faults == ()
    assert [one.kind for one in papers(bench)] == []  # the order lapsed, the ladder convened


@pytest.mark.parametrize(("place", "held_at"), [("", ""), ("执行局会议室", ""), ("", "三楼谈话室")])
def test_a_notice_with_a_gap_blocks_nothing_and_is_named(
    bench: Bench, press: Press, place: str, held_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered(bench)
    item = bench.item("order")
    bench.acts("supervision_replied", item.id, at("2026-03-13T09:00"), by=HANDLER, text="在办")
    bench.sweeps("2026-03-27T08:20")
    matter = bench.item("interview")
    said = {"place": place} if place else {}
    bench.acts("interview_convened", matter.id, at("2026-03-27T10:00"), by=DIRECTOR, **said)
    report = rounds(bench, press, "2026-03-27T10:01")
    kinds = [one.kind for one in papers(bench)]
    assert bench.rows(Interview)[-1].state == "convened"
    assert ("interview_notice" in kinds) is bool(place)
    assert bool(report.issued.faults) is not bool(place), report.issued.faults
    assert place or "约谈地点" in report.deeds

    minutes: dict[str, Any] = {"attendees": [HANDLER, DIRECTOR], "causes": "人手不足"}
    minutes |= {"place": held_at} if held_at else {}
    bench.acts("interview_held", matter.id, at("2026-03-30T10:00"), by=DIRECTOR, **minutes)
    rounds(bench, press, "2026-03-30T10:01")
    kinds = [one.kind for one in papers(bench)]
    assert ("interview_record" in kinds) is bool(place or held_at)

    # A paper that nobody completes is named by the doctor; one whose file is gone is an error.
    bench.reaches(at("2026-04-03T10:00"))
    assert ills(bench, "paper-stays-draft") == []
    bench.reaches(at("2026-04-07T10:00"))
    assert len(ills(bench, "paper-stays-draft")) == (0 if place or held_at else 1)
    if not place:
        return
    monkeypatch.setenv("DUEPROCESS_HOME", str(press.folder.parent))
    press.folder.rename(press.folder.parent / FOLDER)
    assert ills(bench, "paper-file-missing", "") == []
    next((press.folder.parent / FOLDER).iterdir()).unlink()
    assert ills(bench, "paper-file-missing", "")


def ills(bench: Bench, check: str, about: str = "interview") -> list[str]:
    every = examine(bench.store, bench.law, bench.calendar)
    return [one.why_en for one in every if one.check == check and about in one.why_en]


def test_an_interview_set_anew_has_a_new_notice_that_replaces_the_old_one(
    bench: Bench, press: Press
) -> None:
    ordered(bench)
    item = bench.item("order")
    bench.acts("supervision_replied", item.id, at("2026-03-13T09:00"), by=HANDLER, text="在办")
    bench.sweeps("2026-03-27T08:20")
    matter = bench.item("interview")
    bench.acts("interview_convened", matter.id, at("2026-03-27T10:00"), by=DIRECTOR, place="一楼")
    rounds(bench, press, "2026-03-27T10:01")
    when = "2026-03-31T09:30:00+08:00"
    for place, reason in (("", "开庭"), ("二楼", "会议室占用")):
        said = {"set_for": when, "reason": reason} | ({"place": place} if place else {})
        bench.acts("interview_rescheduled", matter.id, at("2026-03-27T11:00"), by=DIRECTOR, **said)
        assert rounds(bench, press, "2026-03-27T11:00").issued.count == 1
        assert rounds(bench, press, "2026-03-27T11:00").issued.count == 0
    first, second, third = [one for one in papers(bench) if one.kind == "interview_notice"]
    assert (first.version, second.version, third.version) == (1, 2, 3)
    assert (second.supersedes_id, third.supersedes_id) == (first.id, second.id)
    assert third.content["supersedes"] == second.number
    assert [one.content["place"] for one in (first, second, third)] == ["一楼", "一楼", "二楼"]
    assert str(second.content["set_for"]).startswith("2026-03-31T09:30")
    with bench.store.reading() as session:
        found = of_interview(session, bench.rows(Interview)[-1].id or 0)
        assert chain.verify_book(session).holds
    assert found is not None and "SEQUENCE:2" in found.text and "METHOD:REQUEST" in found.text
    assert "二楼" in found.text


def called(bench: Bench, press: Press) -> SupervisionItem:
    """An interview that the director convened, with its notice sent."""
    ordered(bench)
    item = bench.item("order")
    bench.acts("supervision_replied", item.id, at("2026-03-13T09:00"), by=HANDLER, text="在办")
    bench.sweeps("2026-03-27T08:20")
    matter = bench.item("interview")
    bench.acts("interview_convened", matter.id, at("2026-03-27T10:00"), by=DIRECTOR, place="一楼")
    rounds(bench, press, "2026-03-27T10:01")
    return matter


def withdrawals(bench: Bench) -> list[IssuedPaper]:
    return [one for one in papers(bench) if one.kind == "interview_withdrawal"]


def test_a_matter_that_is_struck_off_takes_its_notice_back_in_the_name_of_whoever_checked(
    bench: Bench, press: Press
) -> None:
    matter = called(bench, press)
    bench.says("execution_notice_issued", at("2026-03-27T14:00"))
    bench.acts("supervision_verified", matter.id, at("2026-03-27T15:00"), by=SUPERVISOR)
    assert rounds(bench, press, "2026-03-27T15:01").issued.count == 1
    assert rounds(bench, press, "2026-03-27T15:02").issued.count == 0
    (notice,) = [one for one in papers(bench) if one.kind == "interview_notice"]
    (taken_back,) = withdrawals(bench)
    assert (taken_back.number, taken_back.version) == (f"{BASIC}执约撤〔2026〕1号", 1)
    assert (taken_back.supersedes_id, taken_back.issued_by) == (notice.id, SUPERVISOR)
    assert taken_back.content["notice"] == notice.number
    assert "办结" in str(taken_back.content["why"])
    assert sorted(taken_back.files) == ["docx", "html"]
    with bench.store.reading() as session:
        assert chain.verify_book(session).holds


def test_a_notice_that_no_person_took_back_is_drafted_named_and_withdrawn_by_hand(
    bench: Bench, press: Press
) -> None:
    called(bench, press)
    bench.corrects("file_received", at("2026-03-27T09:00"))  # the term has not run out at all
    report = rounds(bench, press, "2026-03-27T11:00")
    assert (report.issued.count, report.issued.faults, withdrawals(bench)) == (0, (), [])
    (draft,) = bench.rows(Letter, Letter.kind == "interview_withdrawal")
    assert "一楼" in draft.body and "期限改为" in draft.body
    assert draft.body.count("待填") == draft.body.count("待填：文号") == 1

    bench.reaches(at("2026-04-01T10:00"))
    assert ills(bench, "paper-stays-draft", "still stands") == []
    bench.reaches(at("2026-04-07T10:00"))
    assert len(ills(bench, "paper-stays-draft", "still stands")) == 1
    issue(press, by_hand(bench, press))
    assert [one.supersedes_id is None for one in withdrawals(bench)] == [False]
    assert ills(bench, "paper-stays-draft", "still stands") == []
    with pytest.raises(NotSuperseded, match="replaced already"):
        issue(press, by_hand(bench, press))


def by_hand(bench: Bench, press: Press) -> Proposal:
    """The withdrawal of the newest interview, as the desk proposes it for the director."""
    what = kind("interview_withdrawal")
    talk = bench.rows(Interview)[-1]
    with bench.store.reading() as session:
        case = session.get_one(Case, talk.case_id)
        about = subject(session, case, case.court_code, interview=talk.id)
        now = watch(session, bench.reaches(at("2026-04-07T10:00")), press.law, press.calendar)
        values = known(session, what, about, now, DIRECTOR)
    return Proposal(what, about.matter, values, DIRECTOR)
