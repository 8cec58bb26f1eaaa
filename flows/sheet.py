"""The node sheet (节点表) of a case: the artifact and tags its flow run shows in Prefect."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from prefect import get_run_logger
from prefect.artifacts import acreate_table_artifact
from prefect.client.orchestration import PrefectClient
from prefect.context import FlowRunContext

from models.reading import nodesheet
from models.reading.nodesheet import NodeSheet
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from tasks.casepass import Pass


async def publish(store: Store, law: Lawbook, calendar: Calendar, served: Pass, board: str) -> None:
    """Write the case's node sheet as an artifact, and its court, stage and worst light as tags.

    With the board's address the sheet leads back to the case's page.
    """
    found = await asyncio.to_thread(nodesheet.of_case, store, law, calendar, served.case_id)
    await acreate_table_artifact(
        table=[dict(row) for row in found.rows],
        key=f"nodes-{served.case_id}",
        description=described(found, served.number, board),
    )
    await _tag(found)


def lead_back(number: str, board: str) -> None:
    """Name the case's page in the run's log, once, in its first pass: Prefect makes it a link.

    A log line costs the server a request, so no later pass writes another.
    """
    context = FlowRunContext.get()
    first = context is not None and context.flow_run is not None and context.flow_run.run_count <= 1
    if board and first:
        get_run_logger().info("案件页 case page %s", page_of(number, board))


def page_of(number: str, board: str) -> str:
    """The address of the case's page."""
    return f"{board}/cases/{quote(number)}"


def described(found: NodeSheet, number: str, board: str) -> str:
    """What stands over the sheet, as Markdown: whose it is, as of when, and the way to the page."""
    head = f"{found.banner}{number} 节点表 · 截至 {found.as_of:%Y-%m-%d %H:%M}"
    way = f"[案件页 case page]({page_of(number, board)})" if board else ""
    return "\n\n".join(filter(None, (head, way)))


async def _tag(found: NodeSheet) -> None:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None or not isinstance(context.client, PrefectClient):
        return
    if set(context.flow_run.tags) != set(found.tags):
        await context.client.update_flow_run(context.flow_run.id, tags=list(found.tags))
