"""What `pyproject.toml` asks for is what the constraints pin; nothing is installed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.premises import ROOT, project

FILES = ("constraints.txt", "constraints-mining.txt")  # the second only what the first lacks
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in FILES}
TEXT = "".join(TEXTS.values())
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\]+)? \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.M
)


def _pins(text: str = TEXT) -> dict[str, Version]:
    return {canonicalize_name(name): Version(version) for name, version, _ in PIN.findall(text)}


def _asked_for() -> Iterator[Requirement]:
    about = project()["project"]
    groups = about["optional-dependencies"].values()
    for line in [*about["dependencies"], *(line for group in groups for line in group)]:
        yield Requirement(line)
    for line in project()["build-system"]["requires"]:
        yield Requirement(line)


def _fits(asked: Requirement, pin: Version | None) -> bool:
    return pin is not None and pin in asked.specifier


def test_every_direct_dependency_is_pinned_within_its_range() -> None:
    pins = {asked: _pins().get(canonicalize_name(asked.name)) for asked in _asked_for()}
    astray = [f"{asked} is pinned as {pin}" for asked, pin in pins.items() if not _fits(asked, pin)]
    assert astray == []


@pytest.mark.parametrize("python", ["3.11.2", "3.11.9", "3.12.3", "3.13.1"])
def test_the_pins_are_complete_for_every_supported_python(python: str) -> None:
    machine = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    missing = [
        f"{package.name} wants {line}"
        for package in distributions()
        if canonicalize_name(package.name) in _pins()
        for line in package.requires or ()
        if _applies(Requirement(line), machine)
        and canonicalize_name(Requirement(line).name) not in _pins()
    ]
    assert missing == []


def _applies(asked: Requirement, machine: dict[str, str]) -> bool:
    return asked.marker is None or asked.marker.evaluate({**machine, "extra": ""})


def test_prefect_and_fastapi_stay_where_they_are_known_to_work() -> None:
    ranges = {asked.name: asked.specifier for asked in _asked_for()}
    assert "3.9.0" not in ranges["prefect"]
    assert "0.151.0" not in ranges["fastapi"]
    assert "2.1.0" not in ranges["sqlalchemy"]


def test_every_pin_carries_its_hashes() -> None:
    pinned_lines = [line for line in TEXT.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    assert len(pinned_lines) == len(_pins()) > len(list(_asked_for()))


def test_what_mining_takes_beyond_the_rest_stands_in_its_own_file_alone() -> None:
    rest, mining = (_pins(text) for text in TEXTS.values())
    assert rest.keys() & mining.keys() == set()
    asked = {canonicalize_name(Requirement(line).name) for line in _mining()}
    assert asked and asked <= mining.keys()


def _mining() -> list[str]:
    found: list[str] = project()["project"]["optional-dependencies"]["mining"]
    return found


def test_the_pins_name_no_package_index() -> None:
    assert (
        re.findall(
            r"(?im)https?://|^\s*(?:-i|--index-url|--extra-index-url|-f|--find-links"
            r"|--trusted-host)\b|file:",
            TEXT,
        )
        == []
    )
