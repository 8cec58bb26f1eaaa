"""Issuing: numbers without a gap, files under their hash, versions that name what they replace."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select, text

from models.evidence import sealed
from models.oversight.watch import watch
from models.recording import chain
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.paper import IssuedPaper
from notifications.documents.content import Incomplete
from notifications.documents.filling import TemplateFault
from notifications.documents.gathering.known import known
from notifications.documents.gathering.subject import subject
from notifications.documents.issuing import Matter, NotSuperseded, Press, Proposal, issue
from notifications.documents.kinds import kind
from notifications.documents.shelf import Shelf
from tests.notifications.test_documents import in_word
from tests.tasks.conftest import BASIC, SUPERVISOR, Bench, at
from tests.tasks.test_supervision import urged


@pytest.fixture
def press(bench: Bench, tmp_path: Path) -> Press:
    """A press that keeps its papers in a folder of the test; one form is enough for most."""
    return Press(bench.store, bench.law, bench.calendar, Shelf(), tmp_path / "kept", ("html",))


def urging(bench: Bench) -> Proposal:
    """The urging note of the bench's late case, all of it known to the book."""
    urged(bench)
    item = bench.item("urge")
    what = kind("urge_note")
    with bench.store.reading() as session:
        case = session.exec(select(Case).where(Case.number == bench.number)).one()
        about = subject(session, case, BASIC, item=item.id)
        now = at("2026-03-11T10:00")
        values = known(session, what, about, watch(session, now, bench.law, bench.calendar), "S1")
    return Proposal(what, about.matter, values, SUPERVISOR)


def handover(**said: Any) -> Proposal:
    """A duty sheet: a document on no case, so that nothing but its number is shared."""
    values = {
        "court": "北京市朝阳区人民法院",
        "court_code": BASIC,
        "office": "执行局",
        "issuer": "周演监",
        "day": "2026-03-02",
        "giver": "周演监",
        "taker": "钱演值",
        **said,
    }
    return Proposal(kind("duty_handover"), Matter(BASIC), values, SUPERVISOR)


def papers(bench: Bench) -> Sequence[IssuedPaper]:
    rows: list[IssuedPaper] = bench.rows(IssuedPaper)
    return rows


def test_an_issued_document_is_numbered_kept_and_a_fact_of_its_case(
    bench: Bench, press: Press
) -> None:
    paper = issue(replace(press, forms=("docx", "html")), urging(bench))
    assert paper.number == f"{BASIC}执催〔2026〕1号"
    for digest in paper.files.values():
        assert sealed(press.folder / digest) == digest
    said = in_word((press.folder / paper.files["docx"]).read_bytes())
    assert paper.number in said and "【演练】" in said and "草稿" not in said and "待填" not in said
    (fact,) = bench.rows(Fact, Fact.kind == "paper_issued")
    assert (fact.evidence, fact.evidence_hash) == (paper.number, paper.files["docx"])
    assert fact.payload["html"] == paper.files["html"] and fact.recorded_by == SUPERVISOR
    with bench.store.reading() as session:
        assert chain.verify_book(session).holds


def test_the_numbers_of_two_issuers_at_once_have_no_gap(bench: Bench, press: Press) -> None:
    def work(name: str) -> None:
        for turn in range(4):
            issue(press, handover(taker=f"{name}{turn}"))

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(work, name) for name in ("甲", "乙")]:
            done.result()
    assert [one.serial for one in papers(bench)] == list(range(1, 9))
    assert len({one.files["html"] for one in papers(bench)}) == 8


def test_what_fails_takes_no_number(bench: Bench, press: Press, tmp_path: Path) -> None:
    issue(press, handover())
    with pytest.raises(Incomplete, match="接班人（taker）"):
        issue(press, handover(taker=""))
    (tmp_path / "full").write_text("no folder", "utf-8")
    with pytest.raises(OSError, match="full"):  # after the number was taken
        issue(replace(press, folder=tmp_path / "full"), handover())
    assert issue(press, handover()).serial == 2


def test_a_courts_faulty_template_stops_the_issue(
    bench: Bench, press: Press, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "duty_handover.html.j2").write_text("<p>{{ taker }} {{ takr }}</p>", "utf-8")
    with pytest.raises(TemplateFault, match="takr"):
        issue(replace(press, shelf=Shelf(own)), handover())
    assert not papers(bench) and not press.folder.exists()


def test_series_count_apart_by_kind_and_by_year(bench: Bench, press: Press) -> None:
    issue(press, handover())
    assert issue(press, urging(bench)).number == f"{BASIC}执催〔2026〕1号"
    bench.reaches(at("2027-01-04T09:00"))
    assert issue(press, handover()).number == f"{BASIC}执交〔2027〕1号"


def test_a_new_version_names_the_one_it_replaces_and_only_one_may(
    bench: Bench, press: Press
) -> None:
    first = issue(press, handover())
    again = replace(handover(incidents="更正"), supersedes=first.number)
    second = issue(press, again)
    assert (second.version, second.supersedes_id, second.serial) == (2, first.id, 2)
    assert second.content["supersedes"] == first.number
    with pytest.raises(NotSuperseded, match="has replaced it already"):
        issue(press, again)
    with pytest.raises(NotSuperseded, match="no document of this kind"):
        issue(press, replace(handover(), supersedes="京0105执交〔2026〕99号"))
    assert [one.serial for one in papers(bench)] == [1, 2]


@pytest.mark.parametrize("act", ["UPDATE issued_paper SET title = 'x'", "DELETE FROM issued_paper"])
def test_what_was_issued_stands_for_ever(bench: Bench, press: Press, act: str) -> None:
    issue(press, handover())
    with pytest.raises(DBAPIError), bench.store.writing() as session:
        session.connection().execute(text(act))
