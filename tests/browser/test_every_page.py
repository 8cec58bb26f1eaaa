"""Every page a link leads to opens, works without scripts, and has no serious fault for axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.conftest import CHIEF, WIDE, Comes
from tests.browser.docket import number
from tests.browser.person import Person

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SERIOUS = ["serious", "critical"]
# Only faults come back: what passed is as much text as the page itself, many times over.
ASKS = """async ([impacts, contrast]) => {
    const rules = {"color-contrast": {enabled: contrast}};
    const found = await axe.run(document, {resultTypes: ["violations"], rules});
    const grave = found.violations.filter(one => impacts.includes(one.impact));
    const faults = grave.flatMap(
        one => one.nodes.map(node => `${one.id} ${node.target} ${node.failureSummary}`));
    return {passed: found.passes.length, faults};
}"""
NARROW: ViewportSize = {"width": 480, "height": 900}
LEAVES = re.compile(
    r"^/(?:static|language|logout|api|join)\b|/workbook$|[./](?:xlsx|docx|html|md|ics|json)$"
)
ONE_OF_MANY = re.compile(r"（\d{4}）[^/]+号|\d+")
MOST = 60
# A link of a drawing has no address as a text, only its attribute.
HREFS = "every => every.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"


def pages(person: Person) -> Iterator[str]:
    """Every kind of page that can be reached from the first, one of each kind."""
    waiting, known = ["/", f"/cases/{number('15826')}"], set()
    while waiting:
        path = waiting.pop(0)
        kind = ONE_OF_MANY.sub("*", unquote(urlsplit(path).path))
        if kind in known or LEAVES.search(kind):
            continue
        known.add(kind)
        assert len(known) < MOST, sorted(known)
        person.opens(path)
        yield path
        waiting += _links(person)


def _links(person: Person) -> list[str]:
    found = person.page.locator("a[href]").evaluate_all(HREFS)
    own = (one.removeprefix(person.board) for one in found if one.startswith(person.board))
    return [one.partition("#")[0] for one in own]


def test_axe_finds_no_serious_fault_on_any_page_wide_or_narrow_in_both_languages(
    people: Comes,
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core was not taken in: `make test` brings it from npm")
    person = people(CHIEF)
    faults, seen = [], []
    for path in pages(person):
        seen.append(path)
        faults += _faults(person, path)  # wide, in Chinese
        person.page.set_viewport_size(NARROW)  # the same page, laid out anew
        faults += _faults(person, path)
        person.page.set_viewport_size(WIDE)
    assert len(seen) > 5
    person.opens("/language/en")
    for path in seen:
        person.opens(path)
        faults += _faults(person, path, contrast=False)  # no language has colours of its own
    person.opens("/language/zh")
    assert faults == []


def _faults(person: Person, path: str, contrast: bool = True) -> list[str]:
    """What axe has against the page as it stands."""
    if not person.page.evaluate("'axe' in window"):
        person.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = person.page.evaluate(ASKS, [SERIOUS, contrast])
    assert found["passed"], path
    return [f"{path}: {fault}" for fault in found["faults"]]


def test_every_page_can_be_read_without_scripts(people: Comes, chromium: Browser) -> None:
    person = people(CHIEF)
    cookies = person.context.cookies()
    plain = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    plain.add_cookies(cookies)  # type: ignore[arg-type]
    page = plain.new_page()
    for path in list(pages(person)):
        answer = page.goto(f"{person.board}{path}")
        assert answer is not None and answer.ok, path
        assert page.locator("main h1").first.inner_text().strip(), path
    plain.close()
