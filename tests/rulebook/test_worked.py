"""Worked examples of every shape of clock come out, and one that does not is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.smallbook import faults, gate, law, rule, write

HALF_YEARS = {"kind": '"recurring"', "times": "3", "period": '"6:month"'}


def example(origin: str, due: str, *more: str) -> str:
    return "\n".join(["[[rule.example]]", f'origin = "{origin}"', f'due = "{due}"', *more])


@pytest.mark.parametrize(
    ("keys", "worked"),
    [
        # three half-years from one origin: the month end does not drift, each day rolls by itself
        (HALF_YEARS, [example("2023-08-31", "2024-02-29",
                              'dues = ["2024-02-29", "2024-09-02", "2025-02-28"]')]),
        ({"period": '"30:minute"'}, [example("2024-06-13T10:07", "2024-06-13T10:37")]),
        ({"period": '"24:hour"'}, [example("2024-09-30T16:00", "2024-10-01T16:00")]),
        # fifteen clear days before the sale: the sixteenth day back, and a working day
        ({"kind": '"min_interval"', "period": '"15:day"', "backward": "true", "clear": "true"},
         [example("2024-03-25", "2024-03-08"), example("2024-03-22", "2024-03-06")]),
        # a seizure's first day is one of its days, and its end does not roll
        ({"kind": '"max"', "period": '"1:year"', "start_counted": "true", "roll": '"none"'},
         [example("2020-03-05", "2021-03-04"), example("2020-02-29", "2021-02-28")]),
        # until the holiday was prolonged, 31 January and 1 February were to be worked
        ({"period": '"2:working_day"'},
         [example("2020-01-23", "2020-02-01", 'known_on = "2020-01-20"'),
          example("2020-01-23", "2020-02-04", 'shows = "延长"')]),
    ],
    ids=["recurring", "minutes", "hours", "clear", "start counted", "known on"],
)  # fmt: skip
def test_an_example_of_every_shape_comes_out(
    tmp_path: Path, keys: dict[str, str], worked: list[str]
) -> None:
    found = law(tmp_path, rule("shape", *worked, example="", **keys))
    assert len(found.rules["shape"].examples) == len(worked)


def test_a_date_counted_from_another_rule_is_shown_from_that_rules_day(tmp_path: Path) -> None:
    derived = rule("derived", example="2024-09-30 2024-10-10", origin="", from_due='"notice"')
    assert law(tmp_path, rule(), derived).rules["derived"].from_due == "notice"


@pytest.mark.parametrize(
    ("keys", "worked", "said"),
    [
        ({}, [], "no worked example"),
        ({}, [example("2016-09-26", "2016-10-07")], "comes out as 2016-10-08, not 2016-10-07"),
        ({}, [example("2014-12-31", "2015-01-12")], "not in force on 2014-12-31"),
        ({}, [example("2016-09-26", "2016-10-08", 'state = "provisional"')],
         "comes out firm, not provisional"),
        ({}, [example("2016-09-26", "2016-10-08T00:00")], "10:day ends with a date"),
        ({"period": '"24:hour"'}, [example("2024-09-30T16:00", "2024-10-01")],
         "24:hour ends with a moment, such as 2024-06-13T10:07: 2024-10-01 is none"),
        ({"period": '"24:hour"'}, [example("2024-09-30T16:00", "2024-10-01T17:00")],
         "comes out as 2024-10-01T16:00, not 2024-10-01T17:00"),
        (HALF_YEARS, [example("2023-08-31", "2024-02-29")], "says in dues all 3 days"),
        (HALF_YEARS, [example("2023-08-31", "2024-02-29", 'dues = ["2024-02-29", "2024-09-02"]')],
         "dues must name 3 days, the first of them 2024-02-29"),
        (HALF_YEARS, [example("2023-08-31", "2024-02-29",
                              'dues = ["2024-02-29", "2024-08-31", "2025-02-28"]')],
         "comes out as 2024-09-02, not 2024-08-31"),
        ({}, [example("2016-09-31", "2016-10-08")], "example 1: "),
    ],
)  # fmt: skip
def test_an_example_that_does_not_come_out_is_one_line(
    tmp_path: Path, keys: dict[str, str], worked: list[str], said: str
) -> None:
    found = faults(write(tmp_path, rule("shape", *worked, example="", **keys)))
    assert [one for one in found if said in one], found
    assert all(one.startswith("rules.toml: rule shape: ") and "\n" not in one for one in found)


def test_the_examples_of_a_ratio_come_out(tmp_path: Path) -> None:
    need = (
        'ratio = { field = "price", of = "price", fact = "seized", at_least = "70", example = ['
        '{ value = "70", base = "100", holds = true },'
        '{ value = "69.99", base = "100", holds = false }] }'
    )
    gates = law(tmp_path, rule(), gate("floor", "sold", need)).gates
    ratio = gates["floor"].needs[0].ratio
    assert ratio and [one.holds for one in ratio.examples] == [True, False]
