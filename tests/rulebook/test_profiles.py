"""A court's overlay: tighter limits, other names and ladders, its own nodes; never a looser law."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.payload import moment
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import LegalClass
from rulebook.loading.faults import UnknownProfile
from rulebook.loading.loader import load
from rulebook.loading.tightening import FIRST, LAST, first_later
from rulebook.time.calendar import national
from rulebook.time.counting import due
from rulebook.time.period import Period, Roll, Term, Unit
from tests.rulebook.casebook import Casebook
from tests.rulebook.smallbook import faults, gate, rule, write

HEAD = '[profile]\nzh = "示例法院"\nen = "an example court"\nbase = "small"\n'
SOURCE = 'source = { document = "本院规定", number = "示例院〔2024〕1号", article = "第1条" }'
LINK = '[[link]]\nno = 1\nzh = "立案"\nen = "filing"\ncodes = ["001", "003"]\n'
BASE = (
    rule(ladder='"default"', code='"003"'),
    rule("claim", kind='"limitation"', role='"debtor"', settles=""),
    rule("named", kind='"appointed"', appointed='"starts_on"', period=""),
    gate("sale", "sold", 'has = ["seized"]'),
)


def tighten(period: str = "5:day", example: str = "2024-09-30 2024-10-08", **keys: str) -> str:
    said = {"rule": '"notice"', "period": f'"{period}"', "effective_from": "2024-01-01"} | keys
    origin, _, on = example.partition(" ")
    lines = [f"{key} = {value}" for key, value in said.items() if value]
    proof = f'[[tighten.example]]\norigin = "{origin}"\ndue = "{on}"' if example else ""
    return "\n".join(["[[tighten]]", *lines, SOURCE, proof, ""])


def overlay(root: Path, *parts: str, head: str = HEAD, base: tuple[str, ...] = BASE) -> Path:
    write(root, *base)
    return write(root, "", profile="court", profile_=head + "\n".join(parts))


def court(root: Path, *parts: str) -> Lawbook:
    return load("court", overlay(root, *parts))


def refused(root: Path, *parts: str, head: str = HEAD) -> list[str]:
    return faults(overlay(root, *parts, head=head), "court")


def test_an_overlay_is_the_law_of_its_base_under_its_own_name(tmp_path: Path) -> None:
    found = court(tmp_path)
    below = load("small", tmp_path)
    assert found.profile.zh == "示例法院"
    assert found.version.startswith("court@")
    assert found.rules["notice"].version == below.rules["notice"].version
    assert (found.facts.keys(), found.gates.keys()) == (below.facts.keys(), below.gates.keys())
    assert below.profile.id == "small"


def test_an_overlay_may_be_laid_over_an_overlay(tmp_path: Path) -> None:
    overlay(tmp_path, tighten())
    head = HEAD.replace('"small"', '"court"')
    own = tighten("4:day", "2024-03-01 2024-03-05").replace("示例院", "示例分院")
    write(tmp_path, "", profile="branch", profile_=head + own)
    found = load("branch", tmp_path)
    assert {"notice", "notice@court", "notice@branch"} <= set(found.rules)


def test_a_tightened_limit_stands_beside_the_legal_one(tmp_path: Path) -> None:
    found = court(tmp_path, tighten(zh='"五日内通知"'))
    legal, own = found.rules["notice"], found.rules["notice@court"]
    assert legal.term and legal.term.period == Period(10, Unit.DAY)
    assert own.term and own.term.period == Period(5, Unit.DAY)
    assert (own.zh, own.legal_class) == ("五日内通知", LegalClass.INTERNAL)
    assert (own.origin, own.settles, own.ladder) == (legal.origin, legal.settles, legal.ladder)
    assert own.source.number == "示例院〔2024〕1号"
    assert set(found.opened_by("filed")) >= {legal, own}


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (tighten("12:day"), "from 2015-01-01 12:day ends on 2015-01-13, the legal 10:day on"),
        # ten natural days never hold eight working days when the National Day holiday lies within
        (tighten("8:working_day"), "loosens notice: from 2015-01-01 8:working_day"),
        (tighten("10:day"), "is the legal limit itself"),
        (tighten("241:hour"), "from 2015-01-02 241:hour"),
        (tighten(rule='"nowhere"'), "unknown rule nowhere"),
        (tighten(rule='"claim"'), "claim is no duty of the court"),
        (tighten(rule='"named"'), "named has its day named by the fact"),
        (tighten(effective_from="2014-01-01"), "lies before that of notice, 2015-01-01"),
        (tighten(example=""), "no worked example"),
        (tighten(example="2024-09-30 2024-10-07"), "comes out as 2024-10-08, not 2024-10-07"),
        (tighten(ladder='"defualt"'), "unknown ladder defualt, is default meant?"),
        (tighten() + tighten("4:day"), "is tightened twice"),
        ('[[choose]]\nrule = "notice"\nladder = "before"\n', "reaches nobody after the last day"),
        ('[[choose]]\nrule = "notice"\nladder = ""\n', "reaches nobody after the last day"),
        ('[[choose]]\nrule = "notice"\n', "chooses nothing"),
        ('[[choose]]\nrule = "notice"\nzh = "甲"\n' * 2, "is chosen twice"),
        (rule("own"), "a court makes no law"),
        (rule("notice", legal_class='"internal"'), "is an id of small/rules.toml: take another"),
        (rule("own", legal_class='"target"', supersedes='"notice"', effective_from="2026-01-01"),
         "a court's own rule cannot supersede notice"),
        (gate("sale", "sold", 'has = ["filed"]'), "is an id of small/rules.toml"),
        ('[[ladder]]\nid = "default"\nzh = "无"\nat = 08:00:00\n', "is an id of small/names.toml"),
        ('[[fact]]\nid = "over"\nzh = "了"\nen = "over"\nto_state = "closed"\n',
         "a fact of the court's own cannot end a case"),
        ('[[cause]]\nid = "own"\n', "cause: is the law's"),
        ('[roles]\nking = "王"\n', "roles: is the law's"),
        ("[lights]\ndue_sooner = 3\n", "unknown key due_sooner"),
        ('[lights.colours]\noverdue = "rouge"\n', "overdue: rouge is no colour"),
        ('[lights.colours]\nlost = "red"\n', "unknown key lost"),
        (LINK.replace('"001", "003"', '"001"'), "no link up to this one holds 003 发出执行通知书"),
        (LINK.replace("003", "099"), "unknown node code 099"),
        (LINK + LINK.replace("no = 1", "no = 2").replace('"001", ', ""), "003 stands in link 1"),
        (LINK + '[[link]]\nno = 1\nzh = "通知"\nen = "notice"\ncodes = ["002"]\n', "number 1"),
        ('[[closure]]\nfrom = 2026-06-02\nto = 2026-06-01\nreason = "演练"\npaper = "示例"\n',
         "to 2026-06-01 lies before from"),
        ("[[closure]]\nfrom = 2026-06-02\nto = 2026-06-03\n", "reason is missing"),
    ],
)  # fmt: skip
def test_what_would_loosen_or_edit_the_law_is_refused(tmp_path: Path, part: str, said: str) -> None:
    found = refused(tmp_path, part)
    assert [one for one in found if said in one], found
    assert all("\n" not in one for one in found)


def test_every_fault_of_overlay_and_base_comes_in_one_run(tmp_path: Path) -> None:
    spoilt = (*BASE, rule("more", role='"hander"', code='"003"', catalogue='"more"'))
    root = overlay(tmp_path, tighten("12:day"), LINK.replace("003", "002"), base=spoilt)
    found = faults(root, "court")
    assert any(one.startswith("small/rules.toml: rule more: unknown role hander") for one in found)
    assert any(one.startswith("profile_.toml: tighten notice: loosens") for one in found)
    assert any(one.startswith("profile_.toml: link 1") for one in found)


def test_profiles_that_lie_over_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "", profile="one", profile_=HEAD.replace('"small"', '"two"'))
    write(tmp_path, "", profile="two", profile_=HEAD.replace('"small"', '"one"'))
    (found,) = faults(tmp_path, "one")
    assert found.startswith("two/profile_.toml: profile: base: ")
    assert found.endswith("in a circle: one, two, one")


def test_a_base_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, head=HEAD.replace('"small"', '"smal"'))
    assert "base smal is no profile: choose one of court" in found
    with pytest.raises(UnknownProfile, match=r"court, .*small"):
        load("smal", tmp_path)


def test_another_ladder_and_name_are_chosen_and_the_version_says_so(tmp_path: Path) -> None:
    ladder = (
        '[[ladder]]\nid = "soft"\nzh = "缓"\nat = 09:00:00\n[[ladder.rung]]\nkey = "urge"\n'
        'zh = "催"\nen = "urge"\nlevel = 1\nmode = "automatic"\nto = ["owner"]\noffset = 2\n'
    )
    choice = '[[choose]]\nrule = "notice"\nladder = "soft"\nzh = "通知被执行人"\n'
    chosen = court(tmp_path, ladder, choice).rules["notice"]
    plain = load("small", tmp_path).rules["notice"]
    assert (chosen.ladder, chosen.zh, chosen.en) == ("soft", "通知被执行人", plain.en)
    assert chosen.version != plain.version


def test_lights_links_colours_and_closures_are_the_courts_own(tmp_path: Path) -> None:
    found = court(
        tmp_path,
        '[lights]\ndue_soon = 7\n[lights.colours]\noverdue = "purple"\n',
        LINK,
        '[[closure]]\nfrom = 2026-06-01\nto = 2026-06-02\nreason = "搬迁"\npaper = "示例"\n',
    )
    assert (found.lights.due_soon, found.lights.due_critical) == (7, 1)
    assert found.colours == {"overdue": "purple"}
    assert [(link.no, link.codes) for link in found.links] == [(1, ("001", "003"))]
    assert found.closures == {date(2026, 6, 1): "搬迁", date(2026, 6, 2): "搬迁"}
    assert not load("small", tmp_path).links


PERIODS = st.builds(
    Period,
    st.integers(1, 40),
    st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.HOUR]),
)
TERMS = st.tuples(PERIODS, PERIODS, st.sampled_from(Roll), st.booleans(), st.booleans())
STARTS = st.dates(FIRST, LAST - timedelta(days=500))


@settings(max_examples=150, deadline=None)
@given(TERMS, STARTS)
def test_the_first_day_that_loosens_is_the_one_that_trying_every_day_finds(
    drawn: tuple[Period, Period, Roll, bool, bool], first: date
) -> None:
    ours, theirs, roll, backward, clear = drawn
    own, legal = (Term(period, roll, backward, clear) for period in (ours, theirs))
    calendar, last = national(), first + timedelta(days=500)
    tried = [
        moment(f"{first + timedelta(days=n)}{hour}")
        for n in range(501)
        for hour in ("T00:00", "T23:59")
    ]
    late = (
        origin
        for origin in tried
        if due(origin, own, calendar).at > due(origin, legal, calendar).at
    )
    found = first_later(own, legal, calendar, first, last)
    assert (found[0] if found else None) == next(late, None)


def test_the_forty_links_of_the_official_list_are_named_as_the_list_names_them() -> None:
    found = load("official-40")
    assert [link.no for link in found.links] == list(range(1, 41))
    assert {link.codes: link.zh for link in found.links} == {
        (code,): name for code, name in found.nodes.items() if code.isdigit()
    }
    assert found.rules.keys() == load().rules.keys()


def test_the_small_court_works_in_twelve_links_and_is_marked_as_an_example() -> None:
    found = load("small-court-12")
    assert len(found.links) == 12
    assert sorted(code for link in found.links for code in link.codes) == [
        f"{number:03}" for number in range(1, 41)
    ]
    assert "演练" in found.profile.zh
    own = [rule for rule in found.rules.values() if rule.id.endswith("@small-court-12")]
    assert {rule.legal_class for rule in own} == {LegalClass.INTERNAL}
    assert all("示例" in rule.source.number for rule in own)
    assert found.closures and found.colours and found.lights != load().lights


def test_the_profile_that_the_pages_show_loads(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text("utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0]
    before, _, rest = shown.partition("[[link]]")  # one link of many is shown
    folder = tmp_path / "our-court"
    folder.mkdir()
    text = before + "[[closure]]" + rest.partition("[[closure]]")[2]
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    found = load("our-court", tmp_path)
    assert "exec-notice-10d@our-court" in found.rules
    assert found.colours and found.closures and found.lights.due_soon == 7


@pytest.mark.parametrize(("amount", "opened"), [("50000", 1), ("50000.01", 0)])
def test_a_court_may_aim_to_pay_small_sums_first(amount: str, opened: int) -> None:
    book = Casebook(load("small-court-12"))
    book.happens("filed", "2026-01-05")
    book.happens("funds_received", "2026-03-02", "K1", amount=amount)
    assert len(book.nodes("small-payout-5wd")) == opened
