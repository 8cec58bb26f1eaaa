"""A case number has one written form."""

from __future__ import annotations

import pytest

from models.canonical import canonical, is_case_number


@pytest.mark.parametrize(
    "written",
    [
        "（2016）京0105执1234号",
        "(2016)京0105执1234号",
        " ( 2016 ) 京 0105 执 1234 号 ",
        "〔2016〕京0105执1234号",
        "【2016】京0105执1234号",
        "[2016]京０１０５执１２３４号",
        "（２０１６）京0105执1234号",
        "(2016)京0105执1234",
    ],
)
def test_every_way_of_writing_it_means_the_same_case(written: str) -> None:
    assert canonical(written) == "（2016）京0105执1234号"
    assert is_case_number(written)


def test_the_normal_form_stays_as_it_is() -> None:
    once = canonical("(2016)京0105执恢12号之一")
    assert canonical(once) == once
    assert is_case_number(once)


@pytest.mark.parametrize(
    "text", ["", "京0105执1234号", "（2016）京0105民初1234号", "（2016）京0105执号"]
)
def test_what_is_no_enforcement_case_number_is_not_taken_for_one(text: str) -> None:
    assert not is_case_number(text)


def test_only_a_whole_number_is_given_its_last_sign() -> None:
    assert canonical("(2016)京0105执1234号之一") == "（2016）京0105执1234号之一"
    assert canonical("(2016)京0105执") == "（2016）京0105执"
    assert canonical("1234") == "1234"
