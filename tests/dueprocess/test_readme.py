"""The READMEs' own examples, typed one after the other on the example docket."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from dueprocess.intake import bring
from models.store import Store
from rulebook.loading import loader
from rulebook.time import calendar
from tests.dueprocess.court import CourtDesk

ENGINES = ("sqlite",)  # what the commands print; each is tried on both engines beside its own book

ROOT = Path(__file__).parents[2]


def examples(page: str) -> list[list[str]]:
    """The words of every `dueprocess` command in the page's blocks of code."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [
        shlex.split(line, comments=True)[1:] for line in lines if line.startswith("dueprocess ")
    ]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_example_works_as_printed(
    unfounded: Store,
    page: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DUEPROCESS_DATABASE_URL", unfounded.url)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    # The docket's own plate founds the rehearsal and sets its clock.
    example = ROOT / "examples" / "docket.xlsx"
    bring(unfounded, loader.national(), calendar.national(), example)
    monkeypatch.chdir(tmp_path)
    desk = CourtDesk(unfounded, capsys)
    typed = examples(page)
    assert len(typed) >= 8
    for words in typed:
        said = desk.does(*words).out
        assert said.strip()
        assert max(map(cell_len, said.splitlines())) <= 100, words
    assert (tmp_path / "docket.xlsx").exists()
    assert desk.does("item", "list", "--json").json
