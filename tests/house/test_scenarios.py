"""The seventeen scenarios that practice set are told in stories, each under its number."""

from __future__ import annotations

import re

from tests.house.premises import ROOT


def test_every_scenario_of_practice_has_a_story_of_its_number() -> None:
    stories = sorted((ROOT / "tests" / "stories").glob("test_*.py"))
    texts = [story.read_text("utf-8") for story in stories]
    told = {int(number) for text in texts for number in re.findall(r"(?i)\bscenario (\d+)\b", text)}
    assert told == set(range(1, 18))
