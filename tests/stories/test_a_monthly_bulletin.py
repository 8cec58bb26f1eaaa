"""March in a court: an order answered, sent back and verified, then the bulletin of the month.

Scenario 14: no rank column; each figure opens its list; of fewer than ten only counts.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from models.figures import bulletins
from models.figures.bulletins import Press
from models.tables.bulletin import BulletinState
from models.tables.item import SupervisionItem
from notifications.bulletin import markdown
from notifications.bulletin.page import report
from notifications.bulletin.source import Issue
from rulebook.figures.definitions import definitions
from rulebook.figures.span import span
from rulebook.figures.tally import chosen, lists
from tasks.bulletins import draft_all
from tests.stories.court import DIRECTOR, HANDLER, SUPERVISOR, Court

NUMBER = "（2026）京0105执14号"
NOTICE = "exec-notice-3d-2006"
BULLETIN = "京0105-2026-03"


def test_the_month_is_told_as_it_was_and_put_right_when_more_is_known(  # noqa: PLR0915 - one story
    court: Court,
) -> None:
    press = Press(court.store, court.law, court.calendar)

    # The notice is due in the first days of March, and nobody sends it.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.comes("2026-02-27")
    court.records(NUMBER, "handler_assigned", "2026-02-27", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-27", evidence="移送单")
    court.days_pass(13)
    order = court.item(NUMBER, "order", NOTICE)
    assert order.id is not None
    court.acts(NUMBER, "supervision_order_issued", order.id, DIRECTOR, text="三日内发出")
    court.days_pass(1)
    court.acts(NUMBER, "supervision_replied", order.id, HANDLER, text="本周发出")
    court.acts(NUMBER, "supervision_returned", order.id, SUPERVISOR, reason="未附送达回证")
    court.comes("2026-03-18")
    court.acts(NUMBER, "supervision_replied", order.id, HANDLER, text="已发出")
    court.records(NUMBER, "execution_notice_issued", "2026-03-17", evidence="执行通知书")
    court.acts(NUMBER, "supervision_verified", order.id, SUPERVISOR, reason="回证在卷")

    # On the first of April the schedule drafts the month for each of the three courts.
    court.comes("2026-04-01")
    drafted = draft_all(court.store, court.law, court.calendar)
    assert set(drafted.numbers) == {"京-2026-03", "京03-2026-03", BULLETIN}
    assert drafted.faults == {}
    with court.store.reading() as session:
        row = bulletins.read(session, BULLETIN)
        behind = lists(bulletins.entries(session, BULLETIN))
        issued = session.exec(
            select(SupervisionItem.id).where(
                SupervisionItem.level != "interview",
                col(SupervisionItem.issued_at) >= span("2026-03").start,
            )
        ).all()
    assert row.state == BulletinState.DRAFTED
    figures: Any = row.report["courts"][0]["figures"]  # type: ignore[index]
    told = {name: figures[name]["value"] for name in figures}
    assert told["items.issued"] == len(issued) >= 2  # urged, then ordered
    acts = ("items.answered", "items.returned", "items.verified")
    assert [told[name] for name in acts] == [2, 1, 1]
    assert told["nodes.due"] == sum(
        told[f"nodes.{part}"] for part in ("on_time", "late", "undone", "open", "unproven")
    )
    assert told["alerts.fired"] > 0

    # Few were due: there are counts and no rate; every figure opens a list that adds up.
    assert 0 < figures["nodes.on_time_rate"]["n"] < definitions().limits.least_n
    assert figures["nodes.on_time_rate"]["value"] is None
    for one in definitions().figures.values():
        if one.how in ("count", "ratio"):
            lines = [e for e in chosen(one, behind) if e.what in (one.bottom or one.top)]
            assert sum(e.times for e in lines) == figures[one.id]["n"], one.id
    page = markdown.written(report(_issue(row)))
    assert "【演练】" in page and "（草稿）" in page
    assert "不排名" in page and "名次" not in page

    # The director issues it. A paper that turns up later makes an erratum, not another bulletin.
    press.issued(BULLETIN, DIRECTOR)
    assert press.erratum(BULLETIN, DIRECTOR) is None
    court.days_pass(1)
    court.records(NUMBER, "network_query_launched", "2026-03-05", evidence="查询流水", by=HANDLER)
    put_right = press.erratum(BULLETIN, DIRECTOR)
    assert put_right is not None
    assert put_right.corrects == BULLETIN
    with court.store.reading() as session:
        assert bulletins.read(session, BULLETIN).sha256 == row.sha256
    differing: Any = put_right.report["differences"]
    assert {one["figure"] for one in differing} >= {"advice.kept", "advice.late"}
    assert "nodes.on_time" not in {one["figure"] for one in differing}  # unverified: apart
    court.chains_hold()


def _issue(row: Any) -> Issue:
    return Issue(row.report, definitions(), row.number, row.state, row.sha256, rehearsal=True)
