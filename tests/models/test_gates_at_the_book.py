"""What a gate refuses changes no row of the book; what it remarks on and lets pass stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from models.errors import FactRefused
from models.founding import found
from models.record import Arrival, Recorded
from models.recording.chain import verify_book
from models.store import Store
from models.tables.book import BookKind
from models.tables.schema import metadata
from rulebook.law.gate import Refusal
from tests.conftest import MORNING, NewUrl
from tests.models.scenebook import SceneBook
from tests.rulebook.gatescene import Scene, cites, profile
from tests.rulebook.scenes.register import BEHIND

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture(scope="module", params=["national", "twelve-checks"])
def book(new_url: NewUrl, request: pytest.FixtureRequest) -> Iterator[SceneBook]:
    store = Store(new_url())
    found(store, BookKind.REHEARSAL, request.param, clock_at=MORNING)
    yield SceneBook(store, request.param)
    store.close()


def test_a_refused_fact_cites_its_article_and_changes_no_row(book: SceneBook) -> None:
    before = book.content()
    with book.watched() as changes:
        untouched = changes()
        for scene, fact in book.refused():
            with pytest.raises(FactRefused) as refused:
                book.records(fact)
            spoken(scene, refused.value.refusals)
            assert changes() == untouched, f"{scene} wrote to the book"
    assert book.content() == before


def test_a_fact_that_is_remarked_on_stands_with_its_remark(book: SceneBook) -> None:
    remarked = list(book.remarked())
    assert bool(remarked) == (book.law == profile("national"))  # the twelve checks refuse outright
    for scene, fact in remarked:
        recorded = book.records(fact)
        spoken(scene, recorded.remarks)
        assert stands(book, fact, recorded)


def test_the_lawful_fact_stands_without_a_line_of_the_gate(book: SceneBook) -> None:
    for scene, fact in book.lawful():
        recorded = book.records(fact)
        assert scene.gate not in {one.gate for one in recorded.remarks}
        assert stands(book, fact, recorded)
    with book.store.reading() as session:
        assert verify_book(session).holds


def spoken(scene: Scene, lines: tuple[Refusal, ...]) -> None:
    if scene.gate in BEHIND:
        assert scene.gate not in {one.gate for one in lines}
    else:
        cites(scene, lines)


def stands(book: SceneBook, fact: Arrival, recorded: Recorded) -> bool:
    """Whether the fact is the last of its case's chain."""
    table = metadata.tables["fact"]
    of_case = select(table.c.kind, table.c.hash).where(table.c.case_id == recorded.case_id)
    with book.store.reading() as session:
        last = session.connection().execute(of_case.order_by(table.c.seq.desc())).first()
    return last is not None and tuple(last) == (fact.kind, recorded.hash)
