"""Odd input of every kind: one line with the way out, exit code 2, and nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import func, select

from models.founding import found
from models.store import Store
from models.tables.schema import metadata
from rulebook.loading import loader
from tests.dueprocess.court import NUMBER, TYPED, CourtDesk

NOTICE = ("record", TYPED, "execution_notice_issued", "--on", "2026-03-01")
LONG = "长" * 20_000


def rows(store: Store) -> dict[str, int]:
    """How many rows every table has."""
    with store.reading() as session:
        return {
            table.name: session.exec(select(func.count()).select_from(table)).one()
            for table in metadata.sorted_tables
        }


def test_a_fact_is_recorded_only_in_the_name_of_an_officer_of_the_book(
    filed: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(filed.store)
    assert "no officer 'NOBODY'" in filed.is_refused(*NOTICE, "--by", "NOBODY")
    monkeypatch.setenv("DUEPROCESS_OFFICER", "NOBODY")
    assert "no officer 'NOBODY'" in filed.is_refused(*NOTICE)
    assert rows(filed.store) == before


def test_an_officer_signs_by_number_and_without_one_the_desk_does(filed: CourtDesk) -> None:
    filed.does(*NOTICE, "--by", " J001 ")
    filed.records("property_report_ordered", "2026-03-01")
    signed = [fact["recorded_by"] for fact in filed.does("case", TYPED, "--json").json["facts"]]
    assert signed[-2:] == ["J001", "desk"]


@pytest.mark.parametrize("act", [("receipt",), ("reply", "--text", "在办"), ("verify",)])
def test_an_act_of_supervision_is_done_by_a_person_not_by_the_desk(
    late: CourtDesk, act: tuple[str, ...]
) -> None:
    number = str(late.does("item", "list", "--json").json[0]["id"])
    before = rows(late.store)
    said = late.is_refused("item", act[0], number, *act[1:])
    assert "--by" in said and "DUEPROCESS_OFFICER" in said
    assert rows(late.store) == before


def test_a_detail_that_the_kind_does_not_take_is_not_swallowed(filed: CourtDesk) -> None:
    before = rows(filed.store)
    receipt = ("record", TYPED, "funds_received", "--on", "2026-03-01", "--subject", "款1")
    said = filed.is_refused(*receipt, "--set", "amount=5", "--set", "contested=是")
    assert "no detail 'contested'" in said and "it takes amount, disputed" in said
    asked = ("record", TYPED, "applicant_asked_for_clues", "--on", "2026-03-01")
    assert "it takes none" in filed.is_refused(*asked, "--set", "paper=通知书")
    assert rows(filed.store) == before


def test_a_correction_may_restate_what_another_kind_says(filed: CourtDesk) -> None:
    filed.records("funds_received", "2026-03-01", "--subject", "款1", "--set", "amount=5")
    filed.records(
        "correction", "2026-03-01", "--corrects", "5", "--set", "disputed=是",
        "--set", "reason=漏填",
    )  # fmt: skip
    assert filed.does("case", TYPED, "--json").json["facts"][-1]["payload"]["disputed"] is True


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("--evidence", "通知\x1b[2J书"), "control characters"),
        (("--evidence", LONG), "give at most"),
        (("--evidence", "回证", "--evidence-on", "2026-03-09"), "has not come yet"),
    ],
)
def test_a_paper_that_no_file_could_hold_is_refused(
    filed: CourtDesk, words: tuple[str, ...], way: str
) -> None:
    before = rows(filed.store)
    assert way in filed.is_refused(*NOTICE, *words)
    assert rows(filed.store) == before


@pytest.mark.parametrize(
    ("subject", "text", "way"),
    [
        ("线\n索", "在城东", "subject holds control characters"),
        (LONG, "在城东", "subject has 20000 signs"),
        ("线索1", "在\x07城东", "text holds control characters"),
        ("线索1", LONG, "text has 20000 signs"),
    ],
)
def test_a_text_that_a_screen_cannot_show_is_refused(
    filed: CourtDesk, subject: str, text: str, way: str
) -> None:
    words = ("record", TYPED, "clue_received", "--on", "2026-03-01", "--subject", subject)
    assert way in filed.is_refused(*words, "--set", f"text={text}")


def test_a_text_may_have_lines(filed: CourtDesk) -> None:
    words = ("--subject", "线索1", "--set", "text=在城东\n有房一套　两层")
    filed.records("clue_received", "2026-03-01", *words)


def test_a_folder_is_no_paper(filed: CourtDesk, tmp_path: Path) -> None:
    assert "no file" in filed.is_refused(*NOTICE, "--evidence", str(tmp_path))


def test_more_money_than_there_is_is_a_slip_of_the_keyboard(filed: CourtDesk) -> None:
    words = ("record", TYPED, "funds_received", "--on", "2026-03-01", "--subject", "款1")
    assert "amount" in filed.is_refused(*words, "--set", f"amount={'9' * 26}")


def test_a_mistake_is_told_without_the_signs_that_move_a_terminal(filed: CourtDesk) -> None:
    said = filed.is_refused("case", "\x1b[31m（2026）京0105执7号\x07")
    assert said.removesuffix("\n").isprintable()
    assert len(filed.is_refused("case", LONG)) < 5000


def test_no_case_number_is_no_case_number(filed: CourtDesk) -> None:
    said = filed.is_refused("case", "")
    assert "no case number was given" in said and NUMBER not in said


@pytest.mark.parametrize("number", [str(10**23), "0", str(2**63)])
def test_a_number_that_no_row_can_bear_is_an_unknown_one(late: CourtDesk, number: str) -> None:
    by = ("--by", "D001")
    assert "item list" in late.is_refused("item", "issue", number, *by)
    assert "interview list" in late.is_refused("interview", "show", number)
    held = ("--held-at", "2026-03-10", "--attendee", "a", "--cause", "b", *by)
    assert "interview list" in late.is_refused("interview", "record", number, *held)


@pytest.mark.parametrize(
    "words", [("days-pass", "99999999"), ("until", "9999-12-31"), ("until", "3000-01-01T08:00")]
)
def test_a_rehearsal_ends_before_the_calendar_does(desk: CourtDesk, words: tuple[str, ...]) -> None:
    before = desk.does("book", "show", "--json").json["clock"]
    assert "give an earlier moment" in desk.is_refused("rehearse", *words, "--at-once")
    assert desk.does("book", "show", "--json").json["clock"][:10] == before[:10]


def test_an_extension_of_nothing_is_none(desk: CourtDesk) -> None:
    words = ("due", "case-6m", "--from", "2026-01-05", "--extend", "0:month")
    assert "leave --extend out" in desk.is_refused(*words)


@pytest.mark.parametrize("words", [("due", "case-6m"), ("record", TYPED), ("wibble",)])
def test_a_command_line_that_cannot_be_read_points_to_the_help(
    desk: CourtDesk, words: tuple[str, ...]
) -> None:
    assert "--help" in desk.is_refused(*words)


def test_a_folder_without_profiles_is_said_to_be_one(
    desk: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "photographs").mkdir()
    assert "holds no profile" in desk.is_refused("rules", "check", str(tmp_path))
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "nowhere"))
    assert "DUEPROCESS_RULEBOOK" in desk.is_refused("rules", "list")
    with pytest.raises(loader.ProfilesMissing):
        loader.load("national", tmp_path)


def test_a_file_that_is_no_database_is_no_book(
    desk: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("this is no database, however long it may go on about it\n" * 40)
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", f"sqlite:///{letter}")
    assert "is no database" in desk.is_refused("today")
    assert "is no database" in desk.is_refused("book", "found", "--live")


def test_a_table_without_known_columns_names_some(desk: CourtDesk, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("foo,bar\n1,2\n", "utf-8")
    assert "案号, 事实, 发生时间" in desk.is_refused("import", str(table))


def test_bytes_that_are_no_text_are_no_table(desk: CourtDesk, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(b"\xff\xfe\x00garbage\x80")
    assert "it is not text" in desk.is_refused("import", str(table))


def test_a_folder_is_no_docket(desk: CourtDesk, tmp_path: Path) -> None:
    said = desk.is_refused("import", str(tmp_path / "docket.xlsx"))
    assert "no such file" in said
    (tmp_path / "docket.xlsx").mkdir()
    said = desk.is_refused("import", str(tmp_path / "docket.xlsx"))
    assert "cannot be read" in said and "Errno" not in said


def test_a_form_that_cannot_be_written_is_said_so(desk: CourtDesk, tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder is wanted")
    form = tmp_path / "folder" / "form.xlsx"
    assert "check the path" in desk.is_refused("import", "--template", str(form))


def test_a_book_that_stands_says_that_its_clock_was_left_alone(
    store: Store, desk: CourtDesk
) -> None:
    before = desk.does("book", "show", "--json").json["clock"]
    said = desk.does("book", "found", "--rehearsal", "--clock", "2030-01-01").out
    assert "it stood already" in said
    assert desk.does("book", "show", "--json").json["clock"][:10] == before[:10]


def test_a_new_book_is_not_said_to_have_stood(
    unfounded: Store, desk: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'book.db'}")
    assert "stood already" not in desk.does("book", "found", "--live").out


@pytest.mark.filterwarnings(
    "ignore:.imghdr. is deprecated:DeprecationWarning"
)  # apprise imports it
def test_a_patrol_fires_nothing_when_its_messages_have_no_way_out(
    late: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    late.does("rehearse", "days-pass", "9", "--at-once")
    before = rows(late.store)
    monkeypatch.setenv("DUEPROCESS_APPRISE_URLS", "bogus://nowhere")
    assert "DUEPROCESS_APPRISE_URLS" in late.is_refused("patrol")
    assert rows(late.store) == before


def test_a_live_book_does_not_take_a_rehearsals_docket(
    unfounded: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", unfounded.url)
    found(unfounded, "live")
    live = CourtDesk(unfounded, capsys)
    before = rows(unfounded)
    example = Path(__file__).parents[2] / "examples" / "docket.xlsx"
    assert "cannot become rehearsal" in live.is_refused("import", str(example))
    assert rows(unfounded) == before
