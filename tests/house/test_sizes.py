"""Files and functions stay small. The bounds are a ratchet: they may be lowered, never raised."""

from __future__ import annotations

from statistics import median, quantiles

from tests.house.premises import ROOT, files_of_rooms, functions

LONGEST_FILE = 300
MEDIAN_FILE = 100
MEDIAN_FUNCTION = 8
NINE_FUNCTIONS_IN_TEN = 25
LONGEST_FUNCTION = 45


def _lengths() -> dict[str, int]:
    return {
        str(file): len((ROOT / file).read_text("utf-8").splitlines()) for file in files_of_rooms()
    }


def _tests() -> dict[str, int]:
    files = (path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))
    return {str(file): len((ROOT / file).read_text("utf-8").splitlines()) for file in files}


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    every = _lengths() | _tests()
    assert {file: lines for file, lines in every.items() if lines > LONGEST_FILE} == {}


def test_the_usual_file_is_short() -> None:
    with_content = [lines for lines in _lengths().values() if lines > 1]
    assert median(with_content) <= MEDIAN_FILE


def test_the_usual_function_is_short() -> None:
    assert median(f.lines for f in functions()) <= MEDIAN_FUNCTION


def test_nine_functions_in_ten_fit_a_screen() -> None:
    assert quantiles((f.lines for f in functions()), n=10)[-1] <= NINE_FUNCTIONS_IN_TEN


def test_no_function_is_a_page() -> None:
    assert [str(f) for f in functions() if f.lines > LONGEST_FUNCTION] == []


def test_no_file_is_named_after_nothing() -> None:
    shapeless = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
    assert [str(file) for file in files_of_rooms() if file.stem in shapeless] == []
