from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docx import Document

from csa_research.analysis import Analysis
from csa_research.export import transcripts
from csa_research.records import Turn


def test_jsonl_is_one_object_a_turn_in_file_order(tiny: Analysis) -> None:
    rows = [json.loads(line) for line in transcripts.jsonl(tiny.turns).splitlines()]
    assert all(list(row) == ["group", "turn", "speaker", "text"] for row in rows)
    assert [(r["group"], r["turn"], r["speaker"], r["text"]) for r in rows] == [
        (t.group, t.index, t.speaker, t.text) for t in tiny.turns
    ]
    assert [r["turn"] for r in rows if r["group"] == "HE2"] == [0, 1, 2, 3, 4]


def test_plain_text_is_a_line_a_turn_under_a_heading_with_the_stamp() -> None:
    text = transcripts.plain((Turn("G", 0, "[Participant 1]", "one\n two"),), "SYNTHETIC")
    assert text == "Released transcript - SYNTHETIC - names and details replaced [like this]\n\n[Participant 1]: one two\n"


def test_all_groups_follow_each_other_under_their_ids(tiny: Analysis) -> None:
    text = transcripts.plain_all(tiny.turns, "")
    assert re.findall(r"^Group (\w+)$", text, re.MULTILINE) == ["SC1", "SC2", "HE1", "HE2"]


def test_the_page_has_an_anchor_a_turn_and_marks_cited_words(tiny: Analysis) -> None:
    turns = [t for t in tiny.turns if t.group == "SC1"]
    quotes = [q for q in tiny.quotes if q.group == "SC1"]
    page = transcripts.html_page("Group SC1", turns, quotes, "SYNTHETIC")
    assert re.findall(r'<p class="turn[^"]*" id="(t\d+)"', page) == ["t0", "t1", "t2", "t3", "t4"]
    assert "<mark>You learn the signs, café or no café.</mark>" in page
    assert "She said &quot;tell no one&quot;" in page
    assert all(f'id="{q.id}"' in page for q in quotes)
    assert "http" not in page


def test_hostile_words_stay_words_in_the_page() -> None:
    page = transcripts.html_page("<b>", (Turn("G", 0, "<i>", "<script>alert(1)</script>\x00"),), (), "<u>")
    for tag in ("<script>", "<i>", "<u>", "<b>:"):
        assert tag not in page.split("</style>")[1].replace("<b>&lt;i&gt;:</b>", "")
    assert "\x00" not in page


def test_the_word_file_has_every_turn_and_neutral_properties(tiny: Analysis, tmp_path: Path) -> None:
    turns = [t for t in tiny.turns if t.group == "HE1"]
    transcripts.write_docx(tmp_path / "HE1.docx", "Group HE1", turns, "SYNTHETIC")
    document = Document(str(tmp_path / "HE1.docx"))
    lines = [p.text for p in document.paragraphs[1:]]
    assert lines == [f"{t.index}  {t.speaker}: {t.text}" for t in turns]
    assert "SYNTHETIC" in document.sections[0].header.paragraphs[0].text
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("csa_research", "csa_research", "")


def test_control_characters_do_not_stop_the_word_file(tmp_path: Path) -> None:
    transcripts.write_docx(tmp_path / "g.docx", "Group", (Turn("G", 0, "[P]", "a\x00b\x0bc"),), "")
    assert Document(str(tmp_path / "g.docx")).paragraphs[1].text == "0  [P]: a b c"


@pytest.mark.parametrize("form", ["docx", "html"])
def test_each_group_gets_its_file(form: str, tiny: Analysis, tmp_path: Path) -> None:
    transcripts.write_each(tmp_path, tiny.turns, "", form)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{g}.{form}" for g in ("HE1", "HE2", "SC1", "SC2")]


def test_everything_is_written_and_an_unspoken_study_leaves_an_empty_file(
    tiny: Analysis, unspoken: Analysis, tmp_path: Path
) -> None:
    transcripts.write_all(tmp_path / "a", tiny)
    assert len(list((tmp_path / "a").iterdir())) == 1 + 3 * 4
    transcripts.write_all(tmp_path / "b", unspoken)
    assert (tmp_path / "b" / "released.jsonl").read_text(encoding="utf-8") == ""
