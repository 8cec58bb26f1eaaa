"""The days that stand in a page of the board, and which of them lead to a derivation."""

from __future__ import annotations

import re
from html.parser import HTMLParser

DAY = re.compile(r"(?<![\d-])(?:20\d\d-)?[01]\d-[0-3]\d(?![\d-])")
DERIVES = re.compile(r"/why(?:\?|$)|/last-day\?|/day\?|/limits(?:#|$)|#f\d+$")


class Days(HTMLParser):
    """The days of a page, each with what it stands under; those that lead on are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.leads: list[str] = []
        self.path: list[tuple[str, dict[str, str | None]]] = []
        self.heads: list[str] = []
        self.column = 0
        self.term = self.section = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"input", "br", "meta", "link", "img", "rect", "path", "line", "circle"}:
            return
        self.path.append((tag, dict(attrs)))
        match tag:
            case "table":
                self.heads = []
            case "tr":
                self.column = -1
            case "th" | "td":
                self.column += 1
            case "h2":
                self.section = ""
            case "dt":
                self.term = ""

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.path]
        text = data.strip()
        if "th" in tags and "thead" in tags:
            self.heads.append(text)
        elif "dt" in tags:
            self.term += text
        elif "h2" in tags:
            self.section += text
        elif DAY.search(text) and not self._passed(tags):
            self.found.append((self._under(tags), text))

    def _passed(self, tags: list[str]) -> bool:
        """Whether it leads on, or stands where no page says a limit: a form, a title, a drawing."""
        hrefs = (str(said.get("href") or "") for tag, said in self.path if tag == "a")
        leads = list(filter(DERIVES.search, hrefs))
        self.leads += (one for one in leads if not one.startswith("#"))
        off = {"title", "script", "style", "svg", "option", "textarea", "header", "caption", "pre"}
        derived = ("steps" in str(said.get("class") or "") for _, said in self.path)
        return bool(leads) or bool(off & {*tags}) or any(derived)

    def _under(self, tags: list[str]) -> str:
        if "td" in tags and self.heads:
            return self.heads[self.column] if self.column < len(self.heads) else "?"
        if "dd" in tags:
            return self.term
        return tags[-1] if tags[-1] in {"time"} else self.section or tags[-1]
