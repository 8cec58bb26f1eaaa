"""Kinds of reviews as data: loaded, checked against the law they name, retuned by a court."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import LegalClass
from rulebook.loading.loader import load
from tests.rulebook.casebook import LAW
from tests.rulebook.smallbook import faults, rule, write

KIND = """
[[review]]
id = "idle"
zh = "闲置"
en = "idle"
says_zh = "满十日"
says_en = "ten days"
cron = "10 8 * * 1-5"
to = ["owner", "director"]
legal_class = "internal"
limits = { days = [30, 10], least = 3 }
names = { passed_facts = ["filed"] }
source = { document = "本院规定", number = "示例院〔2024〕1号", article = "第1条" }
"""
COURT = '[profile]\nzh = "示例法院"\nen = "an example court"\nbase = "small"\n'


def book(root: Path, kind: str = KIND, retune: str = "") -> Lawbook:
    write(root, rule(), kind)
    if not retune:
        return load("small", root)
    return load("court", write(root, "", profile="court", profile_=COURT + retune))


def refused(root: Path, kind: str = KIND, retune: str = "") -> list[str]:
    write(root, rule(), kind)
    if not retune:
        return faults(root)
    return faults(write(root, "", profile="court", profile_=COURT + retune), "court")


def test_a_kind_is_read_with_its_figures_in_rising_order(tmp_path: Path) -> None:
    kind = book(tmp_path).reviews["idle"]
    assert (kind.numbers("days"), kind.number("least")) == ((10, 30), 3)
    assert [kind.mark("days", days) for days in (9, 10, 29, 300)] == [None, 10, 10, 30]
    assert (kind.named("passed_facts"), kind.advisory, kind.cron) == (
        ("filed",),
        False,
        "10 8 * * 1-5",
    )
    with pytest.raises(KeyError):
        kind.number("months")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"owner", "director"', '"owner", "directr"', "unknown role directr"),
        ('cron = "10 8 * * 1-5"', 'cron = "every day"', "is not five fields"),
        ("days = [30, 10]", 'days = ["ten"]', "days must be a whole number"),
        ('passed_facts = ["filed"]', 'passed_facts = ["filled"]', "unknown fact filled"),
        ('zh = "闲置"', 'zh = "闲置"\nnotee = "x"', "unknown key notee"),
        (
            'en = "idle"',
            'en = "idle"\nsign = [{ cause = "suspension" }]',
            "shows nothing: say facts or rules",
        ),
    ],
)
def test_a_kind_that_does_not_fit_the_law_does_not_load(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert any(fault in line for line in refused(tmp_path, KIND.replace(old, new)))


def test_two_sheets_for_one_way_of_closing_are_a_fault(tmp_path: Path) -> None:
    sheets = "".join(
        f'[[checksheet]]\nid = "{name}"\nzh = "表"\nmodes = ["执行完毕"]\nitems = ["一"]\n'
        for name in ("a", "b")
    )
    assert any("has another sheet" in line for line in refused(tmp_path, KIND + sheets))


def test_a_court_retunes_figures_receivers_and_schedule(tmp_path: Path) -> None:
    retune = '[[retune]]\nreview = "idle"\nlimits = { days = [5] }\nto = ["director"]\ncron = ""\n'
    kind = book(tmp_path, retune=retune).reviews["idle"]
    assert (kind.numbers("days"), kind.number("least"), kind.to) == ((5,), 3, ("director",))
    assert (kind.cron, kind.zh) == ("", "闲置")
    assert load("small", tmp_path).reviews["idle"].numbers("days") == (10, 30)


@pytest.mark.parametrize(
    ("retune", "fault"),
    [
        ('review = "idel"\nto = ["director"]', "unknown review idel, is idle meant?"),
        ('review = "idle"', "changes nothing"),
        ('review = "idle"\nlimits = { months = 3 }', "has no limit months"),
    ],
)
def test_a_retuning_that_fits_nothing_does_not_load(
    tmp_path: Path, retune: str, fault: str
) -> None:
    found = refused(tmp_path, retune=f"[[retune]]\n{retune}\n")
    assert any(fault in line for line in found)


def test_signs_of_conduct_are_advisory_and_no_kind_claims_law_without_an_article() -> None:
    signs = {kind.id for kind in LAW.reviews.values() if kind.advisory}
    assert signs >= {"no-act", "last-day", "pause-hopping", "served-later", "late-entry-spike"}
    for kind in LAW.reviews.values():
        assert not (kind.advisory and kind.legal_class is LegalClass.LEGAL)
        assert not (kind.legal_class is LegalClass.LEGAL and kind.source.number == "无文号")


def test_every_way_of_closing_has_a_check_sheet() -> None:
    field = LAW.facts["case_closed"].field("mode")
    assert field is not None
    modes = {mode for sheet in LAW.checksheets.values() for mode in sheet.modes}
    assert modes == {*field.choices, "终本"}
