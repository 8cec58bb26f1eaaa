"""A court without any interface: questions leave as files, answers come back as facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from models.tables.fact import Fact
from tasks.adapters.round import make_round
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执312号"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_node_asks_by_file_and_is_settled_by_a_file(
    worked_court: Court, runs: Runs, tmp_path: Path
) -> None:
    court, home = worked_court, tmp_path / "home"
    folder = home / "adapters" / "network_query"

    # The handler has the file on Friday: the run opens node 004, which asks for itself.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-13", evidence="移送单")
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "004 发起网络查控 · opened")
    assert make_round(court.store, court.law, court.calendar, home).sent.put == 1
    (question,) = (folder / "out").glob("*.json")
    asked = json.loads(question.read_text("utf-8"))
    assert (asked["case"], asked["rule"]) == (NUMBER, "network-query-5wd")

    # On Tuesday a disk comes back with two answers, one of them broken.
    court.comes("2026-02-24", EVENING)
    facts = [
        {"kind": "network_query_launched", "on": "2026-02-14", "evidence_on": "2026-02-14"},
        {
            "kind": "asset_found",
            "on": "2026-02-24",
            "subject": "账户1",
            "details": {"source": "网络查询", "online": True},
        },
    ]
    answer = {"case": NUMBER, "request": asked["key"], "facts": facts}
    (folder / "in" / "反馈.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    (folder / "in" / "坏盘.json").write_bytes(b"{")
    taken = make_round(court.store, court.law, court.calendar, home).taken
    assert (taken.files, taken.facts, taken.failed) == (2, 2, 1)
    node = court.node(NUMBER, "network-query-5wd")
    assert (node.state, node.timeliness) == ("settled", "in_time")
    with court.store.reading() as session:
        rows = session.exec(select(Fact).where(Fact.source == "task")).all()
        papers = {row.evidence_hash for row in rows}
    assert len(rows) == 2 and len(papers) == 1
    assert (home / "evidence" / papers.pop()).exists()
    (reason,) = (folder / "failed").glob("*.reason")
    assert "no JSON" in reason.read_text("utf-8")

    # The run shows what followed, the broken file bars nothing, and nothing is asked again.
    court.patrols()
    runs.shows(run_id, "004 发起网络查控 · settled")
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    court.comes("2026-02-26")
    traffic = make_round(court.store, court.law, court.calendar, home)
    assert (traffic.sent.put, traffic.taken.files) == (0, 0)
    court.chains_hold()
