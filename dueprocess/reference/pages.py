"""Every reference page of a lawbook, by file name; the same book always gives the same pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dueprocess.reference import processmap
from rulebook.law import inwords
from rulebook.law.gate import Gate
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.loading import loader
from rulebook.loading.folders import SHIPPED, held

FOLDER = Path("docs/rules")
MAP = "process-map.svg"
_TEMPLATES = Path(__file__).parent / "templates"


def pages(law: Lawbook) -> Mapping[str, str]:
    """File name → text of every page."""
    made = {stage_file(letter): _stage(law, letter) for letter in law.stages if _has(law, letter)}
    made["README.md"] = _made("index.md.j2", law, stages=[*_listed(law)])
    made["nodes.md"] = _made("nodes.md.j2", law, nodes=[*_nodes(law)])
    made["ladders.md"] = _made("ladders.md.j2", law, ladders=law.ladders.values())
    made["ladder-examples.md"] = _made("ladders.md.j2", law, ladders=[*_examples()])
    made[MAP] = _made("map.svg.j2", law, map=processmap.laid_out(law))
    return made


def write(law: Lawbook, folder: Path = FOLDER) -> list[Path]:
    """Write every page; a page that is no longer made is removed. Gives the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(law)
    for old in folder.iterdir():
        if old.suffix in {".md", ".svg"} and old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in made]


def stale(law: Lawbook, folder: Path = FOLDER) -> list[str]:
    """Names of pages that are not as the law makes them, or that it does not make at all."""
    made = pages(law)
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*") if path.is_file()}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def stage_file(letter: str) -> str:
    """The file of a stage's page."""
    return f"stage-{letter.lower()}.md"


def _stage(law: Lawbook, letter: str) -> str:
    return _made(
        "stage.md.j2",
        law,
        letter=letter,
        rules=_of(law.rules.values(), letter),
        gates=_of(law.gates.values(), letter),
        definitions=_of(law.definitions.values(), letter),
    )


def _examples() -> Iterable[Ladder]:
    """Ladders that courts were seen to climb, as the shipped profiles have them."""
    for name in held(SHIPPED):
        yield from (one for one in loader.load(name).ladders.values() if one.example)


def _has(law: Lawbook, letter: str) -> bool:
    return any(_of(part.values(), letter) for part in (law.rules, law.gates, law.definitions))


def _of(ones: Iterable[object], letter: str) -> list[object]:
    return [one for one in ones if getattr(one, "stage", "") == letter]


def _listed(law: Lawbook) -> Iterable[tuple[str, str, list[int]]]:
    for letter, name in law.stages.items():
        parts = (law.rules, law.gates, law.definitions)
        counts = [len(_of(part.values(), letter)) for part in parts]
        if any(counts):
            yield letter, name, counts


def _nodes(law: Lawbook) -> Iterable[tuple[str, str, list[Rule], list[Gate]]]:
    for code, name in law.nodes.items():
        rules = [rule for rule in law.rules.values() if rule.code == code]
        gates = [gate for gate in law.gates.values() if gate.code == code]
        yield code, name, rules, gates


def _made(template: str, law: Lawbook, **more: object) -> str:
    return _environment().get_template(template).render(law=law, words=inwords, **more)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown of our own data; the map escapes for itself
    )
    made.filters["cell"] = _cell
    made.globals["stage_file"] = stage_file
    return made


def _cell(text: object) -> str:
    """A text fit for one cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")
