"""Adapters: a node asks, an answer becomes facts with its paper, and a broken one bars nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from models.tables.message import Message
from models.tables.request import RequestState
from rulebook.loading.loader import national
from tasks.adapters.interface import interfaces
from tests.tasks.adapted import FOUND, LAUNCHED, NETWORK, Carrier, answer
from tests.tasks.conftest import Bench, at


@pytest.fixture
def carrier(bench: Bench, tmp_path: Path) -> Carrier:
    """A case whose handler has its file since 2 March; its run has worked once; it is 4 March."""
    bench.files()
    made = Carrier(bench, tmp_path / "home")
    made.works()
    bench.reaches(at("2026-03-04T09:00"))
    return made


def test_every_interface_names_rules_and_kinds_that_there_are() -> None:
    law = national()
    for one in interfaces().all:
        assert one.asked_by <= law.rules.keys()
        assert one.brings and one.brings <= law.facts.keys()
        assert set(one.planned) <= one.asked_by and set(one.planned.values()) <= law.rules.keys()


def test_a_clock_that_starts_asks_its_system_with_a_file(carrier: Carrier) -> None:
    assert carrier.round().sent.put == 1
    (asked,) = carrier.asked()
    assert asked["case"] == carrier.bench.number
    assert asked["rule"] == "network-query-5wd" and asked["rehearsal"] is True
    assert carrier.round().sent.put == 0, "not again in the same hour"


def test_an_answer_becomes_facts_and_the_file_is_their_paper(carrier: Carrier) -> None:
    carrier.round()
    text = answer(carrier.bench.number, [LAUNCHED, FOUND])
    carrier.drops("反馈.json", text)
    assert (carrier.round().taken.facts, carrier.lies("done")) == (2, ["反馈.json"])
    digest = sha256(text.encode()).hexdigest()
    launched, found = carrier.facts("network_query_launched", "asset_found")
    assert launched.evidence_hash == found.evidence_hash == digest
    assert (carrier.home / "evidence" / digest).read_text("utf-8") == text
    assert (found.subject_ref, found.payload["source"]) == ("房产1", "网络查询")
    assert found.source == "task"
    assert carrier.node_state("network-query-5wd") == "settled"
    assert [one.state for one in carrier.requests()] == [RequestState.ANSWERED]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_may_bear_chinese_headings(carrier: Carrier, encoding: str) -> None:
    head = "案号,事实,时间,对象,来源,可以线上控制,依据日期"
    row = f"{carrier.bench.number},查明被执行人财产,2026-03-03,账户1,网络查询,是,2026-03-03"
    carrier.drops("反馈.csv", f"{head}\n{row}\n,,,,,,\n".encode(encoding))
    assert carrier.round().taken.facts == 1
    (fact,) = carrier.facts("asset_found")
    assert fact.payload == {"source": "网络查询", "online": True}
    assert str(fact.evidence_on) == "2026-03-03"


def test_the_same_answer_under_another_name_adds_nothing(carrier: Carrier) -> None:
    text = answer(carrier.bench.number, [FOUND])
    for name in ("一.json", "二.json", "一.json"):
        carrier.drops(name, text)
        taken = carrier.round().taken
    assert (taken.facts, taken.again) == (0, 1)
    assert len(carrier.facts("asset_found")) == 1
    assert carrier.lies("failed") == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.json", "{", "no JSON"),
        ("x.json", "[]", "tells no fact"),
        ("x.json", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        ("x.csv", "case,kind\n1,2,3\n", "not as many cells"),
        ("x.json", '[{"kind": "case_closed", "case": "N", "on": "2026-03-03"}]', "brings no"),
        ("x.json", '[{"kind": "asset_found", "case": "N"}]', "on is missing"),
        ("x.json", '[{"kind": "asset_found", "case": "N", "on": "soon"}]', "soon"),
        ("x.json", '[{"kind": "asset_found", "case": "N", "on": "2026-03-03", "q": 1}]', "no key"),
        ("x.json", answer("（2026）京0105执999号", [FOUND]), "no case"),
    ],
)
def test_a_broken_file_is_put_aside_with_its_reason_and_one_alert(
    carrier: Carrier, name: str, content: str | bytes, why: str
) -> None:
    carrier.drops(name, content)
    assert carrier.round().taken.failed == 1
    assert carrier.lies("failed") == [name, f"{name}.reason"]
    (reason,) = (carrier.way().folder / "failed").glob("*.reason")
    assert why in reason.read_text("utf-8") and reason.read_text("utf-8").count("\n") == 1
    carrier.drops(name, content)
    carrier.round()
    assert len([m for m in carrier.bench.rows(Message) if "未能入册" in m.subject]) == 1
    assert not list((carrier.home / "evidence").glob("*"))


def test_a_file_stands_whole_or_not_at_all(carrier: Carrier) -> None:
    wrong = FOUND | {"subject": "", "kind": "asset_found"}
    carrier.drops("x.json", answer(carrier.bench.number, [LAUNCHED, wrong]))
    carrier.round()
    assert carrier.facts("network_query_launched", "asset_found") == []
    carrier.drops("x.json", answer(carrier.bench.number, [LAUNCHED, FOUND]))
    assert carrier.round().taken.facts == 2


def test_a_broken_file_does_not_stop_the_next_one(carrier: Carrier) -> None:
    carrier.drops("a.json", "{")
    carrier.drops("b.json", answer(carrier.bench.number, [FOUND]))
    taken = carrier.round().taken
    assert (taken.files, taken.failed, taken.facts) == (2, 1, 1)


def test_a_file_that_is_still_being_written_is_left_alone(carrier: Carrier) -> None:
    carrier.drops("a.json.part", "{")
    carrier.drops(".b.json", "{")
    assert carrier.round().taken.files == 0
    assert "a.json.part" in carrier.lies("in")


def test_silence_is_asked_again_and_then_told(carrier: Carrier) -> None:
    one = next(one for one in interfaces().all if one.id == NETWORK)
    put = 0
    for _ in range(one.tries + 2):
        put += carrier.round().sent.put
        carrier.hours_pass(int(one.again_after.total_seconds()) // 3600)
    assert put == one.tries
    assert len(carrier.asked()) == 1, "asked again it is the same file"
    assert [request.state for request in carrier.requests()] == [RequestState.GIVEN_UP]
    told = [m for m in carrier.bench.rows(Message) if "未获反馈" in m.subject]
    assert len({m.officer_id for m in told}) == len(told) >= 1
    assert "J1" in {m.officer_id for m in told}


def test_a_question_whose_node_has_ended_is_not_put(carrier: Carrier) -> None:
    carrier.bench.says("network_query_launched", at("2026-03-04T10:00"))
    assert carrier.round().sent.dropped == 1
    assert carrier.asked() == []
