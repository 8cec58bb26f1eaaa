"""`dueprocess export`: the book as an event log that keeps names to itself."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text
from sqlmodel import select

from models.tables.account import AuditLine
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from tests import conftest
from tests.dueprocess import ocelrules
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk, furnish

ENGINES = ("sqlite",)  # what the engines do differently is read in the tests that name both
BOTH = pytest.mark.parametrize("engine_name", conftest.ENGINES, indirect=True)

DEBTOR = "欠某人"
ACCOUNT = "6222000011112222"


@pytest.fixture
def busy(at_desk: Seated) -> CourtDesk:
    """A case with an asset under a measure, a corrected fact and a rung that fired."""
    return at_desk("busy", _busy)


def _busy(desk: CourtDesk) -> None:
    furnish(desk.store)
    desk.records("application_received", "2026-02-26", "--set", f"applicant={DEBTOR}")
    desk.records("filed", "2026-02-27", "--evidence", "立案登记表")
    desk.records("handler_assigned", "2026-02-27", "--set", "handler=J001", "--by", "L001")
    desk.records("file_received", "2026-02-27", "--by", "J001")
    asset = ("--subject", f"asset:{DEBTOR}的账户", "--evidence", f"{DEBTOR}查询结果")
    owner = ("owner", DEBTOR), ("relation", "被执行人本人"), ("registration", ACCOUNT)
    said = [word for name, value in owner for word in ("--set", f"{name}={value}")]
    desk.records("asset_identified", "2026-03-02", *asset, *said)
    frozen = ("--set", "category=银行存款", "--set", "method=冻结", "--set", "amount=1200.50")
    desk.records("asset_controlled", "2026-03-02", *asset, *frozen)
    desk.records("clue_received", "2026-03-02", "--subject", "clue:X1", "--by", "J001")
    desk.does("record", TYPED, "correction", "--on", "2026-03-02", "--corrects", "7",
              "--set", "void=true", "--set", "reason=误录")  # fmt: skip
    desk.does("rehearse", "until", "2026-03-06")


def written(desk: CourtDesk, folder: Path, *words: str) -> Any:
    """An OCEL export that keeps the standard's rules."""
    file = folder / "log.json"
    desk.does("export", "ocel", "--out", str(file), *words)
    return ocelrules.read(file)


def of_type(log: Any, kind: str) -> list[Any]:
    return [one for one in log["objects"] if one["type"] == kind]


def says(one: Any) -> dict[str, Any]:
    return {said["name"]: said["value"] for said in one["attributes"]}


def bonds(one: Any) -> set[tuple[str, str]]:
    return {(bond["qualifier"], bond["objectId"]) for bond in one["relationships"]}


def counted(desk: CourtDesk, table: str) -> int:
    with desk.store.reading() as session:
        return int(session.connection().execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one())


@BOTH
def test_every_fact_and_every_fired_rung_is_an_event_and_every_node_an_object(
    busy: CourtDesk, tmp_path: Path
) -> None:
    log = written(busy, tmp_path)
    fired = counted(busy, "rung_claim WHERE outcome = 'fired'")
    assert fired
    assert len(log["events"]) == counted(busy, "fact") + fired
    assert len(of_type(log, "node")) == counted(busy, "node")
    assert len(of_type(log, "item")) == counted(busy, "supervision_item")
    assert [one["id"] for one in of_type(log, "case")] == [NUMBER]
    assert [one["id"] for one in of_type(log, "court")] == ["京0105"]


def test_an_event_says_when_it_happened_when_it_was_entered_and_what_it_is_bound_to(
    busy: CourtDesk, tmp_path: Path
) -> None:
    log = written(busy, tmp_path, "--staff-numbers")
    (filed,) = [one for one in log["events"] if one["type"] == "filed"]
    assert filed["time"] == "2026-02-27T00:00:00+08:00"
    assert says(filed)["recorded_at"].startswith("2026-03-02T09:00")
    assert (says(filed)["zh"], says(filed)["paper"], says(filed)["stands"]) == ("立案", True, True)
    nodes = {one["id"]: says(one) for one in of_type(log, "node")}
    opened = {nodes[to]["rule"] for how, to in bonds(filed) if how == "opens"}
    assert "case-6m" in opened
    assert {("case", NUMBER), ("court", "京0105")} <= bonds(filed)
    (assigned,) = [one for one in log["events"] if one["type"] == "handler_assigned"]
    assert {("handler", "J001"), ("recorded_by", "L001")} <= bonds(assigned)


def test_names_and_numbers_of_people_stay_in_the_book(busy: CourtDesk, tmp_path: Path) -> None:
    for format_, name in (("ocel", "a.json"), ("xes", "a.xes")):
        file = tmp_path / name
        busy.does("export", format_, "--out", str(file))
        told = file.read_text("utf-8")
        assert NUMBER in told
        for kept in (DEBTOR, ACCOUNT, "误录", "沈演一", "J001", "民间借贷纠纷"):
            assert kept not in told


def test_a_subject_goes_by_its_number_and_is_bound_to_its_case(
    busy: CourtDesk, tmp_path: Path
) -> None:
    log = written(busy, tmp_path)
    (asset,) = of_type(log, "asset")
    assert (asset["id"], bonds(asset)) == (f"{NUMBER}/asset/1", {("case", NUMBER)})
    (frozen,) = [one for one in log["events"] if one["type"] == "asset_controlled"]
    (measure,) = of_type(log, "measure")
    assert {("asset", asset["id"]), ("makes", measure["id"])} <= bonds(frozen)
    assert ("asset", asset["id"]) in bonds(measure)
    assert says(frozen)["said_amount"] == says(measure)["worth"] == 1200.5


def test_a_fact_that_was_voided_is_told_and_says_that_it_does_not_stand(
    busy: CourtDesk, tmp_path: Path
) -> None:
    log = written(busy, tmp_path)
    stands = {one["type"]: says(one).get("stands") for one in log["events"]}
    assert (stands["clue_received"], stands["correction"], stands["asset_identified"]) == (
        False,
        False,
        True,
    )


def test_the_same_book_gives_the_same_file_and_the_same_pseudonyms(
    busy: CourtDesk, tmp_path: Path
) -> None:
    for name in ("a.json.gz", "b.json.gz"):
        busy.does("export", "ocel", "--out", str(tmp_path / name))
    one, other = ((tmp_path / name).read_bytes() for name in ("a.json.gz", "b.json.gz"))
    assert one == other
    log = json.loads(gzip.decompress(one))
    assert all(person["id"].startswith("P") for person in of_type(log, "officer"))


@BOTH
def test_only_what_happened_within_the_stretch_is_an_event(busy: CourtDesk, tmp_path: Path) -> None:
    stretch = ("--from", "2026-02-27", "--to", "2026-02-27")
    log = written(busy, tmp_path, *stretch)
    assert {one["type"] for one in log["events"]} == {"filed", "handler_assigned", "file_received"}
    log = written(busy, tmp_path, "--from", "2026-02-01", "--to", "2026-02-02")
    assert (log["events"], log["objects"]) == ([], [])


def test_a_trace_holds_its_events_in_order_and_the_rules_they_open(
    busy: CourtDesk, tmp_path: Path
) -> None:
    file = tmp_path / "log.xes"
    busy.does("export", "xes", "--out", str(file))
    root = ET.parse(file).getroot()
    (trace,) = root.findall("trace")
    told = [{said.get("key"): said.get("value") for said in one} for one in trace.iter("event")]
    assert [one["concept:name"] for one in told[:2]] == ["application_received", "filed"]
    assert sorted(told, key=lambda one: str(one["time:timestamp"])) == told
    assert "case-6m" in str(told[1]["opens"]).split()
    assert any(one["org:resource"] == "ladder" for one in told)


def test_a_rehearsal_is_marked(busy: CourtDesk, tmp_path: Path) -> None:
    (case,) = of_type(written(busy, tmp_path), "case")
    assert says(case)["mark"] == "【演练】"
    said = busy.does("export", "xes", "--out", str(tmp_path / "log.xes")).out
    assert said.startswith("【演练】")
    assert "【演练】" in (tmp_path / "log.xes").read_text("utf-8")


@pytest.fixture
def beside(busy: CourtDesk) -> CourtDesk:
    """The same desk, with a director of a court that has nothing to do with the case."""
    with busy.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="D106", name="钱演局", court_code="京0106"))
        session.flush()
        session.add(OfficerRole(officer_id="D106", role="director"))
        session.add(Officer(id="F001", name="郑演立", court_code="京0105"))
        session.flush()
        session.add(OfficerRole(officer_id="F001", role="filing_officer"))
    return busy


def test_an_officer_takes_away_no_more_than_rights_reach(beside: CourtDesk, tmp_path: Path) -> None:
    assert of_type(written(beside, tmp_path, "--by", "D001"), "case")
    assert not of_type(written(beside, tmp_path, "--by", "D106"), "case")
    assert not of_type(written(beside, tmp_path, "--court", "京0106"), "case")
    out = ("--out", str(tmp_path / "no.json"))
    assert "没有可以" in beside.is_refused("export", "ocel", *out, "--by", "F001")
    assert not (tmp_path / "no.json").exists()


def test_taking_the_book_away_leaves_a_line_in_the_audit(busy: CourtDesk, tmp_path: Path) -> None:
    written(busy, tmp_path, "--by", "D001")
    with busy.store.reading() as session:
        (line,) = session.exec(select(AuditLine).where(AuditLine.act == "export")).all()
    assert (line.officer_id, line.act, line.outcome) == ("D001", "export", "done")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("csv", "--out", "log.csv"), "choose one of ocel, xes"),
        (("ocel", "--out", "log.xes"), "log.xes is no file of ocel"),
        (("xes", "--out", "nowhere/log.xes"), "no folder nowhere"),
        (("xes", "--out", "log.xes", "--court", "京9"), "no court '京9'"),
        (("xes", "--out", "log.xes", "--from", "2026-02-30"), "there is no day 2026-02-30"),
        (("xes", "--out", "log.xes", "--from", "2026-03-02", "--to", "2026-03-01"), "lies after"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    desk: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert said in desk.is_refused("export", *words)
    assert [*tmp_path.glob("log.*")] == []
