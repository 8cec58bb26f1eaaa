"""The court of the stories: a real book, a real Prefect, and the words in which a story is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from models import clock
from models.record import Arrival, Recorded, record
from models.recording import chain
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.store import Store
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.node import Node
from models.tables.run import CaseRun
from notifications.channels.folder import Mailbox
from rulebook.loading.loader import load
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI
from tasks import patrol
from tasks.asking import AskingClient
from tasks.prefect_api import PrefectApi
from tasks.summoning import summon
from tasks.waking import rouse

MORNING = hour(8, 20)
EVENING = hour(17, 30)

COURTS = (
    CourtEntry("京", "北京市高级人民法院", "high"),
    CourtEntry("京03", "北京市第三中级人民法院", "intermediate", "京"),
    CourtEntry("京0105", "北京市朝阳区人民法院", "basic", "京03"),
)
HANDLER, LEADER, SUPERVISOR, DIRECTOR, CLERK = "J001", "L001", "S001", "D001", "C001"
OFFICERS = (
    OfficerEntry(HANDLER, "演练甲", "京0105", ("case_handler",), "一队"),
    OfficerEntry(LEADER, "演练乙", "京0105", ("team_leader",), "一队"),
    OfficerEntry(SUPERVISOR, "演练丙", "京0105", ("node_supervisor",)),
    OfficerEntry(DIRECTOR, "演练丁", "京0105", ("director",)),
    OfficerEntry(CLERK, "演练戊", "京0105", ("clerk",)),
    OfficerEntry("V001", "演练己", "京0105", ("vice_president",)),
)


@dataclass
class Court:
    """One basic court at work, its clock moved by rehearsal, its letters in a mailbox."""

    store: Store
    mailbox: Path
    api: PrefectApi | None = None  # none: Prefect is not there
    furnished: bool = False  # its officers stand in the book already

    def __post_init__(self) -> None:
        self.law, self.calendar = load(), national()
        if self.furnished:
            return
        with self.store.writing() as session:
            enter_courts(session, COURTS)
            enter_officers(session, OFFICERS)

    # -- what people do -------------------------------------------------------------------

    def files(self, number: str, received: str, filed: str, **said: object) -> None:
        """An application comes in and is filed."""
        with self.store.writing() as session:
            enter_cases(session, [CaseEntry(number, "京0105", cause="买卖合同纠纷")])
        self.records(number, "application_received", received, evidence="执行申请书")
        self.records(number, "filed", filed, payload=said, evidence="立案登记表")

    def records(
        self,
        number: str,
        kind: str,
        on: str,
        *,
        by: str = CLERK,
        evidence: str = "",
        subject: tuple[str, str] = ("case", ""),
        payload: Mapping[str, object] | None = None,
        corrects: int | None = None,
        **said: object,
    ) -> Recorded:
        """A fact is recorded, as the desk does it; `said` are its payload's entries."""
        arrival = Arrival(
            case=number,
            kind=kind,
            occurred_at=datetime.fromisoformat(on).replace(tzinfo=SHANGHAI),
            subject_kind=subject[0],
            subject_ref=subject[1],
            payload={**(payload or {}), **said},
            evidence=evidence,
            evidence_on=date.fromisoformat(on[:10]) if evidence else None,
            corrects=corrects,
            by=by,
        )
        return record(self.store, arrival, self.law, self.calendar)

    def acts(self, number: str, kind: str, item: int, by: str, **payload: object) -> Recorded:
        """An act of supervision on an item, now."""
        now = self.now().replace(microsecond=0)
        return self.records(
            number,
            kind,
            now.replace(tzinfo=None).isoformat(),
            by=by,
            subject=("item", str(item)),
            payload=payload,
        )

    # -- how time passes ------------------------------------------------------------------

    def now(self) -> datetime:
        """What the book's clock shows."""
        with self.store.reading() as session:
            return clock.now(session)

    def days_pass(self, days: int) -> None:
        """Each morning gets its patrol, each day its evening."""
        for _ in range(days):
            self.comes(self.now().date() + timedelta(days=1))

    def comes(self, day: date | str, at: hour = MORNING) -> None:
        """It becomes that day, and the patrol makes its round."""
        on = date.fromisoformat(day) if isinstance(day, str) else day
        self.time_stands(on, at)
        self.patrols()

    def time_stands(self, day: date | str, at: hour = MORNING) -> None:
        """It becomes that moment, and nobody looks: the scheduler is stopped."""
        on = date.fromisoformat(day) if isinstance(day, str) else day
        with self.store.writing() as session:
            clock.move(session, datetime.combine(on, at, SHANGHAI))

    def patrols(self) -> patrol.RoundReport:
        """One round over the book; runs are woken when Prefect is there."""
        report = patrol.round(self.store, self.law, self.calendar, channels=[Mailbox(self.mailbox)])
        if self.api is not None:
            summon(self.store, self.api, 100)
            rouse(self.store, self.api, 100)
        return report

    # -- what is expected -----------------------------------------------------------------

    def alerts(self, to: str) -> list[str]:
        """Every digest that person has, oldest first."""
        folder = self.mailbox / to
        letters = sorted(folder.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text(encoding="utf-8") for path in letters]

    def expects_alert(self, to: str, about: str, *, times: int = 1) -> None:
        """That person was told `about`, in exactly so many digests."""
        told = [letter for letter in self.alerts(to) if about in letter]
        assert len(told) == times, f"{to} was told {about!r} {len(told)} times: {self.alerts(to)}"

    def expects_silence(self, to: str, *, since: int) -> None:
        """That person has no more than `since` digests."""
        assert len(self.alerts(to)) == since, self.alerts(to)

    def claims(self, number: str, rule: str) -> dict[str, str]:
        """Rung by rung, what became of it on that node."""
        with self.store.reading() as session:
            rows = session.exec(
                select(Claim.rung, Claim.outcome).where(
                    Claim.node_id == _node(session, number, rule).id
                )
            ).all()
        return dict(rows)

    def state(self, number: str) -> str:
        """The case's state."""
        with self.store.reading() as session:
            return session.exec(select(Case.state).where(Case.number == number)).one()

    def node(self, number: str, rule: str) -> Node:
        """The case's latest node under that rule."""
        with self.store.reading() as session:
            return _node(session, number, rule)

    def item(self, number: str, level: str, rule: str) -> SupervisionItem:
        """The latest item of that level on the case's node under that rule."""
        with self.store.reading() as session:
            return session.exec(
                select(SupervisionItem)
                .where(
                    SupervisionItem.node_id == _node(session, number, rule).id,
                    SupervisionItem.level == level,
                )
                .order_by(col(SupervisionItem.id).desc())
            ).all()[0]

    def interview(self, item: SupervisionItem) -> Interview:
        """The interview convened on that item."""
        with self.store.reading() as session:
            return session.exec(select(Interview).where(Interview.item_id == item.id)).one()

    def run(self, number: str) -> CaseRun:
        """The case's run, as the rows know it."""
        with self.store.reading() as session:
            case = session.exec(select(Case).where(Case.number == number)).one()
            return session.get_one(CaseRun, case.id)

    def chains_hold(self) -> None:
        """Every story ends with this: no fact was edited, no rung was doubled."""
        with self.store.reading() as session:
            assert chain.verify_book(session).holds
        assert self.patrols().fault == ""


def _node(session: Session, number: str, rule: str) -> Node:
    return session.exec(
        select(Node)
        .join(Case, col(Case.id) == col(Node.case_id))
        .where(Case.number == number, Node.rule_id == rule)
        .order_by(col(Node.id).desc())
    ).all()[0]


class Runs:
    """What a story says to Prefect's server and expects of its runs."""

    def __init__(self, base_url: str) -> None:
        self.api = PrefectApi(base_url)
        self._http = AskingClient(base_url, timeout=30)

    def close(self) -> None:
        """Hang up."""
        self.api.close()
        self._http.close()

    def eventually(self, true: Callable[[], bool], within: float = 150) -> None:
        """It comes about, sooner or later."""
        last_moment = time.monotonic() + within
        while not true():
            assert time.monotonic() < last_moment, "it did not come about"
            time.sleep(0.2)

    def tasks(self, run_id: str) -> list[str]:
        """The names of the run's tasks."""
        wanted = {"task_runs": {"flow_run_id": {"any_": [run_id]}}, "limit": 200}
        return sorted(row["name"] for row in self.post("/task_runs/filter", wanted))

    def shows(self, run_id: str, task: str) -> None:
        """The run comes to show that task; the server writes task runs a moment later."""
        self.eventually(lambda: task in self.tasks(run_id))

    def sleeps(self, court: Court, number: str) -> bool:
        """The case's run has served everything and is Scheduled."""
        run = court.run(number)
        if run.flow_run_id is None or run.wanted > run.seen:
            return False
        return self.api.state_type(UUID(run.flow_run_id)) == "SCHEDULED"

    def state_type(self, run_id: str) -> str | None:
        """SCHEDULED, RUNNING, PAUSED, COMPLETED …"""
        return self.api.state_type(UUID(run_id))

    def form(self, run_id: str) -> str:
        """Which form a suspended run waits for; empty when it waits for none."""
        state = self._http.get(f"/flow_runs/{run_id}").raise_for_status().json()["state"]
        return state["state_details"].get("pause_key") or ""

    def resumes(self, run_id: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """A manager fills in the form of a suspended run."""
        answer: dict[str, Any] = {}

        def kept() -> bool:  # Prefect keeps the form a moment after it suspended the run
            answer.update(self.post(f"/flow_runs/{run_id}/resume", {"run_input": form}))
            return "schema not found" not in str(answer["details"])

        self.eventually(kept)
        return answer

    def delete(self, path: str) -> None:
        """Take something away from the server, as a lost database would."""
        self._http.delete(path).raise_for_status()

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Send something to the server."""
        return self._http.post(path, json=body).raise_for_status().json()
