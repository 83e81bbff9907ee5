"""PDF: text layer, running heads, page breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import hidden_text, read_transcript
from csa_research.ingest.pdf import join_wrapped, without_running_heads

from . import writers


def test_a_turn_goes_on_over_a_page_break(tmp_path: Path) -> None:
    path = writers.pdf(
        tmp_path / "a.pdf", [["Study X", "P1: We went and", "Page 1 of 2"], ["Study X", "came back.", "P2: Yes.", "Page 2 of 2"]]
    )
    assert [(t.speaker, t.text) for t in read_transcript(path, "G").turns] == [("P1", "We went and came back."), ("P2", "Yes.")]


def test_turns_that_look_alike_on_every_page_are_kept() -> None:
    pages = [[f"P1: number {n}", "P2: yes"] for n in range(1, 4)]
    assert without_running_heads(pages) == (pages, 0)


def test_numbers_that_do_not_count_the_pages_are_kept() -> None:
    pages = [["one", "there were 7 of us"], ["two", "there were 3 of us"], ["three", "there were 9 of us"]]
    assert without_running_heads(pages) == (pages, 0)


def test_a_scan_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no text"):
        read_transcript(writers.pdf(tmp_path / "a.pdf", [[], []]), "G")


def test_words_cut_at_their_hyphen_are_put_together_but_a_stutter_is_not() -> None:
    assert join_wrapped(["a multi-", "agency thing"]) == "a multi-agency thing"
    assert join_wrapped(["I was go-", "going home"]) == "I was go- going home"
    assert join_wrapped(["and -", "well"]) == "and - well"


def test_the_properties_of_a_pdf_are_hidden_text(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=str(writers.pdf(tmp_path / "a.pdf", [["P1: One.", "P2: Two."]])))
    writer.add_metadata({"/Author": "Ann Author", "/Producer": "a program"})
    writer.write(str(tmp_path / "b.pdf"))
    assert "Ann Author" in hidden_text(tmp_path / "b.pdf")
    assert "a program" not in hidden_text(tmp_path / "b.pdf")


def test_a_protected_pdf_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=str(writers.pdf(tmp_path / "a.pdf", [["P1: One."]])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(str(tmp_path / "b.pdf"))
    with pytest.raises(FormatError, match="password"):
        read_transcript(tmp_path / "b.pdf", "G")
