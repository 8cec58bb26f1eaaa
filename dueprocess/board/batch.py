"""Acts on several matters at once (批量办理): who gets what, which cannot and why, then the facts.

Each case is judged by its own gates and rights, and each fact stands or falls by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from dueprocess.board.lamps import level as level_name
from dueprocess.board.offers import OPENED
from dueprocess.board.rows import title
from dueprocess.board.visit import Hidden, Visit
from dueprocess.cli.frame import moments
from dueprocess.cli.frame.mistake import is_ours
from dueprocess.cli.supervision.deciding import URGE, URGED
from dueprocess.views.frame.marking import Marking
from models.access.asking import about
from models.errors import FactRefused
from models.reading.card import CaseCard, CaseNode, card
from models.reading.items import OpenItem, item
from models.recording.arrival import Arrival
from models.recording.recorded import Recorded
from models.tables.columns import LARGEST_ID
from notifications.documents.kinds import KINDS
from notifications.papers import OF_LEVEL
from rulebook.access.deciding import may_record
from rulebook.law.inwords import receiving
from rulebook.law.ladder import Rung
from rulebook.law.receiver import receiver
from rulebook.oversight.acts import CONFIRMING, INTERVIEW
from rulebook.oversight.supervision import IN_FORCE, ItemState

MOST = 200  # matters of one batch
ON_NODE, ON_ITEM = "n:", "i:"  # how a check box names what it is about


class Act(StrEnum):
    """What is done with all of them."""

    URGE = "urge"
    ORDER = "order"
    INTERVIEW = "interview"
    ISSUE = "issue"
    VERIFY = "verify"
    MUTE = "mute"


NAMES: Mapping[Act, tuple[str, str]] = {
    Act.URGE: ("发催办", "urge"),
    Act.ORDER: ("提请督办", "propose an order"),
    Act.INTERVIEW: ("安排约谈", "schedule an interview"),
    Act.ISSUE: ("签发拟发事项", "issue what is proposed"),
    Act.VERIFY: ("核验销号", "verify and strike off"),
    Act.MUTE: ("免打扰", "mute"),
}
_IN_BATCH = frozenset({*CONFIRMING.values()} & {"supervision_order_issued", "interview_convened"})
_SOURCE = "系统"  # where an urging in a batch comes from: the board's own list


class Unfit(ValueError):
    """A matter of the batch is none that this act is done on."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the form says of all of them."""

    act: Act
    at: datetime
    once: str  # key of the batch: sent twice, it is done once
    reason: str = ""
    until: str = ""  # of a mute, a day
    set_for: str = ""  # of an interview, a moment
    place: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of the batch: to whom what goes, or why nothing can."""

    pick: str
    case: str
    node: str
    act: str
    receiver: str = ""
    paper: str = ""
    wrong: str = ""
    arrival: Arrival | None = None
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class _Matter:
    """A node, and the item on it that is meant or stands open."""

    sheet: CaseCard
    node: CaseNode
    item: OpenItem | None


def lines(visit: Visit, picks: Iterable[str], said: Said) -> list[Line]:
    """Each matter with its fact, judged by right; `Hidden` for what the visitor may not see."""
    marking = visit.marking()
    chosen = list(dict.fromkeys(picks))[:MOST]
    with visit.desk.store.reading() as session:
        matters = [(pick, _matter(visit, session, pick, said.act)) for pick in chosen]
        return [_line(visit, session, marking, pick, one, said) for pick, one in matters]


def sentence(visit: Visit, error: Exception) -> str:
    """Why a fact was turned away, for the reader; a defect is raised."""
    if isinstance(error, FactRefused):
        return "；".join(
            f"{visit.words.of((one.zh, one.en))} {one.article}".rstrip() for one in error.refusals
        )
    if not is_ours(error):
        raise error
    return str(error)


def _line(
    visit: Visit, session: Session, marking: Marking, pick: str, one: _Matter, said: Said
) -> Line:
    words, law = visit.words, visit.desk.law
    node = title(law, one.node.rule_id, one.node.code, one.node.key, words)
    head = Line(pick, one.sheet.number, node, words.of(NAMES[said.act]))
    try:
        kind, payload = _fact(one, said)
    except ValueError as error:
        if not is_ours(error):
            raise
        return Line(pick, head.case, node, head.act, wrong=str(error))
    where = about(session, one.sheet.number)
    assert where is not None and visit.asker is not None
    refused = may_record(visit.asker, visit.desk.rights, law.facts[kind], where, law.roles)
    if refused is not None:
        return Line(pick, head.case, node, head.act, wrong=str(refused))
    rung = _rung(one, said.act, marking)
    on_item = law.facts[kind].subject == "item"
    arrival = Arrival(
        case=one.sheet.number,
        kind=kind,
        occurred_at=said.at,
        subject_kind="item" if on_item else "node",
        subject_ref=str(one.item.id) if on_item and one.item else one.node.key,
        payload=payload,
        evidence=said.evidence,
        by=visit.asker.officer,
        source="desk",
        key=f"board:{said.once}:{pick}" if said.once else "",
    )
    step = level_name(marking, rung.key, words) if rung else ""
    told = step in head.act or step.startswith(head.act)  # 发催办 says that it is an urging
    act = head.act if told else f"{head.act} · {step}"
    return Line(
        pick,
        head.case,
        node,
        act,
        receiver=_receivers(one, rung, marking),
        paper=_paper(rung),
        arrival=arrival,
    )


def _fact(one: _Matter, said: Said) -> tuple[str, dict[str, object]]:
    """The kind of the fact and what it says; `Unfit` where the matter is none of this act."""
    match said.act:
        case Act.URGE:
            text = said.reason or URGED
            return OPENED, {"level": URGE, "text": text, "source": _SOURCE}
        case Act.ORDER:
            return "supervision_measure_proposed", {"level": "order", "reason": said.reason}
        case Act.MUTE:
            until = moments.day(said.until).isoformat() if said.until else ""
            return "alerts_muted", {"until": until, "reason": said.reason}
        case Act.VERIFY:
            if one.item is None or one.item.state not in IN_FORCE:
                raise Unfit("没有可核验的督办事项 no item in force to verify")
            return "supervision_verified", {"reason": said.reason} if said.reason else {}
        case Act.INTERVIEW if one.item is None or one.item.level != INTERVIEW:
            return "supervision_measure_proposed", {"level": INTERVIEW, "reason": said.reason}
        case _:
            return _confirmed(one, said)


def _confirmed(one: _Matter, said: Said) -> tuple[str, dict[str, object]]:
    if one.item is None or one.item.state != ItemState.PROPOSED:
        raise Unfit("没有拟发的事项 nothing is proposed here")
    kind = CONFIRMING.get(one.item.level.partition("#")[0], "")
    if kind not in _IN_BATCH:
        raise Unfit("此类事项须逐件决定 this step is decided case by case")
    if kind != "interview_convened":
        return kind, {"reason": said.reason} if said.reason else {}
    when = moments.moment(said.set_for).isoformat() if said.set_for else ""
    told = {"set_for": when, "place": said.place}
    return kind, {name: text for name, text in told.items() if text}


def _rung(one: _Matter, act: Act, marking: Marking) -> Rung | None:
    level = {Act.URGE: URGE, Act.ORDER: "order", Act.INTERVIEW: INTERVIEW}.get(act)
    if act is Act.ISSUE and one.item is not None:
        level = one.item.level
    rule = marking.law.rules.get(one.node.rule_id)
    ladder = marking.law.ladders.get(rule.ladder) if rule and level else None
    try:
        return ladder.rung(level) if ladder and level else None
    except KeyError:
        return None


def _paper(rung: Rung | None) -> str:
    """The document that goes with the rung."""
    name = (rung.paper or OF_LEVEL.get(rung.key, "")) if rung else ""
    return KINDS[name].zh if name in KINDS else ""


def _receivers(one: _Matter, rung: Rung | None, marking: Marking) -> str:
    """The officers of the rung, the node's own by name; without a rung the node's own."""
    owner = marking.owner(one.node.owner, one.node.rule_id)
    if rung is None:
        return owner
    told = (owner if to == "owner" else _receiver(to, marking) for to in (*rung.to, *rung.cc))
    return marking.speech("、").join(dict.fromkeys(told))


def _receiver(said: str, marking: Marking) -> str:
    """A role, and of which court where it is one above."""
    wanted = receiver(said)
    en = f"{marking.role(wanted.role)}{wanted.whose}"
    return marking.speech.of((receiving(said, marking.law), en))


def _matter(visit: Visit, session: Session, pick: str, act: Act) -> _Matter:
    if pick.startswith(ON_ITEM):
        number = pick.removeprefix(ON_ITEM)
        found = item(session, int(number)) if number.isascii() and number.isdigit() else None
        if found is None or found.id > LARGEST_ID:
            raise Hidden
        sheet = card(session, visit.expect_case(session, found.case))
        return _Matter(sheet, _node(sheet, found.node_key), found)
    case, _, key = pick.removeprefix(ON_NODE).partition("|")
    sheet = card(session, visit.expect_case(session, case))
    node = _node(sheet, key)
    open_ = [one for one in sheet.items if one.node_key == key and one.ended_at is None]
    wanted = [one for one in open_ if _fits(one, act)]
    meant = wanted or open_
    return _Matter(sheet, node, meant[-1] if meant else None)


def _fits(one: OpenItem, act: Act) -> bool:
    if act is Act.VERIFY:
        return one.state == ItemState.REPLIED
    proposed = one.state == ItemState.PROPOSED
    return proposed and (act is Act.ISSUE or one.level == INTERVIEW)


def _node(sheet: CaseCard, key: str) -> CaseNode:
    found = next((one for one in sheet.nodes if one.key == key), None)
    if found is None:
        raise Hidden
    return found


def offered(visit: Visit) -> list[tuple[str, str]]:
    """The acts that the visitor's roles allow on anything at all."""
    rights = {Act.VERIFY: "verify", Act.MUTE: "mute", Act.INTERVIEW: "interview"}
    return [
        (act.value, visit.words.of(name))
        for act, name in NAMES.items()
        if visit.may(rights.get(act, "order"))
    ]
