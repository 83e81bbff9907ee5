from __future__ import annotations

import re
from dataclasses import replace

import pytest

from csa_research.analysis import Analysis
from csa_research.export.report import build
from csa_research.export.report.blocks import (
    Block,
    Citation,
    Contents,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
    everyone,
    flat,
    sections,
    targets,
)
from csa_research.export.transcripts import html_page

from .conftest import LOCKED_WORDS


@pytest.fixture(scope="module")
def blocks(tiny: Analysis) -> tuple[Block, ...]:
    return flat(build(tiny))


def all_refs(blocks: tuple[Block, ...]) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Paragraph | TableBlock | FigureBlock):
            found |= set(block.refs)
        if isinstance(block, Citation):
            found.add(block.quote.id)
    return found


def words(blocks: tuple[Block, ...]) -> str:
    """All that a reader sees but the references."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(_, text):
                parts.append(text)
            case Paragraph(text, _, lead):
                parts += [lead, text]
            case Citation(quote, agency):
                parts += [quote.text, agency]
            case TableBlock(caption, frame):
                parts += [caption, *(str(v) for column in frame if column != "Quotes" for v in frame[column])]
            case FigureBlock(caption):
                parts.append(caption)
    return "\n".join(parts)


def test_every_paragraph_with_a_number_has_references(blocks: tuple[Block, ...]) -> None:
    bare = [b.text for b in blocks if isinstance(b, Paragraph) and re.search(r"\d", b.text + b.lead) and not b.refs]
    assert bare == []


def test_every_figure_and_table_has_references(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, FigureBlock):
            assert block.refs
        if isinstance(block, TableBlock):
            assert block.refs or "Quotes" in block.frame.columns


def test_every_reference_leads_to_a_turn_that_the_transcript_has(blocks: tuple[Block, ...], tiny: Analysis) -> None:
    links = targets(tiny)
    pages = {g.group_id: html_page("", [t for t in tiny.turns if t.group == g.group_id], (), "") for g in tiny.groups}
    for ref in all_refs(blocks):
        file, _, anchor = links[ref][1].partition("#")
        page = pages[file.removeprefix("../transcripts/").removesuffix(".html")]
        assert not anchor or f'id="{anchor}"' in page


def test_no_locked_words_ids_or_codes_are_in_it(blocks: tuple[Block, ...], tiny: Analysis) -> None:
    shown = words(blocks)
    for inside in (*LOCKED_WORDS, "Own history and identification", "EM09"):
        assert inside not in shown
    assert not {q.id for q in tiny.quotes if q.locked} & (all_refs(blocks) | set(shown.split()))


def test_only_groups_that_consented_to_the_report_are_quoted(blocks: tuple[Block, ...]) -> None:
    quoted = [b.quote for b in blocks if isinstance(b, Citation)]
    assert {q.group for q in quoted} == {"SC1", "SC2", "HE2"}
    assert not any("case_vignette" in q.flags for q in quoted)


def test_a_quote_is_attributed_to_its_agency_and_no_group_or_speaker_is_named(blocks: tuple[Block, ...]) -> None:
    assert {b.agency for b in blocks if isinstance(b, Citation)} == {"Social care", "Health"}
    shown = words(blocks)
    for inside in ("SC1", "SC2", "HE1", "HE2", "[Participant", "[Facilitator", "ada_l", "bob_m"):
        assert inside not in shown


def test_an_agency_with_one_group_is_withheld_and_cannot_be_worked_out(blocks: tuple[Block, ...]) -> None:
    said = next(b for b in blocks if isinstance(b, Paragraph) and b.lead == "Recognising signs and indicators.")
    assert "Social care 1" not in said.text
    assert "Health 2" not in said.text
    assert "3 codings: 2 as an enabler, 1 mixed." in said.text


def test_a_code_of_one_group_is_named_without_a_number(blocks: tuple[Block, ...]) -> None:
    few = [b.text for b in blocks if isinstance(b, Paragraph) and b.text.startswith("Spoken of in too few groups")]
    assert any("Feedback to those who raise a concern" in text for text in few)
    assert not re.search(r"\d", " ".join(few))


def test_headings_go_down_one_level_at_a_time_and_the_summary_comes_first(blocks: tuple[Block, ...]) -> None:
    levels = [b.level for b in blocks if isinstance(b, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert [title for _, title in sections(blocks)][:3] == ["Summary", "The sample", "Enablers and barriers"]
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Contents))
    assert at < next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "The sample")


def test_it_says_at_once_what_the_data_are(tiny: Analysis, blocks: tuple[Block, ...]) -> None:
    assert blocks[1] == Paragraph(
        "Everybody in it is invented: it must not be used as if it described real services.", lead="SYNTHETIC."
    )
    unreviewed = build(replace(tiny, stamp="UNREVIEWED"))[1]
    assert isinstance(unreviewed, Paragraph)
    assert unreviewed.text.startswith("No person has checked")
    assert build(replace(tiny, stamp=""))[1] == Paragraph(tiny.codebook.question)


def test_tables_have_a_width_for_each_column(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, TableBlock):
            assert len(block.widths) == len(block.frame.columns)


def test_weak_topics_do_not_show_their_words(blocks: tuple[Block, ...]) -> None:
    assert "secretword" not in words(blocks)
    assert "neglect, heading" in words(blocks)


def test_a_topic_is_called_what_a_person_calls_it_and_what_nobody_measured_is_said(tiny: Analysis) -> None:
    assert tiny.topics is not None
    first, *others = tiny.topics.topics
    split = replace(first, label="Being heard", unmeasured="split by a person", exportable=True)
    made = flat(build(replace(tiny, topics=replace(tiny.topics, topics=(split, *others)))))
    table = next(b for b in made if isinstance(b, TableBlock) and b.caption == "Topics that may be shown")
    row = table.frame.iloc[0]
    assert (row["Topic"], row["Steadiness: seeds / 80% / left out"]) == (f"{first.id} Being heard", "not measured")
    assert "(of 1 of these, merged or split by a person, the steadiness is not measured)" in words(made)


def test_a_study_without_codings_or_texts_has_a_report_too(uncoded: Analysis, unspoken: Analysis) -> None:
    assert everyone(unspoken) == ()
    assert [b for b in flat(build(uncoded)) if isinstance(b, Citation)] == []
    assert "0 codings" in words(flat(build(unspoken)))
