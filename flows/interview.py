"""The interview's flow run (约谈运行): suspended with a form until a person gives the record."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput
from pydantic import BaseModel, Field

from flows import installation
from flows.sleep import horizon
from models.errors import BookError
from models.tables.interview import InterviewState
from rulebook.time.zone import SHANGHAI
from tasks import interviewing
from tasks.interviewing import Convened, Minutes, Pledge


class Promise(BaseModel):
    """One promise: the last day and what will be done by then."""

    due_on: date = Field(title="承诺期限 last day")
    text: str = Field(title="承诺事项 what will be done", min_length=1)


class InterviewRecord(RunInput):
    """The record of an interview (约谈记录), filled in by the one who held it."""

    held_at: datetime = Field(title="约谈时间 held at")
    place: str = Field(default="", title="约谈地点（与通知一致的可不填） place, unless as convened")
    attendees: list[str] = Field(title="参加人员 attendees", min_length=1)
    causes: str = Field(title="超期原因 causes", min_length=1)
    promises: list[Promise] = Field(default_factory=list, title="整改承诺 promises")
    recorded_by: str = Field(title="记录人工号 recorded by (staff number)", min_length=1)


@task(
    cache_policy=NO_CACHE, persist_result=False, task_run_name="约谈通知 · {interview.case_number}"
)
async def notice(interview: Convened) -> None:
    """Say in the run's log which interview this is: case number, node and days only."""
    sheet = interview.fact_sheet
    get_run_logger().info(
        "约谈 %s，%s，定于 %s；期限至 %s 届满，超期 %s 日（%s 个工作日）。事实清单见约谈 %s。",
        interview.case_number,
        sheet.get("node"),
        f"{interview.set_for:%Y-%m-%d %H:%M}",
        sheet.get("due_on"),
        sheet.get("overdue_days"),
        sheet.get("overdue_working_days"),
        interview.id,
    )


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="记录约谈 · {interview_id}")
async def keep_record(interview_id: int, given: InterviewRecord) -> str:
    """Record it, or say in one line what is wrong with it."""
    try:
        await asyncio.to_thread(
            interviewing.hold,
            installation.store(),
            installation.law(),
            installation.calendar(),
            interview_id,
            _minutes(given),
        )
    except BookError as refused:
        return str(refused)
    return ""


@flow(name="interview", persist_result=False)
async def interview(interview_id: int) -> str:
    """Wait, suspended, for the record; record it; ask again while it is refused.

    Prefect wants an end to every wait. When it passes the run fails and says so: nothing is
    recorded in anybody's name, the interview stays open in the book, and the desk records it.
    """
    found = await _standing(interview_id)
    if found.state == InterviewState.CONVENED:
        await notice(found)
    asked, fault = 1, ""
    while found.state == InterviewState.CONVENED:
        given = await asuspend_flow_run(
            wait_for_input=InterviewRecord.with_initial_data(
                description=_words(found, fault), held_at=found.set_for
            ),
            timeout=int(horizon().total_seconds()),
            key=f"record-{asked}",
        )
        fault = await keep_record(interview_id, given)
        asked += 1
        found = await _standing(interview_id)
    return f"约谈 {found.state}"


async def _standing(interview_id: int) -> Convened:
    return await asyncio.to_thread(interviewing.convened, installation.store(), interview_id)


def _words(found: Convened, fault: str) -> str:
    words = f"约谈 {found.case_number}，定于 {found.set_for:%Y-%m-%d %H:%M}。请填写约谈记录。"
    return f"{words}\n\n**上次提交未被接受：** {fault}" if fault else words


def _minutes(given: InterviewRecord) -> Minutes:
    held_at = given.held_at
    return Minutes(
        # A form without a zone means the court's own.
        held_at=held_at if held_at.tzinfo else held_at.replace(tzinfo=SHANGHAI),
        attendees=tuple(name.strip() for name in given.attendees if name.strip()),
        causes=given.causes,
        promises=tuple(Pledge(promise.due_on, promise.text) for promise in given.promises),
        recorded_by=given.recorded_by,
        place=given.place,
    )
