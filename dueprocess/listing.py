"""What a bulletin's lists and its register say (明细, 目录), as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from rulebook.figures.entry import Entry

Row = tuple[str | int | None, ...]


class NodeUnknown(LookupError):
    """No line of the figure is of that node."""

    def __init__(self, node: str, known: Sequence[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(f"the list has nothing under {node!r}: it has {names}")


class CourtAbsent(LookupError):
    """The bulletin does not speak of that court."""

    def __init__(self, court: str, known: Sequence[str]) -> None:
        super().__init__(f"the bulletin has no court {court!r}: it has {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Opened:
    """The list behind one figure. `counted` is the sum of its lines, `frozen` the figure's own."""

    number: str
    figure: str
    zh: str
    node: str
    court: str
    court_code: str
    value: int | str | None
    frozen: int
    counted: int
    head: Sequence[str]
    rows: Sequence[Row]
    rehearsal: bool

    @property
    def agrees(self) -> bool:
        """Whether the lines add up to what was frozen."""
        return self.frozen == self.counted


def opened(desk: Desk, number: str, figure: str, node: str, court: str) -> Opened:
    """Open one figure of one bulletin, of all nodes and courts or of one."""
    from models.figures.bulletins import entries, read
    from models.figures.ground import case_numbers
    from notifications.bulletin import lists
    from rulebook.figures import definitions, tally

    with desk.store.reading() as session:
        row = read(session, number)
        defined = definitions.read(str(row.report["definitions_toml"]))
        if figure not in defined.figures:
            raise definitions.UnknownFigure(figure, defined)
        one = defined.figures[figure]
        report: Any = row.report
        block = _block(report["courts"], court or row.court_code)
        below = _below(report["courts"], court or row.court_code)
        found = tally.chosen(
            one, tally.lists(e for e in entries(session, number) if e.court in below)
        )
        if node:
            known = sorted({entry.code for entry in found})
            if node not in known:
                raise NodeUnknown(node, known)
            found = tuple(entry for entry in found if entry.code == node)
        numbers = case_numbers(session, {entry.case for entry in found})
    measure = block["nodes"].get(node, {}).get(figure) if node else block["figures"][figure]
    return Opened(
        number=number,
        figure=figure,
        zh=one.zh,
        node=node,
        court=block["name"],
        court_code=court or row.court_code,
        value=measure["value"] if measure else None,
        frozen=measure["n"] if measure else _sum(found),
        counted=_counted(one, found),
        head=lists.HEAD,
        rows=[lists.line(entry, numbers) for entry in found],
        rehearsal=desk.rehearsal,
    )


def _counted(figure: Any, found: Sequence[Entry]) -> int:
    names = figure.bottom or figure.top
    kept = [entry for entry in found if entry.what in names]
    if figure.by:
        kept = [entry for entry in kept if getattr(entry, figure.by) is not None]
    return _sum(kept)


def _sum(entries: Sequence[Entry]) -> int:
    return sum(entry.times for entry in entries)


def _block(courts: Sequence[Any], code: str) -> Any:
    found = next((one for one in courts if one["code"] == code and not one["own"]), None)
    if found is None:
        raise CourtAbsent(code, [one["code"] for one in courts if not one["own"]])
    return found


def _below(courts: Sequence[Any], code: str) -> set[str]:
    """The court and those listed under it: deeper rows until one as high as itself."""
    rows = [one for one in courts if not one["own"]]
    start = next(n for n, one in enumerate(rows) if one["code"] == code)
    found = {code}
    for one in rows[start + 1 :]:
        if one["depth"] <= rows[start]["depth"]:
            break
        found.add(one["code"])
    return found


@dataclass(frozen=True, slots=True)
class Logged:
    """One bulletin in the register."""

    number: str
    court: str
    span: str
    state: str
    corrects: str
    cut_off: datetime
    known_at: datetime
    drafted_by: str
    issued_by: str
    issued_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Turned:
    """One turn of the ranking's switch."""

    court: str
    on: bool
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Register:
    """Every bulletin and every turn of the switch."""

    bulletins: Sequence[Logged]
    turns: Sequence[Turned]


def logged(desk: Desk, court: str) -> Register:
    """The register of a court, or of all."""
    from models.figures.bulletins import log
    from models.figures.ranking import turns

    with desk.store.reading() as session:
        rows, switches = log(session, court), turns(session, court)
    return Register(
        [
            Logged(
                one.number,
                one.court_code,
                one.span,
                one.state,
                one.corrects,
                one.cut_off,
                one.known_at,
                one.drafted_by,
                one.issued_by,
                one.issued_at,
                one.sha256,
            )
            for one in rows
        ],
        [
            Turned(one.court_code, one.is_on, one.turned_by, one.turned_at, one.reason)
            for one in switches
        ],
    )
