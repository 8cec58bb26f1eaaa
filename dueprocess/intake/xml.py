"""XML in pieces: a parser fed as the zip yields, which takes no document type and no entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 16  # bytes


def parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """A parser that calls back with tags freed of their namespace prefix."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if end is not None:
        made.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    if text is not None:
        made.CharacterDataHandler = text
    made.StartDoctypeDeclHandler = _refuse
    return made


def parsed(part: IO[bytes], by: expat.XMLParserType) -> Iterator[None]:
    """Feed a part to its parser, pausing after each piece."""
    while chunk := part.read(CHUNK):
        by.Parse(chunk, False)
        yield
    by.Parse(b"", True)
    yield


def _refuse(*_: object) -> None:
    # An office program writes none; entities in one can swell a small file to gigabytes.
    raise ValueError("it declares a document type, which no workbook does")
