"""The matrix of rights walked over the whole command line: every command asks, or is named here.

The table that was written by hand in `tests/rulebook/test_rights.py` says what is expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.main import get_command

from dueprocess.cli.main import app
from models.tables.account import AuditLine
from models.tables.officer import Officer, OfficerRole
from rulebook.access.matrix import Scope
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk
from tests.dueprocess.test_rights_live import (
    ACTS,
    ALL,
    APART,
    KINDS,
    MEANS,
    ROLES,
    furnished,
    number,
    staff,
)
from tests.rulebook.test_rights import CELLS

ENGINES = ("sqlite",)  # a right is the same on either

# What whoever commands the machine does with it: nobody's act (decision 10).
MACHINE = {
    *("up", "patrol", "deliver", "reconcile", "doctor", "import", "audit verify", "review run"),
    *("rehearse days-pass", "rehearse until", "rehearse simulate", "adapters collect"),
    "board",
    *("book found", "book show", "funds rebuild", "board link", "board token"),
}
# What speaks of the law and of no case.
LAW = {
    *("due", "facts", "papers check", "papers template", "papers variables", "review kinds"),
    *("bulletin definitions", "calendar check"),
    *("rules list", "rules show", "rules coverage", "rules links", "rules check", "rules lint"),
    *("rules diff", "rules pages"),
}
# Commands about one case or what hangs on it, as somebody of another court types them.
ABOUT_A_CASE: dict[str, str] = {
    "record": f"{TYPED} execution_notice_issued --on 2026-03-10",
    "case": TYPED,
    "explain": f"{TYPED} 003",
    "why-not": f"{TYPED} exec-notice-10d",
    "letters": TYPED,
    "interest": TYPED,
    "measures": TYPED,
    "conformance": f"--case {TYPED}",
    "funds show": TYPED,
    "funds claim": f"甲1 --from 京0105不明款专户 --into {TYPED} --evidence 凭证",
    "papers draft": f"urge_note {TYPED} --node 003",
    "papers issue": f"urge_note {TYPED} --node 003",
    "clock pause": f"{TYPED} 003 --cause 中止执行 --paper 裁定 --approved-by D001 --dry-run",
    "clock resume": f"{TYPED} 003 --dry-run",
    "clock extend": f"{TYPED} 003 --by-period 1:month --paper 批 --approved-by D001 "
    "--asked-on 2026-03-02 --dry-run",
    "letter issue": f"{TYPED} --due 2026-04-01 --problem 一 --opinion 二 --requirement 三 "
    "--contact 四",
    "letter name": f"{TYPED} 督1 --officer J001",
    "letter report": f"{TYPED} 督1 --evidence 报告",
    "letter return": f"{TYPED} 督1 --due 2026-04-01 --reason 不全",
    "letter withdraw": f"{TYPED} 督1 --reason 误发",
    "letter urge": f"{TYPED} 督1",
    "letter call-file": f"{TYPED} 督1",
    "letter designate": f"{TYPED} --court 京0106 --evidence 裁定",
    "item show": "1",
    "item issue": "1",
    "item urge": f"{TYPED} 003",
    "item decline": "1 --reason 不必",
    "item propose": f"{TYPED} 003 --level circulate --reason 屡次",
    "item ack": "1",
    "item reply": "1 --text 已办",
    "item return": "1 --reason 不全",
    "item verify": "1",
    "item done": f"{TYPED} 003",
    "item mute": f"{TYPED} 003 --until 2026-03-13 --reason 已在途",
    "item unmute": f"{TYPED} 003",
    "item object": f"{TYPED} 003 --reason 不实",
    "item answer": f"{TYPED} 003 --reason 属实 --uphold",
    "order issue": f"{TYPED} 003 --text 三日内发出 --source 抽查",
    "interview schedule": "1",
}
# Commands that name something the book has none of yet: the words are the same for both.
ABOUT_NOTHING: dict[str, str] = {
    "interview show": "1",
    "interview invitation": "1",
    "interview record": "1 --held-at 2026-03-10 --attendee 甲 --cause 乙",
    "papers show": "1",
    "review show": "1",
    "review sheet": "1",
    "review do": "1 --outcome 已纠正",
    "bulletin show": "京0105-2026-02",
    "bulletin issue": "京0105-2026-02",
    "bulletin erratum": "京0105-2026-02",
    "bulletin list": "京0105-2026-02 nodes.overdue",
}
# Commands over the whole book: within reach, or refused to who does not reach all of it.
LISTS = {
    *("today", "list", "monday", "export", "item list", "order list", "letter list"),
    *(
        "interview list",
        "adapters",
        "papers list",
        "funds ageing",
        "review queries",
        "review old-rounds",
    ),
    *("review resume", "review list"),
}
WHOLE: dict[str, str] = {
    "watch": "--once",
    "bulletin": "--period 2026-02",
    "handover": "",
    "bulletin log": "",
    "bulletin rank": "on --reason 试行 --court 京0105",
    "review sample": "--period 2026-02 --seed 1",
    "funds suspense": "--court 京0105",
    "funds reconcile": "{file} --month 2026-03",
    "rules simulate": "{file}",
    "rules transition": "",
    "calendar load": "{notice}",
    "subscribe list": "",
    "subscribe set": "J001 --channels folder",
    "subscribe address": "J001 email a@b.cn",
    "subscribe log": "",
}


def _every(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, one in getattr(command, "commands", {}).items():
        if getattr(one, "invoke_without_command", False):
            yield " ".join((*path, name))
        if hasattr(one, "commands"):
            yield from _every(one, (*path, name))
        elif not one.hidden and path[:1] != ("supervise",):  # `item` under its old name
            yield " ".join((*path, name))


@pytest.fixture
def beside(late: CourtDesk, monkeypatch: pytest.MonkeyPatch) -> CourtDesk:
    """A late case with an item, looked at by the supervisor of a court beside it."""
    from models.tables.court import Court

    with late.store.writing() as session:
        session.add(Court(code="京0106", name="北京市丰台区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="S106", name="钱演监", court_code="京0106"))
        session.flush()
        session.add(OfficerRole(officer_id="S106", role="node_supervisor"))
        session.add(OfficerRole(officer_id="S106", role="upper_supervisor"))
        session.add(OfficerRole(officer_id="S106", role="director"))
    monkeypatch.setenv("DUEPROCESS_OFFICER", "S106")
    return late


def test_every_command_is_walked_or_named_as_asking_nobody() -> None:
    known = MACHINE | LAW | set(ABOUT_A_CASE) | set(ABOUT_NOTHING) | LISTS | set(WHOLE)
    assert set(_every(get_command(app))) == known


@pytest.mark.parametrize("command", ABOUT_A_CASE)
def test_what_one_may_not_see_is_as_if_it_were_not_there(beside: CourtDesk, command: str) -> None:
    said = beside.is_refused(*command.split(), *ABOUT_A_CASE[command].split())
    assert "no case" in said or "no supervision item" in said
    assert "did you mean" not in said


@pytest.mark.parametrize("command", ABOUT_NOTHING)
def test_what_is_not_there_is_refused_in_a_line(beside: CourtDesk, command: str) -> None:
    beside.is_refused(*command.split(), *ABOUT_NOTHING[command].split())


@pytest.mark.parametrize("command", sorted(LISTS))
def test_lists_hold_nothing_of_another_court(
    beside: CourtDesk, command: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    more = {"list": ["overdue"], "export": ["ocel", "--out", str(out)]}.get(command, [])
    said = beside.does(*command.split(), *more).out
    written = out.read_text("utf-8") if out.exists() else ""
    assert NUMBER not in said + written and "1234" not in said + written


@pytest.mark.parametrize("command", WHOLE)
def test_what_is_of_the_whole_book_is_for_those_who_reach_it(
    beside: CourtDesk, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The handler of nothing is refused, and nobody else's book is shown."""
    with beside.store.writing() as session:
        session.add(Officer(id="J106", name="孙演", court_code="京0106"))
        session.flush()
        session.add(OfficerRole(officer_id="J106", role="case_handler"))
    monkeypatch.setenv("DUEPROCESS_OFFICER", "J106")
    file, notice = tmp_path / "file.csv", tmp_path / "notice.json"
    file.write_text("日期,金额,摘要\n2026-03-02,1.00,甲\n", "utf-8")
    said = {"year": 2031, "published_on": "2030-11-01", "papers": ["通知"], "days": []}
    notice.write_text(json.dumps(said), "utf-8")
    words = WHOLE[command].format(file=file, notice=notice).split()
    beside.is_refused(*command.split(), *words)


def test_a_refusal_and_a_look_leave_their_lines(beside: CourtDesk) -> None:
    beside.is_refused("case", TYPED)
    with beside.store.reading() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.officer_id == "S106")).all()
    assert ("read", NUMBER, "refused", "shell") in {
        (one.act, one.case_number, one.outcome, one.address) for one in lines
    }


def test_who_reads_and_who_acts_at_the_shell_is_noted(
    late: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    late.does("case", TYPED)
    monkeypatch.setenv("DUEPROCESS_OFFICER", "S001")
    late.does("case", TYPED)
    late.does("item", "mute", TYPED, "003", "--until", "2026-03-13", "--reason", "已在途")
    with late.store.reading() as session:
        lines = session.exec(select(AuditLine).order_by(AuditLine.id)).all()  # type: ignore[arg-type]
    kept = [(one.officer_id, one.act, one.detail, one.outcome) for one in lines]
    assert ("desk", "read", "", "done") in kept
    assert ("S001", "read", "", "done") in kept
    assert ("S001", "mute", "alerts_muted", "done") in kept


@pytest.fixture
def ranks(at_desk: Seated) -> CourtDesk:
    """An officer of every role, and cases of every sort."""
    return at_desk("rights", furnished)


def _answer(desk: CourtDesk, act: str, role: str, case: str) -> str:
    """Hidden, forbidden or open: what the shell says of an act on a case."""
    shown = number(role, case)
    if act == "read":
        said = desk.types("case", shown, "--json")
    else:
        words = ("record", shown, KINDS[act], "--on", "2026-03-19", "--by", staff(role))
        said = desk.types(*words)
    if "no case" in said.err:
        return "hidden"
    forbidden = ("没有可以“", "只能对", "不得对自己承办")
    return "forbidden" if any(word in said.err for word in forbidden) else "open"


def _expected(act: str, role: str, case: str) -> str:
    row = dict(zip(ACTS, CELLS[role], strict=True))
    if case not in MEANS[row["read"]]:
        return "hidden"
    may = case in MEANS[row[act]] and not (case == "own" and act in APART)
    return "open" if may else "forbidden"


@pytest.mark.parametrize("act", ["read", "verify", "letter"])
def test_every_role_does_at_the_shell_what_the_table_says(
    ranks: CourtDesk, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    astray = []
    for role in ROLES:
        monkeypatch.setenv("DUEPROCESS_OFFICER", staff(role))
        for case in ALL:
            found, expected = _answer(ranks, act, role, case), _expected(act, role, case)
            if found != expected:
                astray.append((role, case, found, expected))
    assert astray == []


def test_every_role_lists_at_the_shell_what_the_table_says(
    ranks: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ROLES:
        monkeypatch.setenv("DUEPROCESS_OFFICER", staff(role))
        scope = dict(zip(ACTS, CELLS[role], strict=True))["list"]
        if scope is Scope.NONE:
            assert "没有可以“查看清单”的职责" in ranks.is_refused("list", "overdue")
            continue
        shown = {row["case"] for row in ranks.does("list", "overdue", "--json").json}
        assert {case for case in ALL if number(role, case) in shown} == MEANS[scope], role
