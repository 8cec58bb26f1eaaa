"""Kinds of rules and definitions, each in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from rulebook.law import inwords
from rulebook.law.definition import Definition, DefinitionKind
from rulebook.law.inwords import Words
from rulebook.law.rule import Rule

DEFINITIONS: Mapping[DefinitionKind, Words] = {
    DefinitionKind.FORMULA: ("公式", "formula"),
    DefinitionKind.INDICATOR: ("指标", "indicator"),
    DefinitionKind.CONVENTION: ("计算规则", "convention of counting"),
    DefinitionKind.CLASS: ("分类", "class"),
    DefinitionKind.CONSEQUENCE: ("后果", "consequence"),
    DefinitionKind.INTAKE: ("录入核对", "check of every fact"),
    DefinitionKind.POWER: ("职权", "power"),
}


def kind(one: Rule | Definition) -> Words:
    """What kind of rule or definition it is."""
    return inwords.KINDS[one.kind] if isinstance(one, Rule) else DEFINITIONS[one.kind]
