"""Definitions (定义): what a figure, a class or a convention means, and where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.law.rule import Source, Status


class DefinitionKind(StrEnum):
    FORMULA = "formula"  # 公式: how a figure is computed
    INDICATOR = "indicator"  # 指标: a figure that is reported
    CONVENTION = "convention"  # 计算规则: how time is counted, what a clock leaves out
    CLASS = "class"  # 分类: closing modes, case types, grounds
    CONSEQUENCE = "consequence"  # 后果: what follows from a lapse or a breach
    INTAKE = "intake"  # 录入核对: what every fact has to pass, by the engine's own modules
    POWER = "power"  # 职权: what a court may or must do without a clock or a gate


@dataclass(frozen=True, slots=True)
class Definition:
    """One named definition. `formula` is numerator over denominator in words of the field."""

    id: str
    zh: str
    en: str
    kind: DefinitionKind
    says_zh: str  # what it means, in one or two sentences
    says_en: str
    source: Source
    status: Status
    stage: str
    effective_from: date
    effective_to: date | None = None
    code: str = ""
    formula: str = ""
    members: tuple[str, ...] = ()  # of a class
    at_least: str = ""  # an indicator's aim, in per cent
    catalogue: str = ""
    note: str = ""
