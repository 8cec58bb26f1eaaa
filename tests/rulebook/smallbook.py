"""A small book of law in a folder of its own: enough of everything, and easy to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.law.lawbook import Lawbook
from rulebook.loading.faults import LawFaults
from rulebook.loading.loader import load

NAMES = """
[nodes]
001 = "立案审查"
003 = "发出执行通知书"

[stages]
A = "立案与分案"

[roles]
handler = "承办人"
director = "执行局长"

[outsiders]
bank = "金融机构"
debtor = "被执行人"

[subjects]
case = "案件"
asset = "财产"

[lights]
due_soon = 5
due_critical = 1
overdue_severe = 5

[supervision]
receipt = "1:working_day"
entry = "1:working_day"
answer = "3:working_day"
mute = "10:working_day"
promise = "10:working_day"
repeat = "12:month"

[[ladder]]
id = "default"
zh = "一般"
at = 08:20:00

[[ladder.rung]]
key = "reminder"
zh = "提醒"
en = "reminder"
level = 1
mode = "automatic"
to = ["owner"]
offset = 0

[[ladder.rung]]
key = "urge"
zh = "催办"
en = "urging"
level = 2
mode = "automatic"
to = ["owner"]
offset = 1

[[ladder]]
id = "before"
zh = "届满前"
at = 08:20:00

[[ladder.rung]]
key = "reminder"
zh = "提醒"
en = "reminder"
level = 1
mode = "automatic"
to = ["owner"]
offset = 0
"""

FACTS = """
[[fact]]
id = "received"
zh = "收到申请"
en = "received"
opens_file = true
to_state = "received"

[[fact]]
id = "filed"
zh = "立案"
en = "filed"
opens_file = true
to_state = "open"
fields = [
    { name = "urgent", zh = "紧急", type = "flag" },
    { name = "kind", zh = "类别", type = "text", choices = ["首次", "恢复"] },
    { name = "claim", zh = "标的", type = "yuan" },
    { name = "starts_on", zh = "开始日", type = "date", required = true },
]

[[fact]]
id = "noticed"
zh = "发出通知"
en = "noticed"

[[fact]]
id = "closed"
zh = "结案"
en = "closed"
to_state = "closed"

[[fact]]
id = "seized"
zh = "查封"
en = "seized"
subject = "asset"
fields = [{ name = "price", zh = "价格", type = "yuan", required = true }]

[[fact]]
id = "sold"
zh = "成交"
en = "sold"
subject = "asset"
fields = [
    { name = "price", zh = "价格", type = "yuan", required = true },
    { name = "starts_on", zh = "开拍日", type = "date", required = true },
]
"""

_SOURCE = 'source = { document = "试行规定", number = "示例〔2015〕1号", article = "第1条" }'


def rule(
    name: str = "notice", *more: str, example: str = "2016-09-26 2016-10-08", **keys: str
) -> str:
    """An entry of a rule: twelve days would be kept short; `keys` are TOML, `more` whole lines."""
    said = {
        "zh": '"通知"',
        "en": '"notify"',
        "stage": '"A"',
        "kind": '"deadline"',
        "subject": '"case"',
        "origin": '["filed"]',
        "settles": '["noticed"]',
        "role": '"handler"',
        "period": '"10:day"',
        "legal_class": '"legal"',
        "status": '"verified"',
        "effective_from": "2015-01-01",
    } | keys
    lines = [f"{key} = {value}" for key, value in said.items() if value]
    origin, _, due = example.partition(" ")
    proof = f'[[rule.example]]\norigin = "{origin}"\ndue = "{due}"' if example else ""
    return "\n".join(["[[rule]]", f'id = "{name}"', *lines, _SOURCE, *more, proof, ""])


def gate(name: str, on: str, *needs: str, **keys: str) -> str:
    """An entry of a gate before one fact; each need is the TOML of what it asks for."""
    said = {
        "zh": '"闸门"',
        "en": '"gate"',
        "on": f'["{on}"]',
        "stage": '"A"',
        "status": '"verified"',
        "effective_from": "2015-01-01",
    } | keys
    lines = [f"{key} = {value}" for key, value in said.items() if value]
    asked = [
        f'[[gate.need]]\nzh = "须有"\nen = "needed"\narticle = "第1条"\n{need}' for need in needs
    ]
    return "\n".join(["[[gate]]", f'id = "{name}"', *lines, _SOURCE, *asked, ""])


def write(root: Path, *entries: str, profile: str = "small", **files: str) -> Path:
    """Write a profile of these entries; `files` are further files, or stand in for the usual."""
    folder = root / profile
    folder.mkdir(parents=True, exist_ok=True)
    usual = {"names": NAMES, "facts": FACTS} if profile == "small" else {}
    for name, text in (usual | {"rules": "\n".join(entries)} | files).items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return root


def faults(root: Path, profile: str = "small") -> list[str]:
    """Every fault of a profile that has some."""
    with pytest.raises(LawFaults) as caught:
        load(profile, root)
    return [str(fault) for fault in caught.value.faults]


def law(root: Path, *entries: str) -> Lawbook:
    """The lawbook of these entries."""
    return load("small", write(root, *entries))
