"""The page of the bulletin's figures (口径页): every definition, made from the data."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.figures.definitions import Definitions, Figure

MARK = "<!-- figures: made from rulebook/figures/definitions.toml -->"


def rendered(page: str, defined: Definitions) -> str:
    """The page with everything after its mark made anew from the definitions."""
    said, _, _ = page.partition(MARK)
    return f"{said}{MARK}\n\n" + "\n".join(_lines(defined)) + "\n"


def _lines(defined: Definitions) -> Iterator[str]:
    yield f"Version {defined.version}; with fewer than {defined.limits.least_n} no rate is given."
    for section, title in defined.sections.items():
        yield from ("", f"### {title} {section}", "", "| figure | 口径 | what it counts |")
        yield "|---|---|---|"
        yield from map(_row, defined.of(section))


def _row(one: Figure) -> str:
    aim = f" 参考：不低于{one.aim}%。" if one.aim else ""
    note = f" {one.note}" if one.note else ""
    source = f" 出处：{one.source}。" if one.law else ""
    return (
        f"| `{one.id}` v{one.version} {one.zh} | {one.says_zh}{aim}{source}{note} | {one.says_en} |"
    )
