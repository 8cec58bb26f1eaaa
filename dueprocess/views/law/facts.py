"""The catalogue of facts (事实目录): what may be recorded, by whom, and to what effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueprocess.lawwords import facts
from dueprocess.lawwords.facts import Page
from dueprocess.views.frame.bilingual import Row, grid
from dueprocess.views.frame.palette import QUIET, STRONG
from rulebook.law.factkind import FactKind
from rulebook.law.lawbook import Lawbook


def catalogue(law: Lawbook, kinds: Iterable[FactKind]) -> RenderableType:
    """Every kind in a few lines, by stage; a star marks the fields that must be said."""
    by_stage: dict[str, list[FactKind]] = {}
    for kind in kinds:
        by_stage.setdefault(kind.chapter, []).append(kind)
    parts: list[RenderableType] = [Text("* 必填 required", QUIET)]
    for letter in sorted(by_stage):
        head = f"{letter} {law.stages.get(letter, '其他 other')}".strip()
        parts.append(
            Padding(Group(Text(head, STRONG), _listed(law, by_stage[letter])), (1, 0, 0, 0))
        )
    return Group(*parts)


def entry(law: Lawbook, page: Page) -> RenderableType:
    """One kind in full."""
    kind = page.kind
    head = Text.assemble((kind.zh, STRONG), f"  {kind.en}  ", (kind.id, QUIET))
    return Group(head, Padding(grid(_rows(law, page)), (1, 0, 1, 2)))


def _listed(law: Lawbook, kinds: Iterable[FactKind]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for kind in kinds:
        table.add_row(kind.id, _brief(law, facts.page(law, kind)))
    return table


def _brief(law: Lawbook, page: Page) -> Text:
    kind = page.kind
    about = f"对象{law.subjects.get(kind.subject, kind.subject)}" if kind.subject != "case" else ""
    names = "、".join(f"{one.name}{'*' * one.required}" for one in kind.fields)
    said = [about, "须附依据" if kind.evidence_required else "", names]
    text = Text(kind.zh)
    text.append(f"  {'；'.join(filter(None, said))}" if any(said) else "", QUIET)
    effects = (("开启", page.opens), ("办结", page.settles), ("闸门", page.gates))
    done = "；".join(f"{word} {' '.join(ids)}" for word, ids in effects if ids)
    return text.append(f"\n{done}" if done else "", QUIET)


def _rows(law: Lawbook, page: Page) -> Iterator[Row]:
    kind = page.kind
    if kind.chapter:
        yield "阶段 stage", Text(f"{kind.chapter} {law.stages[kind.chapter]}")
    yield "对象 subject", Text(f"{law.subjects.get(kind.subject, '')} {kind.subject}".strip())
    if kind.fields:
        yield "各项 fields", Text("\n").join(Text(facts.field(one)) for one in kind.fields)
    yield "录入 recorded by", _recorders(law, kind)
    yield "依据 paper", _paper(page)
    for label, ids, names in (
        ("开启 opens", page.opens, law.rules),
        ("办结 settles", page.settles, law.rules),
        ("终止 ends", page.ends, law.rules),
        ("暂停 pauses", page.pauses, law.causes),
        ("恢复 resumes", page.resumes, law.causes),
        ("闸门 gates", page.gates, law.gates),
    ):
        if ids:
            found = (Text.assemble(names[one].zh, (f"  {one}", QUIET)) for one in ids)
            yield label, Text("\n").join(found)
    yield from _course(kind)


def _recorders(law: Lawbook, kind: FactKind) -> Text:
    names = "、".join(law.roles.get(role, role) for role in kind.by)
    return Text.assemble(names or "不限 anyone", (f"  {' '.join(kind.by)}", QUIET))


def _paper(page: Page) -> Text:
    must = "须附 required" if page.kind.evidence_required else "可附 may be given"
    proof = f"\n据以证明办结：{'、'.join(page.proves)}" if page.proves else ""
    return Text.assemble(must, (proof, QUIET))


def _course(kind: FactKind) -> Iterator[Row]:
    said = (
        ("可以是案件的第一项事实 may open a file", kind.opens_file),
        ("每案至多一次 at most once a case", kind.once),
        ("结案后仍可记录 may be recorded after the end", kind.after_end),
        (f"案件状态变为{kind.to_state} state", bool(kind.to_state)),
        (f"案件进入{kind.stage}阶段 stage", bool(kind.stage)),
    )
    found = [Text(words) for words, holds in said if holds]
    if found:
        yield "进程 course", Text("\n").join(found)
