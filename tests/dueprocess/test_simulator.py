"""The court simulator: lawful by the gates, the same for a seed, and clean by the doctor."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Select, Table, select, text

from dueprocess.cli.main import run
from dueprocess.simulator.act import Act, InDays
from dueprocess.simulator.inspection import inspect
from dueprocess.simulator.life import Life
from dueprocess.simulator.remedy import Remedy, asked, remedy
from dueprocess.simulator.simulation import Simulation
from dueprocess.simulator.tracks.errand import errands
from models import clock
from models.doctor.doctor import Level, examine
from models.founding import found
from models.store import Store
from models.tables.schema import metadata
from rulebook.case.casefile import FactView
from rulebook.gates import asking
from rulebook.gates.question import Question
from tests.dueprocess.simulated import CALENDAR, LAW, TOWN, simulated
from tests.rulebook.casebook import Casebook, at


def rows(simulation: Simulation, statement: str) -> list[tuple[object, ...]]:
    with simulation.office.store.reading() as session:
        return [tuple(row) for row in session.connection().execute(text(statement))]


def test_a_year_leaves_no_error_for_the_doctor(year: Simulation) -> None:
    office = year.office
    every = examine(office.store, office.law, office.calendar)
    assert [one for one in every if one.level is Level.ERROR] == []


def test_an_inspection_mends_what_the_doctor_finds_by_its_own_advice(folder: Path) -> None:
    done = simulated(folder / "inspected.db", 6, date(2024, 11, 4), seed=11)
    office = done.office
    mended = inspect(office, TOWN)
    every = examine(office.store, office.law, office.calendar)
    assert mended
    assert [one for one in every if one.level > Level.NOTE] == []
    assert inspect(office, TOWN) == 0


def test_cases_go_through_more_than_their_filing(year: Simulation) -> None:
    states = {state for (state,) in rows(year, "SELECT DISTINCT state FROM enforcement_case")}
    assert len(states) > 1
    assert len(year.tally.recorded) > 100
    assert year.tally.refused  # the gates were asked, and did refuse


def test_nothing_that_a_gate_refused_stands(year: Simulation) -> None:
    """Each fact, put to the gates again behind those before it, passes."""
    fact, case = metadata.tables["fact"], metadata.tables["enforcement_case"]
    with year.office.store.reading() as session:
        numbers = session.connection().execute(select(case.c.id).order_by(case.c.id)).scalars()
        looked = [session.connection().execute(_of(fact, one)).all() for one in [*numbers][:3]]
    assert len(looked) == 3 and min(map(len, looked)) > 1
    for chain in looked:
        views = [_view(row) for row in chain]
        for place, one in enumerate(views):
            question = Question(tuple(views[:place]), one, LAW, CALENDAR, one.recorded_at)
            assert asking.ask(question).refusals == ()


def test_the_same_seed_records_the_same_facts_and_another_does_not(folder: Path) -> None:
    spring = date(2024, 3, 29)
    one, same, other = (
        simulated(folder / f"{name}.db", 3, spring, seed).office.digest()
        for name, seed in (("one", 7), ("same", 7), ("other", 8))
    )
    assert one == same != other


def test_a_live_book_is_not_simulated_in(unfounded: Store, told: Callable[..., str]) -> None:
    found(unfounded, "live")
    assert "found a rehearsal book" in told(unfounded, "--cases", "1")
    with unfounded.reading() as session:
        assert session.connection().execute(text("SELECT COUNT(*) FROM court")).scalar() == 0


def test_a_book_is_simulated_in_only_once(year: Simulation, told: Callable[..., str]) -> None:
    assert "simulated in this book already" in told(year.office.store, "--cases", "1")


@pytest.mark.parametrize(("option", "given"), [("--cases", "0"), ("--years", "51")])
def test_a_simulation_of_nothing_or_too_much_is_a_mistake(
    store: Store, told: Callable[..., str], option: str, given: str
) -> None:
    assert f"{option}: give a whole number" in told(store, option, given)


def test_the_command_sums_up_and_asks_the_doctor(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
    monkeypatch.setattr(
        "dueprocess.cli.running.simulating._in_years", lambda day, years: date(2026, 3, 20)
    )
    assert run(("rehearse", "simulate", "--cases", "2", "--years", "1", "--json")) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"digest", "cases", "facts", "late_share", "refused", "coverage", "doctor"} <= set(said)
    assert said["coverage"]["rules"]["touched"] > 0
    with store.reading() as session:
        assert clock.now(session).date() == date(2026, 3, 20)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What `rehearse simulate` says when it is refused."""

    def refused(store: Store, *words: str) -> str:
        monkeypatch.setenv("DUEPROCESS_DATABASE_URL", store.url)
        capsys.readouterr()
        assert run(("rehearse", "simulate", *words)) == 2
        return capsys.readouterr().err

    return refused


def life(book: Casebook) -> Life:
    """A case whose file is the casebook's."""
    one = Life(
        number="（2026）演010101执1号",
        place=0,
        law=LAW,
        town=TOWN,
        rng=Random(1),
        handler="Y001",
        matter="民商事裁判",
        claim=Decimal(100_000),
        today=date(2026, 3, 2),
    )
    one.file = book.facts
    return one


def mended(book: Casebook, act: Act, on: str) -> Remedy | None:
    """What the clerk makes of the gates' answer."""
    one = life(book)
    seen = asked(act.kind, at(on, 10), act, LAW.facts[act.kind].subject, "Y001")
    question = Question(tuple(book.facts), seen, LAW, CALENDAR, at(on, 20))
    refusals = asking.ask(question).refusals
    assert refusals
    return remedy(one, act, seen, refusals, CALENDAR)


def filed() -> Casebook:
    book = Casebook()
    book.happens("application_received", "2026-01-05")
    book.happens("filed", "2026-01-05")
    book.happens("handler_assigned", "2026-01-05", handler="Y001")
    return book


def test_a_clerk_first_does_what_the_gate_found_missing() -> None:
    act = Act("limitation_plea_ruled", says={"upheld": False})
    way = mended(filed(), act, "2026-03-02")
    assert way is not None
    assert [one.kind for one in way.first] == ["limitation_plea_raised"]


def test_a_clerk_waits_out_a_term_that_has_not_run() -> None:
    book = filed()
    book.happens("claim_notice_served", "2026-03-02", "T1", third_party="某公司")
    way = mended(book, Act("claim_enforced", "T1"), "2026-03-05")
    assert way is not None
    assert way.days >= 15


def test_a_clerk_names_what_the_gate_asks_to_be_said() -> None:
    act = Act("funds_deferred", "K1", {})
    book = filed()
    book.happens("funds_received", "2026-02-02", "K1", amount="100.00")
    way = mended(book, act, "2026-03-02")
    assert way is None or {"reason", "director", "leader"} <= set(way.act.says)


def test_a_clerk_pays_what_is_left_before_the_case_is_fully_performed() -> None:
    book = filed()
    book.happens("claim_stated", "2026-01-08", claim="900.00", interest="0", costs="9.00")
    act = Act("case_closed", says={"mode": "执行完毕", "ground": "履行"})
    way = mended(book, act, "2026-03-02")
    assert way is not None
    said = {one.kind: one.says.get("amount") for one in way.first}
    assert said == {
        "debt_paid_directly": "900.00",
        "funds_received": "9.00",
        "execution_costs_taken": "9.00",
        "debt_performed": None,
    }
    assert way.act.says["notice_reason"], "nobody was told: why not is said"


def test_a_clerk_supplies_the_very_decision_that_is_asked_for() -> None:
    act = Act("detention_begun", "F1", {"ends_on": "2026-03-10"})
    way = mended(filed(), act, "2026-03-02")
    assert way is not None
    assert [(one.kind, one.says["measure"]) for one in way.first] == [("sanction_decided", "拘留")]


def test_a_clerk_keeps_a_figure_within_its_share() -> None:
    says = {"amount": "10.00", "annual_rent": "100.00"}
    way = mended(filed(), Act("housing_rent_reserved", "R1", says), "2026-03-02")
    assert way is not None
    assert way.act.says["amount"] == "800.00"


def test_what_the_case_itself_forbids_is_given_up() -> None:
    book = filed()
    book.happens("case_closed", "2026-02-02", mode="执行完毕")
    assert mended(book, Act("investigation_started"), "2026-03-02") is None


def test_days_are_named_when_the_act_is_done() -> None:
    act = Act("letter_received", "L1", {"due_on": InDays(3), "sender": "某院"})
    assert act.saying(date(2026, 2, 27)) == {"due_on": "2026-03-02", "sender": "某院"}


def test_a_form_is_filled_in_lawfully_for_every_kind_of_fact() -> None:
    one = life(filed())
    for kind in LAW.facts.values():
        act = one.act(kind.id, "" if kind.subject == "case" else "N1")
        said = asked(kind.id, at("2026-03-02", 10), act, kind.subject, "Y001")
        question = Question(tuple(one.file), said, LAW, CALENDAR, at("2026-03-02", 20))
        assert [no for no in asking.ask(question).refusals if no.gate == "wellformed"] == []


def test_every_rare_act_is_one_that_a_gate_guards_and_that_does_not_end_the_case() -> None:
    acts = [LAW.facts[kind] for kind in TOWN.errands["acts"]]
    assert all(LAW.gates_before(one.id) and not one.to_state for one in acts)


def test_every_errand_is_a_clock_that_a_plain_fact_opens() -> None:
    every = errands(LAW, TOWN)
    assert len(every) > 50
    assert {rule.id for rule in every}.isdisjoint(TOWN.errands["never"])


def _of(fact: Table, case: int) -> Select[Any]:
    return select(fact).where(fact.c.case_id == case).order_by(fact.c.seq)


def _view(row: Any) -> FactView:
    return FactView(*(getattr(row, name) for name in FactView._fields))
