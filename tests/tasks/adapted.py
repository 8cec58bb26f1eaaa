"""A court that carries its questions and answers by hand: folders, files, and a round."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from models import clock
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.request import Request
from models.tables.transition import Transition
from tasks import nodework
from tasks.adapters.folder import FolderAdapter
from tasks.adapters.opening import adapters, folders
from tasks.adapters.round import Traffic, make_round
from tests.tasks.conftest import Bench

NETWORK = "network_query"


@dataclass
class Carrier:
    """The folders of one installation, and whoever carries files to and from them."""

    bench: Bench
    home: Path

    def way(self, interface: str = NETWORK) -> FolderAdapter:
        """The folder of an interface."""
        return next(one for one in folders(adapters(self.home)) if one.name == interface)

    def works(self) -> None:
        """The case's run does what its nodes ask for."""
        for row in self.bench.rows(Transition, col(Transition.shown_at).is_(None)):
            nodework.carry_out(self.bench.store, self.bench.law, self.bench.calendar, row.id)

    def round(self) -> Traffic:
        """One round, as the patrol makes it."""
        return make_round(self.bench.store, self.bench.law, self.bench.calendar, self.home)

    def hours_pass(self, hours: int) -> None:
        """The book's clock goes on."""
        with self.bench.store.writing() as session:
            clock.move(session, clock.now(session) + timedelta(hours=hours))

    def drops(self, name: str, content: str | bytes, interface: str = NETWORK) -> Path:
        """Somebody puts a file where answers come in."""
        folder = self.way(interface).folder / "in"
        folder.mkdir(parents=True, exist_ok=True)
        raw = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
        return folder / name

    def lies(self, where: str, interface: str = NETWORK) -> list[str]:
        """What lies in a folder, without the mark before its name."""
        folder = self.way(interface).folder / where
        names = sorted(path.name for path in folder.glob("*")) if folder.exists() else []
        return [name.partition("-")[2] if where in ("done", "failed", "taken") else name
                for name in names]  # fmt: skip

    def asked(self) -> list[Mapping[str, Any]]:
        """The questions that lie in `out`."""
        files = sorted((self.way().folder / "out").glob("*.json"))
        return [json.loads(file.read_text("utf-8")) for file in files]

    def facts(self, *kinds: str) -> list[Fact]:
        """The facts of these kinds in the book."""
        return self.bench.rows(Fact, col(Fact.kind).in_(kinds))

    def requests(self) -> list[Request]:
        """Every question of the book."""
        return self.bench.rows(Request)

    def node_state(self, rule: str) -> str:
        """How the newest node of a rule stands."""
        with self.bench.store.reading() as session:
            case = session.exec(select(Case).where(Case.number == self.bench.number)).one()
            found = select(Node).where(Node.case_id == case.id, Node.rule_id == rule)
            return session.exec(found.order_by(col(Node.id).desc())).all()[0].state


def answer(case: str, facts: Iterable[Mapping[str, Any]]) -> str:
    """A result file as JSON."""
    return json.dumps({"case": case, "facts": list(facts)}, ensure_ascii=False)


LAUNCHED = {"kind": "network_query_launched", "on": "2026-03-03"}
FOUND = {
    "kind": "asset_found",
    "on": "2026-03-03",
    "subject": "房产1",
    "details": {"source": "网络查询", "online": True},
}
