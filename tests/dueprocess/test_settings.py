"""Every setting is documented, with the default and the words that stand in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from dueprocess.settings import Settings, variables

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(DUEPROCESS_\w+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    return {name: (default, words) for name, default, words in ROW.findall(PAGE.read_text("utf-8"))}


def test_the_page_lists_exactly_the_settings_there_are() -> None:
    assert rows().keys() == variables().keys()


@pytest.mark.parametrize("name", variables())
def test_the_page_says_of_a_setting_what_the_code_says(name: str) -> None:
    default, words = rows()[name]
    field = Settings.model_fields[name.removeprefix("DUEPROCESS_").lower()]
    given = field.get_default(call_default_factory=True)
    plain = given.get_secret_value() if isinstance(given, SecretStr) else given
    written = "empty" if plain in (None, "", {}) else f"`{plain}`"
    assert (default, words) == (written, variables()[name])


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUEPROCESS_PORT", "4300")
    monkeypatch.setenv("DUEPROCESS_OFFICER", "J001")
    settings = Settings()
    assert (settings.port, settings.officer) == (4300, "J001")
    assert settings.prefect_api.endswith(":4300/api")


def test_an_address_of_prefect_given_to_prefect_holds_here_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://10.0.0.7:4200/api")
    assert Settings().prefect_api == "http://10.0.0.7:4200/api"
