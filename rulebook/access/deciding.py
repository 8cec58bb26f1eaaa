"""May this officer do this (可否): the decision on one act and one case; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rulebook.access.matrix import (
    ADMINISTRATOR,
    SCOPE_NAMES,
    SCOPES_IN_ENGLISH,
    Act,
    Matrix,
    Scope,
)
from rulebook.law.factkind import FactKind
from rulebook.law.rolewords import either


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: an officer with roles, court and team, as the register has them now."""

    officer: str
    name: str
    court: str
    team: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """What is asked about: a case, or with no handler and team a court as such.

    `courts` are the case's own court and every court above it, the nearest first.
    """

    courts: tuple[str, ...]
    handler: str | None = None
    team: str = ""  # the handler's


class Why(StrEnum):
    """Why not."""

    ROLE = "role"  # none of the officer's roles does such a thing
    REACH = "reach"  # not on this case
    APART = "apart"  # on this case never by its own handler


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in words, with what stands in the way."""

    why: Why
    zh: str
    en: str


def may(
    asker: Asker,
    act: Act,
    about: About,
    names: Mapping[str, str],
    takers: Collection[str] | None = None,
) -> Refused | None:
    """None when the officer may; else why not, and who may. `names` are the roles in Chinese.

    `takers` are the roles that usually record the kind of fact that is meant, where one is meant.
    """
    scope = act.scope(asker.roles)
    if scope is Scope.NONE:
        return _no_role(asker, act, names)
    if not (reaches(asker, scope, about) or _waits(asker, act, about, takers)):
        return _too_far(asker, act, scope)
    if act.apart and about.handler == asker.officer:
        return _own_case(act)
    return None


def may_record(
    asker: Asker, matrix: Matrix, kind: FactKind, about: About, names: Mapping[str, str]
) -> Refused | None:
    """As `may`, of recording a fact of that kind."""
    return may(asker, matrix.of_kind(kind.id), about, names, kind.by)


def _waits(asker: Asker, act: Act, about: About, takers: Collection[str] | None) -> bool:
    """Whether the case waits in the officer's court for a handler, and may be begun by the officer.

    Somebody has to receive the application and to file it before there is a handler whose own the
    case could be.
    """
    if not act.unassigned or about.handler is not None or about.courts[:1] != (asker.court,):
        return False
    holding = {role for role in asker.roles if act.reach.get(role, Scope.NONE)}
    return bool(holding if takers is None else holding.intersection(takers))


def reaches(asker: Asker, scope: Scope, about: About) -> bool:
    """Whether a scope of the officer holds the case.

    A case that nobody handles yet is the whole court's to assign, so it is every team's. An
    officer of no team belongs to a court without teams, and has it whole.
    """
    if scope >= Scope.OWN and about.handler == asker.officer:
        return True
    at_home = bool(about.courts) and about.courts[0] == asker.court
    match scope:
        case Scope.TEAM:
            return at_home and (about.handler is None or about.team == asker.team or not asker.team)
        case Scope.COURT:
            return at_home
        case Scope.SUBTREE:
            return asker.court in about.courts
        case _:
            return False


def _no_role(asker: Asker, act: Act, names: Mapping[str, str]) -> Refused:
    known = {ADMINISTRATOR: "系统管理员", **names}  # no role of the register
    zh = "、".join(known.get(role, role) for role in act.reach)
    return Refused(
        Why.ROLE,
        f"{asker.officer}没有可以“{act.zh}”的职责：由{zh}办理",
        f"{asker.officer} holds no role that may {act.en}: it takes {either(act.reach)}",
    )


def _too_far(asker: Asker, act: Act, scope: Scope) -> Refused:
    return Refused(
        Why.REACH,
        f"{asker.officer}只能对{SCOPE_NAMES[scope]}“{act.zh}”",
        f"{asker.officer} may {act.en} for {SCOPES_IN_ENGLISH[scope]} only",
    )


def _own_case(act: Act) -> Refused:
    return Refused(
        Why.APART,
        f"承办人不得对自己承办的案件“{act.zh}”：请由监管员或者负责人办理",
        f"the case's own handler may not {act.en}: a supervisor or leader has to",
    )
