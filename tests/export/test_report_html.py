from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from csa_research.analysis import Analysis
from csa_research.export import report_html, transcripts

from .conftest import LOCKED_WORDS


class Reader(HTMLParser):
    """Links, ids and pictures of a page, and whether every element was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []  # type: ignore[list-item]
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag == "img":
            self.pictures.append(values)
        if tag not in ("meta", "img", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_link_leads_to_a_turn_a_transcript_or_a_section(tiny: Analysis, tmp_path: Path) -> None:
    transcripts.write_all(tmp_path / "transcripts", tiny)
    report_html.write_report(tmp_path / "report" / "report.html", tiny)
    page = read((tmp_path / "report" / "report.html").read_text(encoding="utf-8"))
    assert len(page.links) > 50
    for link in set(page.links):
        file, _, anchor = link.partition("#")
        if not file:
            assert anchor in page.ids
            continue
        reached = (tmp_path / "report" / file).resolve().read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in reached


def test_nothing_comes_from_outside_and_nothing_locked_is_in_it(tiny: Analysis) -> None:
    page = report_html.page(tiny)
    assert not re.search(r"https?:|<script|<link", page)
    assert not any(inside in page for inside in LOCKED_WORDS)
    assert "Tiny study &amp; friends" in page


def test_pictures_have_a_text_for_those_who_do_not_see_them(tiny: Analysis) -> None:
    pictures = read(report_html.page(tiny)).pictures
    assert [p["src"] for p in pictures] == [
        "../findings/balance.png", "../findings/agencies.png", "../findings/topics.png",
        "../findings/topics_agencies.png", "../findings/topics_timeline.png", "../theory/theory_of_change.png",
    ]  # fmt: skip
    assert all(p["alt"] for p in pictures)


def test_empty_studies_have_a_whole_page(uncoded: Analysis, unspoken: Analysis) -> None:
    for analysis in (uncoded, unspoken):
        read(report_html.page(analysis))
