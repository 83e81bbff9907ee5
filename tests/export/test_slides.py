from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt

from csa_research.analysis import Analysis
from csa_research.export.documents import slides
from csa_research.export.public import conference_pack

from .conftest import LOCKED_WORDS


@pytest.fixture(scope="module")
def deck(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("slides") / "pack.pptx"
    slides.write_conference_pack(path, tiny)
    return Presentation(str(path))


def shown(slide: object) -> str:
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)  # type: ignore[attr-defined]


def test_no_group_no_speaker_and_nothing_locked_is_on_a_slide_or_in_a_note(deck: object) -> None:
    for slide in deck.slides:  # type: ignore[attr-defined]
        everything = shown(slide) + slide.notes_slide.notes_text_frame.text
        for inside in ("SC1", "SC2", "HE1", "HE2", "[Participant", "ada_l", "tell no one", *LOCKED_WORDS):
            assert inside not in everything


def test_a_slide_has_theme_direction_and_at_most_two_quotes_with_agency(deck: object) -> None:
    quoting = [s for s in deck.slides if "“" in shown(s)]  # type: ignore[attr-defined]
    assert quoting
    for slide in quoting:
        assert 1 <= shown(slide).count("“") <= slides.PER_SLIDE
        assert any(direction in shown(slide) for direction, _ in slides.DIRECTIONS.values())
        assert "Social care" in shown(slide) or "Health" in shown(slide)


def test_every_quote_of_the_pack_is_shown_once_and_its_id_is_in_the_notes(deck: object, tiny: Analysis) -> None:
    pack = [q for q in conference_pack(tiny).quotes if len(q.text) >= slides.READABLE[0]]
    said = "\n".join(shown(s) for s in deck.slides)  # type: ignore[attr-defined]
    notes = "\n".join(s.notes_slide.notes_text_frame.text for s in deck.slides)  # type: ignore[attr-defined]
    assert pack
    for quote in pack:
        assert said.count(f"“{quote.text}”") == 1
        assert notes.count(quote.id) == 1
        assert quote.id not in said


def test_it_can_be_read_from_the_back_of_the_room(deck: object) -> None:
    for slide in deck.slides:  # type: ignore[attr-defined]
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                assert all(run.font.size >= Pt(20) or run.text == "SYNTHETIC" for run in paragraph.runs)


def test_it_begins_with_the_question_and_ends_with_how_quotes_were_chosen(deck: object, tiny: Analysis) -> None:
    pages = list(deck.slides)  # type: ignore[attr-defined]
    assert tiny.codebook.question in shown(pages[0])
    assert "How these quotes were chosen" in shown(pages[-1])
    assert all("SYNTHETIC" in shown(page) for page in pages)


def test_properties_name_no_person(deck: object) -> None:
    assert deck.core_properties.author == deck.core_properties.last_modified_by == "csa_research"  # type: ignore[attr-defined]


def test_a_long_quote_stands_alone(tiny: Analysis) -> None:
    first = conference_pack(tiny).quotes[0]
    long = type(first)("Q-1", "x" * slides.LONG, "health", first.codes, first.polarities)
    assert [len(page) for page in slides._slides([first, long, first, first])] == [2, 1, 1]


def test_no_quotes_leave_title_and_rules(uncoded: Analysis, tmp_path: Path) -> None:
    slides.write_conference_pack(tmp_path / "p.pptx", uncoded)
    assert len(Presentation(str(tmp_path / "p.pptx")).slides) == 2
