"""The platform above sends nothing new: from the third level up the ladder waits for it."""

from __future__ import annotations

from pathlib import Path

from dueprocess.intake import bring
from models.doctor.doctor import examine
from models.oversight.acts import holds
from models.oversight.feed import standing
from models.reading.selection import ALL
from models.reading.tiles import tiles
from rulebook.loading.loader import load
from tests.dueprocess.intake_paper import docket
from tests.stories.court import SUPERVISOR, Court
from tests.stories.test_done_and_recorded_late import NOTICE, NUMBER, overdue


def test_stale_data_hold_the_third_level_and_a_fresh_import_lets_it_go_on(
    court: Court, tmp_path: Path
) -> None:
    """Scenario 11 (P10): two working days without an import; shown, held, released."""
    court.law = load("small-court-12")
    overdue(court)
    imports(court, tmp_path / "first.xlsx", "2026-02-26")

    # A working Saturday is the second day: on it the data still count, on the Sunday no more.
    court.comes("2026-02-28")
    assert not shown(court)
    court.comes("2026-03-02")
    assert "2个工作日未更新" not in (said := shown(court)) and "3个工作日未更新" in said
    court.comes("2026-03-04")
    assert set(court.claims(NUMBER, NOTICE)) == {"reminder", "urge"}, "silence and time both wait"
    assert court.item(NUMBER, "urge", NOTICE).state == "issued"
    with court.store.reading() as session:
        mine = holds.HOLD.c.node_id == court.node(NUMBER, NOTICE).id
        (held,) = session.connection().execute(holds.HOLD.select().where(mine)).all()
    assert held.kind == "feed_stale" and "暂缓" in held.reason
    assert court.patrols().fault == "", "the auditor knows why nothing was fired"

    # What lies below goes out as ever; a fresh import lets the rest go on, with its true delay.
    imports(court, tmp_path / "second.xlsx", "2026-03-05")
    assert not shown(court)
    court.patrols()
    assert court.claims(NUMBER, NOTICE)["order"] == "fired"
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.expects_alert(SUPERVISOR, "超期9日（8个工作日），拟发督办")
    with court.store.reading() as session:
        assert session.connection().execute(holds.HOLD.select()).all() == []
    court.chains_hold()


def test_a_book_that_no_import_fed_waits_for_none(court: Court) -> None:
    court.law = load("small-court-12")
    overdue(court)
    assert not shown(court)
    court.comes("2026-03-04")
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.chains_hold()


def imports(court: Court, file: Path, day: str) -> None:
    """The platform's docket comes in on the morning of that day."""
    court.time_stands(day)
    bring(court.store, court.law, court.calendar, docket(file))


def shown(court: Court) -> str:
    """What board and doctor say of stale data; "" when the data are fresh enough."""
    with court.store.reading() as session:
        now = court.now()
        seen = tiles(session, court.law, court.calendar, now, ALL, 7).feed
        assert seen == standing(session, court.law, court.calendar, now)
    found = [o for o in examine(court.store, court.law, court.calendar) if o.check == "feed-stale"]
    if seen is None or not seen.stale:
        assert found == []
        return ""
    assert [one.why_zh for one in found] == [seen.zh]
    return seen.zh
