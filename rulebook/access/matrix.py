"""The matrix of rights (权限表): role by act, and how far each reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

ADMINISTRATOR = "administrator"  # 系统管理员: of an account, not of the register


class Scope(IntEnum):
    """Which cases an officer reaches by an act, each further than the one before."""

    NONE = 0
    OWN = 1  # 本人承办
    TEAM = 2  # 本团队
    COURT = 3  # 本院
    SUBTREE = 4  # 本院及下级法院


SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.NONE: "无",
    Scope.OWN: "本人承办的案件",
    Scope.TEAM: "本团队的案件",
    Scope.COURT: "本院的案件",
    Scope.SUBTREE: "本院及下级法院的案件",
}
SCOPES_IN_ENGLISH: Mapping[Scope, str] = {
    Scope.NONE: "no case",
    Scope.OWN: "cases of one's own",
    Scope.TEAM: "cases of the own team",
    Scope.COURT: "cases of the own court",
    Scope.SUBTREE: "cases of the own court and those below it",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act (操作), the roles that may do it, and the facts by which it is done."""

    id: str
    zh: str
    en: str
    reach: Mapping[str, Scope]  # role → how far; a role that is missing may not
    apart: bool = False  # never on a case that the officer handles
    unassigned: bool = False  # also on a case of the officer's court that nobody handles yet
    kinds: tuple[str, ...] = ()

    def scope(self, roles: Iterable[str]) -> Scope:
        """How far the act reaches for somebody with these roles: as far as the widest of them."""
        return max((self.reach.get(role, Scope.NONE) for role in roles), default=Scope.NONE)


class UnknownAct(LookupError):
    """The matrix has no such act."""

    def __init__(self, act: str, known: Iterable[str]) -> None:
        super().__init__(f"no act is called {act!r}: the matrix of rights has {', '.join(known)}")


@dataclass(frozen=True)
class Matrix:
    """Every act; `rest` is the one by which any fact is recorded that no other act names."""

    acts: Mapping[str, Act]
    rest: str
    roles: frozenset[str] = field(default_factory=frozenset)  # every role that any act names

    def act(self, name: str) -> Act:
        """The act of that name. Raises `UnknownAct`."""
        if name not in self.acts:
            raise UnknownAct(name, self.acts)
        return self.acts[name]

    def of_kind(self, kind: str) -> Act:
        """The act by which a fact of this kind is recorded."""
        return self._by_kind.get(kind, self.acts[self.rest])

    @cached_property
    def _by_kind(self) -> Mapping[str, Act]:
        return {kind: act for act in self.acts.values() for kind in act.kinds}
