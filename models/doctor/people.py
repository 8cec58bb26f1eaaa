"""Checks of people (人员): every open case has somebody who acts on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import exists, func, literal, select

from models.doctor.check import Family, Level, Place, Visit
from models.doctor.tables import CASE, FACT, INTERVIEW, OFFICER, OPEN

FAMILY = Family()


@FAMILY.check(
    "handler-missing",
    Level.WARNING,
    ("在办案件须有承办人", "an open case has a handler"),
    ("请确定承办人：dueprocess record … handler_assigned", "record handler_assigned"),
)
def _missing(visit: Visit) -> Iterator[Place]:
    since = visit.as_of.date() - timedelta(days=visit.limits.unassigned_days)
    query = (
        select(CASE.c.number, CASE.c.filed_on)
        .where(CASE.c.state == OPEN, CASE.c.handler_id.is_(None), CASE.c.filed_on <= since)
        .order_by(CASE.c.id)
    )
    for case, on in visit.rows(query):
        yield Place(f"自{on}立案至今无承办人", f"filed on {on} and nobody's since", case)


@FAMILY.check(
    "handler-off-duty",
    Level.WARNING,
    ("承办人不在岗的须有在岗的代理人", "a handler off duty has a deputy on duty"),
    ("请变更承办人，或者指定在岗的代理人", "change the handler, or name a deputy on duty"),
)
def _off_duty(visit: Visit) -> Iterator[Place]:
    # Deputies of deputies; UNION, so that two who stand in for each other end it.
    start = select(OFFICER.c.id.label("officer"), OFFICER.c.id.label("person"))
    reach = start.cte("reach", recursive=True)
    step = select(reach.c.officer, OFFICER.c.deputy_id).join(
        OFFICER, OFFICER.c.id == reach.c.person
    )
    reach = reach.union(step.where(OFFICER.c.deputy_id.is_not(None)))
    person = OFFICER.alias()
    ready = (
        select(literal(1))
        .select_from(reach.join(person, person.c.id == reach.c.person))
        .where(reach.c.officer == CASE.c.handler_id, person.c.on_duty)
    )
    query = (
        select(CASE.c.number, CASE.c.handler_id)
        .where(CASE.c.state == OPEN, CASE.c.handler_id.is_not(None), ~exists(ready))
        .order_by(CASE.c.id)
    )
    for case, officer in visit.rows(query):
        zh, en = f"{officer}及其代理人均不在岗", f"neither {officer} nor a deputy is on duty"
        yield Place(zh, en, case)


@FAMILY.check(
    "handler-inactive",
    Level.WARNING,
    ("有在办案件的承办人须有行为", "a handler with open cases acts on them"),
    (
        "请与承办人核对进展，或者变更承办人（handler_changed）",
        "ask the handler how the cases stand, or record handler_changed",
    ),
)
def _inactive(visit: Visit) -> Iterator[Place]:
    since = visit.as_of - timedelta(days=visit.limits.handler_inactive_days)
    watching = sorted(kind.id for kind in visit.law.facts.values() if kind.supervision)
    last = func.max(FACT.c.recorded_at)
    query = (
        select(CASE.c.handler_id, func.count(CASE.c.id.distinct()), last)
        .join(FACT, FACT.c.case_id == CASE.c.id)
        .where(CASE.c.state == OPEN, CASE.c.handler_id.is_not(None))
        .where(FACT.c.kind.not_in(watching))
        .group_by(CASE.c.handler_id)
        .having(last <= since)
        .order_by(CASE.c.handler_id)
    )
    for officer, count, at in visit.rows(query):
        zh = f"{officer}的{count}件在办案件自{at:%Y-%m-%d}起无任何行为"
        en = f"no act on the {count} open cases of {officer} since {at:%Y-%m-%d}"
        yield Place(zh, en, officer=officer)


@FAMILY.check(
    "interview-past",
    Level.NOTE,
    ("约谈须按时举行", "an interview is held at its hour"),
    ("请录入约谈记录：dueprocess interview record", "record it: `dueprocess interview record`"),
)
def _past_interview(visit: Visit) -> Iterator[Place]:
    query = (
        select(CASE.c.number, INTERVIEW.c.id, INTERVIEW.c.set_for)
        .join(INTERVIEW, INTERVIEW.c.case_id == CASE.c.id)
        .where(INTERVIEW.c.state == "convened", INTERVIEW.c.set_for < visit.as_of)
        .order_by(INTERVIEW.c.id)
    )
    for case, number, at in visit.rows(query):
        zh = f"约谈{number}定于{at:%Y-%m-%d %H:%M}，未见记录"
        en = f"interview {number} was set for {at:%Y-%m-%d %H:%M} and has no record"
        yield Place(zh, en, case)
