"""Two writers of documents, one form: what seals a fact is the same by either."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents import dumped, loaded, sealable
from models.recording import binding
from rulebook.time.zone import SHANGHAI

KEPT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | KEPT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEPT, inner, max_size=4),
    max_leaves=12,
)
ZONES = st.sampled_from([UTC, SHANGHAI, timezone(timedelta(hours=-3, minutes=-30))])
MOMENTS = st.datetimes(min_value=datetime(1950, 1, 1), timezones=ZONES)  # noqa: DTZ001 - hypothesis asks for it


@given(st.lists(PLAIN | MOMENTS | st.dates(), max_size=6))
def test_the_compiled_writer_seals_in_the_very_words_of_the_other(values: list[object]) -> None:
    assert sealable(values) == dumped(values).encode()


@pytest.mark.parametrize(
    "value",
    [
        2**63 - 1,
        2**64,
        -(2**63) - 1,
        {"数": 10**30},
        ["\x01\x1f\x7f\u2028𠮷"],
        {"b": 1, "a": {"z": 1, "甲": 2}},
    ],
)
def test_so_do_numbers_beyond_a_machine_s_and_signs_that_are_not_seen(value: object) -> None:
    assert sealable([value]) == dumped([value]).encode()


@given(PLAIN)
def test_what_was_written_is_read_back_as_it_was(value: Any) -> None:
    assert loaded(dumped(value)) == value
    assert loaded(binding.dumped(value)) == value


def test_moments_and_days_go_to_the_server_as_text() -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
    said = json.loads(binding.dumped([at, date(2026, 3, 2), 10**30]))
    assert said == ["2026-03-02 09:00:00+08:00", "2026-03-02", 10**30]


def test_half_a_character_is_refused_by_both_writers() -> None:
    for write in (sealable, lambda value: dumped(value).encode()):
        with pytest.raises(UnicodeEncodeError):
            write(["\ud800"])
