"""The check of the law and the comparison of two books, as the desk types them."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from tests.dueprocess.court import CourtDesk
from tests.rulebook.smallbook import rule, write


def test_a_faultless_law_is_one_line_of_counts(nowhere: CourtDesk) -> None:
    page = nowhere.does("rules", "lint", "--profile", "small-court-12").out
    assert page.count("\n") == 1
    assert "no fault: small-court-12@" in page and "worked examples" in page


def test_each_fault_is_one_line_with_its_file_and_entry(nowhere: CourtDesk, tmp_path: Path) -> None:
    write(tmp_path, rule(ladder='"defualt"'), rule("bare", settles='["closed"]', example=""))
    for command in ("lint", "check"):
        said = nowhere.types("rules", command, str(tmp_path))
        assert (said.code, said.out) == (2, "")
        first, second = said.err.splitlines()
        assert first.endswith("rules.toml: rule notice: unknown ladder defualt, is default meant?")
        assert "rules.toml: rule bare: no worked example: add an [[rule.example]]" in second


def test_two_profiles_are_compared(nowhere: CourtDesk) -> None:
    answer = nowhere.does("rules", "diff", "national", "small-court-12", "--json").json
    assert "exec-notice-10d@small-court-12" in answer["rules"]["added"]
    assert {
        "id": "complete-investigation-1m",
        "key": "ladder",
        "from": "default",
        "to": "early-word",
    } in answer["rules"]["changed"]
    assert answer["gates"] == {"added": [], "removed": [], "changed": []}
    page = nowhere.does("rules", "diff", "national", "small-court-12").out
    assert "+ exec-notice-10d@small-court-12" in page
    assert "no difference" in nowhere.does("rules", "diff", "national", "national").out
    assert "choose one of" in nowhere.is_refused("rules", "diff", "national", "nowhere")


def test_a_courts_own_nodes_are_listed_with_the_codes_they_hold(nowhere: CourtDesk) -> None:
    page = nowhere.does("rules", "links", "--profile", "small-court-12").out
    assert "执行通知" in page and "003 发出执行通知书、039 执行文书" in page
    assert max(map(cell_len, page.splitlines())) <= 100
    links = nowhere.does("rules", "links", "--profile", "official-40", "--json").json
    assert [link["codes"] for link in links] == [[f"{number:03}"] for number in range(1, 41)]
    assert "official codes" in nowhere.does("rules", "links").out
