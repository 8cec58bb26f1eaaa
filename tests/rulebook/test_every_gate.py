"""Every gate: refused with its article and what is missing, nothing changed; the lawful passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from rulebook.gates import conditions
from rulebook.gates.asking import ask
from rulebook.law.gate import Refusal
from rulebook.property.completing import completed
from tests.rulebook.casebook import LAW
from tests.rulebook.gatescene import Scene, arriving, cites, profile
from tests.rulebook.rounds import TWELVE
from tests.rulebook.scenes.register import BEHIND, REGISTER, UNMINDED
from tests.rulebook.telling import Told

SPEAKING = [scene for scene in REGISTER if scene.gate not in BEHIND]
LENIENT = [one for one in REGISTER if profile(one.law).gates[one.gate].remarks_on_import]
SILENT = [scene for scene in REGISTER if scene.gate in BEHIND]


def test_every_gate_of_the_law_has_its_scenes_and_no_other_has() -> None:
    assert {one.gate for one in REGISTER} == TWELVE.gates.keys() > LAW.gates.keys()


def test_each_need_of_a_gate_is_missed_in_some_scene() -> None:
    missed = {
        (scene.gate, need)
        for scene in REGISTER
        for need, lines in lacking(scene, scene.minded).items()
        if lines
    }
    needs = {(gate.id, need.zh) for gate in TWELVE.gates.values() for need in gate.needs}
    assert needs - missed == set()


def test_a_gate_is_tried_before_each_kind_of_fact_that_it_stands_before() -> None:
    tried = {(scene.gate, scene.minded[-1].kind) for scene in REGISTER}
    stand = {(gate.id, kind) for gate in TWELVE.gates.values() for kind in gate.on}
    assert stand - tried == UNMINDED.keys()


def test_no_scene_stands_in_the_register_twice() -> None:
    several = Counter(repr(one) for one in REGISTER)
    assert [name for name, times in several.items() if times > 1] == []


@pytest.mark.parametrize("scene", SPEAKING, ids=str)
def test_a_gate_says_what_lacks_with_its_article(scene: Scene) -> None:
    answer = ask(arriving(scene, scene.minded))
    if profile(scene.law).gates[scene.gate].refuses:
        assert {one.gate for one in answer.refusals} == {scene.gate, *scene.beside}
        cites(scene, answer.refusals)
    else:
        assert answer.refusals == ()
        cites(scene, answer.remarks)


@pytest.mark.parametrize("scene", REGISTER, ids=str)
def test_what_is_lawful_passes_without_a_line_of_the_gate(scene: Scene) -> None:
    answer = ask(arriving(scene, scene.lawful))
    assert answer.refusals == ()
    assert scene.gate not in {one.gate for one in answer.remarks}


@pytest.mark.parametrize("scene", SILENT, ids=str)
def test_a_gate_behind_another_says_the_same_itself(scene: Scene) -> None:
    cites(scene, alone(scene, scene.minded))
    assert alone(scene, scene.lawful) == ()


@pytest.mark.parametrize("scene", SILENT, ids=str)
def test_and_never_comes_to_speak_when_the_fact_arrives(scene: Scene) -> None:
    answer = ask(arriving(scene, scene.minded))
    assert answer.refusals
    assert scene.gate not in {one.gate for one in answer.refusals}


@pytest.mark.parametrize("scene", LENIENT, ids=str)
def test_what_an_older_system_did_without_it_is_brought_in_with_a_remark(scene: Scene) -> None:
    answer = ask(replace(arriving(scene, scene.minded), brought=True))
    assert scene.gate not in {one.gate for one in answer.refusals}
    if not answer.refusals:
        cites(scene, answer.remarks)


def alone(scene: Scene, facts: tuple[Told, ...]) -> tuple[Refusal, ...]:
    """The lines of the scene's gate on the last fact, whatever others say."""
    return tuple(line for lines in lacking(scene, facts).values() for line in lines)


def lacking(scene: Scene, facts: tuple[Told, ...]) -> dict[str, list[Refusal]]:
    """Need by need, what the scene's gate misses."""
    question = completed(arriving(scene, facts))
    gate = question.law.gates[scene.gate]
    return {need.zh: list(conditions.missing(question, gate, need)) for need in gate.needs}
