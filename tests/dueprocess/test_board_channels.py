"""A channel that is dead stands on the first page of the board, and goes when it lives again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from dueprocess.desk import Desk
from models.oversight.firing.duty import Addressee
from models.oversight.telling import outbox
from models.oversight.telling.alert import Alert
from models.oversight.telling.subscribing import reach_at
from models.store import Store
from notifications.channels.folder import Mailbox
from rulebook.loading.alerting import alerting
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI
from tasks.delivery import deliver
from tasks.ways import Ways
from tests.dueprocess.browser import doors
from tests.dueprocess.conftest import Seated
from tests.dueprocess.test_board import _peopled
from tests.notifications.receivers import MailServer, mail_server

ENGINES = ("sqlite",)

SHIPPED = alerting()
IMPATIENT = replace(SHIPPED, circuit=replace(SHIPPED.circuit, failures=1))
THURSDAY = datetime(2026, 3, 12, 10, tzinfo=SHANGHAI)


def ordered(store: Store, name: str, at: datetime) -> None:
    """A message to the handler that goes out at once."""
    with store.writing() as session:
        alert = Alert("order", f"[督办] 第{name}件", "请办理。")
        outbox.post(session, [outbox.Line(f"test:{name}", Addressee("J001"), alert, None)], at)


def delivers(store: Store, server: MailServer, at: datetime, mailbox: Path) -> None:
    """One round over the mail and the folder."""
    deliver(store, national(), Ways((server.channel(), Mailbox(mailbox)), IMPATIENT), at)


def alarms(page: httpx.Response) -> str:
    """The alarms of a page."""
    return " ".join(part.split("</p>")[0] for part in page.text.split('role="alert">')[1:])


def test_a_dead_channel_is_named_on_the_first_page_and_the_wall_until_it_lives_again(
    at_desk: Seated, tmp_path: Path
) -> None:
    store = at_desk("board", _peopled).store
    with store.writing() as session:
        reach_at(session, SHIPPED, "J001", "email", "j001@court.example", THURSDAY, "")
    desk = Desk.opened()
    board = doors(desk)
    assert "渠道停用" not in alarms(board("S001").get("/"))
    with mail_server("refuses") as server:
        ordered(store, "甲", THURSDAY)
        delivers(store, server, THURSDAY, tmp_path)
        said = alarms(board("S001").get("/"))
        assert "送达：渠道停用：电子邮件" in said and "SMTP 451" in said
        # The wall names the channel, not what the server said, and blames no patrol for it.
        assert alarms(board("S001").get("/wall")) == "告知渠道停用：电子邮件"
        server.mood = "accepts"
        later = THURSDAY + timedelta(hours=1)
        ordered(store, "乙", later)
        delivers(store, server, later, tmp_path)
        assert "渠道停用" not in alarms(board("S001").get("/"))
        assert alarms(board("S001").get("/wall")) == ""
    assert len(server.kept) == 1
    desk.store.close()
