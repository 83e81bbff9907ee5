"""Released transcripts and topics to take away."""

import json
from pathlib import Path

import pytest

from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.exporting import export_topics, export_transcripts


def test_one_object_a_turn_in_file_order_from_nought(released: Context, tmp_path: Path) -> None:
    out = export_transcripts(released, "jsonl", tmp_path / "t.jsonl")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [list(r) for r in rows] == [["group", "turn", "speaker", "text"]] * 10
    assert [(r["group"], r["turn"]) for r in rows] == [("CSC1", i) for i in range(6)] + [("ED1", i) for i in range(4)]
    assert rows[0]["speaker"] == "[Facilitator]"


@pytest.mark.parametrize(("format", "files"), [("docx", ["CSC1.docx", "ED1.docx"]), ("html", ["CSC1.html", "ED1.html"])])
def test_a_folder_with_a_file_a_group(released: Context, tmp_path: Path, format: str, files: list[str]) -> None:
    out = export_transcripts(released, format, tmp_path / "out")
    assert sorted(p.name for p in out.iterdir()) == files


def test_plain_text_is_stamped(released: Context) -> None:
    out = export_transcripts(released, "txt", None)
    assert out == released.study.outputs / "transcripts.txt"
    assert out.read_text(encoding="utf-8").count("UNREVIEWED") >= 1


def test_nothing_goes_out_before_a_release(imported: Context) -> None:
    with pytest.raises(PersonNeeded, match="Nothing has been released yet"):
        export_transcripts(imported, "jsonl", None)


def test_a_study_too_small_for_topics_says_so(released: Context, told: list[str], tmp_path: Path) -> None:
    out = export_topics(released, "jsonl", tmp_path / "t.jsonl")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [r["topic"] for r in rows] == [-1] * 10
    assert any("not enough talk for topics" in line for line in told)
    out = export_topics(released, "json", tmp_path / "t.json")
    assert json.loads(out.read_text(encoding="utf-8"))["topics"] == []
