"""`dueprocess conformance`: where cases leave the lawful order, by constraint, case and article."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from dueprocess.cli.main import run
from dueprocess.replaying.replay import replayed
from dueprocess.simulator.simulation import Simulation
from models.reading.traces import EVERYTHING, Wanted
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.case.payload import moment
from rulebook.order.bench import Bench
from rulebook.order.constraint import Weight
from rulebook.order.model import declared
from rulebook.order.tally import Tally
from rulebook.order.weighing import weighing
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.simulated import CALENDAR, LAW

ENGINES = ("sqlite",)  # the reading is the export's, which is tried on both


def found(desk: CourtDesk, *words: str) -> dict[str, Any]:
    """What is asked of the case, by the constraint's id."""
    said = desk.types("conformance", "--json", *words)
    assert (said.code, said.err) == (0, "")
    return {one["id"]: one for one in said.json["constraints"]}


def test_an_overdue_duty_is_named_with_its_article_its_case_and_its_fact(late: CourtDesk) -> None:
    line = found(late)["response:exec-notice-3d-2006"]
    assert (line["asked"], line["faults"], line["cases"]) == (1, {"overdue": 1}, 1)
    assert "法发〔2006〕35号" in line["article"]
    (place,) = line["places"]
    assert (place["case"], place["kind"], place["way"]) == (NUMBER, "file_received", None)
    shown = late.does("conformance").out
    assert f"{NUMBER}  第4项 2026-02-27 承办人收到案件材料  逾期未办" in shown
    assert "【演练】1 案 cases" in shown


def test_a_case_that_is_on_time_has_no_deviation(filed: CourtDesk) -> None:
    said = filed.does("conformance", "--fail-on", "note")
    assert "没有偏离 no deviation" in said.out


def test_only_findings_at_or_above_the_level_give_exit_code_one(late: CourtDesk) -> None:
    worst = late.does("conformance", "--json").json["worst"]
    assert worst in {"note", "warning"}
    assert late.types("conformance", "--fail-on", "note").code == 1
    assert late.types("conformance", "--fail-on", "error").code == 0


def test_an_objection_entered_behind_the_enforcement_it_barred_is_an_error(
    filed: CourtDesk,
) -> None:
    claim = ("--subject", "third_claim:T1", "--evidence", "送达回证")
    filed.records("claim_notice_served", "2026-02-27", *claim, "--set", "third_party=某公司")
    filed.does("rehearse", "until", "2026-03-20")
    filed.records("claim_enforced", "2026-03-19", *claim)
    assert filed.types("conformance").code == 0
    filed.records("claim_objected", "2026-03-05", *claim)
    said = filed.types("conformance")
    assert said.code == 1
    assert "第三人没有对全部债权提出异议" in said.out
    assert "第6项 2026-03-19 裁定对第三人强制执行（T1）  已有不得办理的情形" in said.out


def test_one_case_can_be_asked_for_and_a_strange_one_is_refused(late: CourtDesk) -> None:
    assert "1 案 cases" in late.does("conformance", "--case", TYPED).out
    assert "no case" in late.is_refused("conformance", "--case", "(2026)京0105执9号")


def test_a_stretch_counts_what_was_begun_within_it(late: CourtDesk) -> None:
    told = late.does("conformance", "--from", "2026-03-01").out
    assert "0 次适用 asked" in told
    assert found(late, "--to", "2026-02-27")["response:exec-notice-3d-2006"]["asked"] == 1


def test_an_officer_sees_no_more_than_lists_show(late: CourtDesk) -> None:
    with late.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="D106", name="钱演局", court_code="京0106"))
        session.flush()
        session.add(OfficerRole(officer_id="D106", role="director"))
    assert "0 案 cases" in late.does("conformance", "--by", "D106").out
    assert "no case" in late.is_refused("conformance", "--case", TYPED, "--by", "D106")
    assert "1 案 cases" in late.does("conformance", "--by", "D001").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fail-on", "bad"), "is no level"),
        (("--court", "京9"), "no court '京9'"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "lies after"),
        (("--from", "gestern"), "gestern"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    desk: CourtDesk, words: tuple[str, ...], said: str
) -> None:
    assert said in desk.is_refused("conformance", *words)


def test_the_model_can_be_read_by_people_and_by_programs(desk: CourtDesk) -> None:
    shown = desk.does("conformance", "--model").out
    assert "恰好一次 立案在一案中恰好一次" in shown
    told = desk.does("conformance", "--model", "--json").json
    assert len(told["constraints"]) == len(declared(LAW).constraints)
    by_id = {one["id"]: one for one in told["constraints"]}
    assert by_id["succession:case-6m"]["first"] == ["filed"]
    assert by_id["succession:case-6m"]["needed"]["source"] == "gate:case-must-be-filed"


@pytest.fixture(scope="session")
def replay(year: Simulation) -> Tally:
    """A dozen simulated cases, each of them lawful by the gates, replayed."""
    office = year.office
    bench = Bench(LAW, declared(LAW), weighing(), CALENDAR, office.now())
    with office.store.reading() as session:
        return replayed(session, EVERYTHING, bench, 10_000, lambda done, total: None)


def test_lawful_cases_break_no_order(replay: Tally) -> None:
    assert replay.cases == 12
    assert sum(line.asked for line in replay.lines) > 500
    astray = [line for line in replay.lines if line.deviates]
    assert [line.constraint.id for line in astray if line.constraint.weight is Weight.ERROR] == []
    order = [line.constraint for line in astray if not line.constraint.answers]
    gates = {one.source.removeprefix("gate:") for one in order}
    assert not any(LAW.gates[name].refuses for name in gates)


def test_what_is_late_is_late_by_the_book_s_clocks_and_nothing_else_is(
    year: Simulation, replay: Tally
) -> None:
    clocked = declared(LAW).by_clock
    query = text("SELECT rule_id, state, timeliness FROM node WHERE timeliness LIKE 'late%'")
    with year.office.store.reading() as session:
        late = Counter(
            (clocked[rule].id, "unanswered" if state == "moot" else "late")
            for rule, state, _ in session.connection().execute(query)
            if rule in clocked
        )
    told = Counter(
        (place.constraint, place.fault.value)
        for line in replay.lines
        for place in line.places
        if line.constraint.answers and place.fault.value in {"late", "unanswered"}
    )
    assert late
    assert told == late


def test_a_stretch_of_the_simulated_year_is_a_part_of_the_whole(
    year: Simulation, replay: Tally
) -> None:
    bench = Bench(LAW, declared(LAW), weighing(), CALENDAR, year.office.now())
    sums = []
    for bounds in ((None, "2024-06-01"), ("2024-06-01", None)):
        since, until = (moment(day) if day else None for day in bounds)
        with year.office.store.reading() as session:
            part = replayed(session, Wanted(since=since, until=until), bench, 1, lambda *_: None)
        sums.append(sum(line.asked for line in part.lines))
    assert sum(sums) == sum(line.asked for line in replay.lines)


def test_the_command_tells_the_same_of_the_simulated_year(
    year: Simulation, replay: Tally, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", year.office.store.url)
    capsys.readouterr()
    assert run(("conformance", "--json", "--rows", "1")) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["cases"], said["deviating"]) == (replay.cases, replay.deviating)
