"""A change file is laid into the book for a trial; the book itself stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.loading.changing import changed
from rulebook.loading.faults import LawFaults, UnknownProfile
from rulebook.time.period import Period
from tests.rulebook.casebook import LAW

SHORTER = """
[[change]]
rule = "assign-handler-7d"
period = "5:day"

[[change.example]]
origin = "2026-03-02"
due = "2026-03-09"
"""


def laid(folder: Path, text: str, profile: str = "national") -> object:
    path = folder / "change.toml"
    path.write_text(text, "utf-8")
    return changed(profile, None, path)


def test_a_key_of_a_rule_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "change.toml"
    path.write_text(SHORTER, "utf-8")
    law = changed("national", None, path)
    rule, before = law.rules["assign-handler-7d"], LAW.rules["assign-handler-7d"]
    assert rule.term is not None
    assert rule.term.period == Period.parse("5:day")
    assert (rule.zh, rule.source, rule.settles) == (before.zh, before.source, before.settles)
    assert law.version != LAW.version
    assert len(law.rules) == len(LAW.rules)


def test_a_rule_is_dropped_and_one_is_added(tmp_path: Path) -> None:
    path = tmp_path / "change.toml"
    path.write_text(
        """
[[drop]]
rule = "network-query-5wd"

[[rule]]
id = "network-query-3wd"
zh = "发起网络查控（试算）"
en = "launch the network query (trial)"
code = "004"
stage = "C"
kind = "deadline"
subject = "case"
origin = ["file_received"]
settles = ["network_query_launched"]
role = "case_handler"
period = "3:working_day"
legal_class = "internal"
status = "verified"
effective_from = 2026-01-01
ladder = "default"
source = { document = "试算", number = "无", article = "第1条" }
example = [{ origin = "2026-03-02", due = "2026-03-05" }]
""",
        "utf-8",
    )
    law = changed("national", None, path)
    assert "network-query-5wd" not in law.rules
    assert law.rules["network-query-3wd"].code == "004"


def test_an_overlays_tightening_may_be_tried_on_the_national_book(tmp_path: Path) -> None:
    path = tmp_path / "change.toml"
    path.write_text(
        """
[[tighten]]
rule = "exec-notice-10d"
period = "5:day"
effective_from = 2026-01-01
source = { document = "试算", number = "无", article = "第1条" }
example = [{ origin = "2026-03-02", due = "2026-03-09" }]
""",
        "utf-8",
    )
    law = changed("national", None, path)
    assert law.rules["exec-notice-10d"].term == LAW.rules["exec-notice-10d"].term
    assert [one for one in law.rules if one.startswith("exec-notice-10d@")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "changes nothing"),
        ("[[change]", "cannot be read as TOML"),
        ('[[change]]\nrule = "none"\nperiod = "1:day"', "names no rule"),
        ('[[change]]\nrule = "case-6m"', "or no key"),
        ('[[drop]]\nrule = "none"', "names no rule"),
        ("[rules]\nx = 1", "is no part of a change"),
        (SHORTER.replace("2026-03-09", "2026-03-10"), "comes out as 2026-03-09"),
        (SHORTER.replace("5:day", "5:fortnight"), "cannot read the period"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(LawFaults, match=words):
        laid(tmp_path, text)


def test_a_missing_file_and_an_unknown_profile_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LawFaults, match="cannot be read"):
        changed("national", None, tmp_path / "none.toml")
    with pytest.raises(UnknownProfile):
        laid(tmp_path, SHORTER, "nowhere")
