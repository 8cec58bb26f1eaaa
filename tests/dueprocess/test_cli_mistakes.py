"""Whatever is asked wrongly is answered in one line with the way out, and exit code 2."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from python_calamine import load_workbook

import rulebook
from models.founding import found
from models.store import Store
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.intake_paper import docket

SHIPPED = Path(rulebook.__file__).parent / "data" / "national"


@pytest.fixture
def live(
    unfounded: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CourtDesk:
    """A desk on an empty live book."""
    found(unfounded, "live")
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", unfounded.url)
    return CourtDesk(unfounded, capsys)


@pytest.mark.parametrize(
    "words",
    [("today",), ("case", "x"), ("patrol",), ("watch", "--once"), ("rehearse", "days-pass", "1")],
)
def test_without_a_book_every_command_says_how_to_found_one(
    nowhere: CourtDesk, words: tuple[str, ...]
) -> None:
    assert "dueprocess book found" in nowhere.is_refused(*words)


def test_a_database_that_does_not_answer_is_named_without_its_password(
    nowhere: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", "postgresql://u:secret@127.0.0.1:9/book")
    said = nowhere.is_refused("today")
    assert "DUEPROCESS_DATABASE_URL" in said and "secret" not in said


def test_an_engine_we_do_not_run_on_is_refused(
    nowhere: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", "mysql://host/book")
    assert "SQLite or PostgreSQL" in nowhere.is_refused("today")


def test_a_setting_that_cannot_be_is_named(
    nowhere: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_PORT", "ninety")
    assert "DUEPROCESS_PORT='ninety'" in nowhere.is_refused("today")


def test_the_clock_of_a_live_book_is_not_moved(live: CourtDesk) -> None:
    before = live.does("book", "show", "--json").json["clock"]
    said = live.is_refused("rehearse", "days-pass", "8")
    assert "live book" in said
    assert live.does("book", "show", "--json").json["clock"][:10] == before[:10]


def test_a_book_keeps_its_kind_for_ever(live: CourtDesk) -> None:
    assert "cannot become rehearsal" in live.is_refused("book", "found", "--rehearsal")
    live.does("book", "found", "--live")


def test_a_book_is_founded_as_one_kind_or_the_other(nowhere: CourtDesk) -> None:
    assert "--live" in nowhere.is_refused("book", "found")
    assert "--live" in nowhere.is_refused("book", "found", "--live", "--rehearsal")
    clock = ("--clock", "2026-03-02")
    assert "for a rehearsal" in nowhere.is_refused("book", "found", "--live", *clock)


def test_a_rehearsal_begins_at_the_clock_it_is_given(nowhere: CourtDesk) -> None:
    nowhere.does("book", "found", "--rehearsal", "--clock", "2026-09-28T08:20")
    book = nowhere.does("book", "show", "--json").json
    assert (book["kind"], book["clock"][:16]) == ("rehearsal", "2026-09-28T08:20")


def test_a_rulebook_with_five_faults_gives_five_lines(
    nowhere: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "profiles" / "national"
    shutil.copytree(SHIPPED, folder)
    odd = '[[fact]]\nid = "odd_{}"\nzh = "怪"\nen = "odd"\ncolour = "red"\n'
    (folder / "rules-z.toml").write_text("".join(map(odd.format, range(5))), "utf-8")
    said = nowhere.types("rules", "check", str(tmp_path / "profiles"))
    lines = said.err.splitlines()
    assert (said.code, len(lines)) == (2, 5)
    assert all("rules-z.toml" in line and f"odd_{n}" in line for n, line in enumerate(lines))
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "profiles"))
    assert nowhere.types("due", "case-6m", "--from", "2026-01-05").err == said.err


def test_the_shipped_rulebook_has_no_fault(nowhere: CourtDesk) -> None:
    assert "no fault" in nowhere.does("rules", "check").out


def test_an_unknown_profile_is_said(nowhere: CourtDesk) -> None:
    assert "national" in nowhere.is_refused("rules", "list", "--profile", "nowhere")


def test_an_import_names_one_file_that_is_there(live: CourtDesk, tmp_path: Path) -> None:
    assert "--template" in live.is_refused("import")
    assert live.is_refused("import", str(tmp_path / "lost.xlsx"))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"this is no workbook")
    assert "broken.xlsx" in live.is_refused("import", str(broken))


def test_a_form_is_written_once_and_not_over_a_file(nowhere: CourtDesk, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    nowhere.does("import", "--template", str(form))
    assert form.stat().st_size > 0
    assert "not overwritten" in nowhere.is_refused("import", "--template", str(form))


@pytest.mark.parametrize(
    "words", [("rules", "list"), ("rules", "facts"), ("rules", "show", "case-6m")]
)
def test_the_law_can_be_read_without_a_book(nowhere: CourtDesk, words: tuple[str, ...]) -> None:
    from rich.cells import cell_len

    assert max(map(cell_len, nowhere.does(*words).out.splitlines())) <= 100
    assert nowhere.does(*words, "--json").json


def test_the_version_is_that_of_the_package(nowhere: CourtDesk) -> None:
    assert nowhere.does("--version").out.strip() == f"dueprocess {metadata.version('dueprocess')}"


def test_the_help_imports_neither_prefect_nor_a_database() -> None:
    program = (
        "import sys\n"
        "from dueprocess.cli.main import run\n"
        "code = run(['--help'])\n"
        "heavy = {'prefect', 'sqlalchemy', 'sqlmodel', 'pydantic', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "督程" in done.stdout


def test_a_docket_meant_for_another_profile_is_turned_away(desk: CourtDesk, tmp_path: Path) -> None:
    file = docket(tmp_path / "docket.xlsx")
    told = desk.is_refused("import", str(file), "--profile", "official-40")
    assert "follows the profile national" in told
    assert desk.does("import", str(file), "--profile", "national", "--json").json["added"] > 0


def test_an_empty_form_offers_what_its_profile_knows(nowhere: CourtDesk, tmp_path: Path) -> None:
    form = tmp_path / "twelve.xlsx"
    nowhere.does("import", "--template", str(form), "--profile", "twelve-checks")
    offered = load_workbook(form).get_sheet_by_name("选项").to_python()
    assert "填写终本合规校验表" in {str(cell) for row in offered for cell in row}
    told = nowhere.is_refused("import", "--template", str(tmp_path / "x.xlsx"), "--profile", "none")
    assert "none" in told
