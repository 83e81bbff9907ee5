"""Notes and descriptions of other programs' projects as memos on codes, transcripts and the study."""

from __future__ import annotations

from csa_research.exchange.noted import memos_in
from csa_research.exchange.records import ForeignCode, Mark, Note, Project, Selection, Source

NOTES = (
    Note("N1", "title", "on the code", "U1"),
    Note("N2", "", " on the text "),
    Note("N3", "", "on the project"),
    Note("N4", "Monday", "loose"),
    Note("N5", "", "on a coding"),
    Note("N6", "", "on a strange code"),
    Note("N7", "empty", "  "),
)
PROJECT = Project(
    "p", "NVivo",
    codes=(ForeignCode("C1", "Signs", "its definition", notes=("N1", "gone")), ForeignCode("C2", "Strange", notes=("N6",))),
    sources=(
        Source("S1", "CSC1", (Selection("X", "", 0, 1, (Mark("M", ("C1",), notes=("N5",)),)),), None, "on the text", notes=("N2",)),
        Source("S2", "diary", description="not ours"),
    ),
    notes=NOTES, description="what it is for", noted=("N3",),
)  # fmt: skip


def test_every_note_goes_where_it_belongs_and_what_has_no_place_is_listed() -> None:
    memos, lost = memos_in(PROJECT, ["CSC1", ""], {"C1": "KN01", "C2": ""}, {"U1": "anna"}.get, {"CSC1": ["turn 4: hm"]})  # type: ignore[arg-type]
    assert {(m.kind, m.subject): m.text for m in memos} == {
        ("study", ""): "on the project\n\nwhat it is for\n\nMonday: loose",
        ("code", "KN01"): "on the code",
        ("group", "CSC1"): "on the text\n\nturn 4: hm",
    }
    assert next(m for m in memos if m.kind == "code").who == "anna"
    assert [(x.what, x.count, x.where, x.why) for x in lost] == [
        ("memo on a code", 1, "Strange", "no code of the study has its name"),
        ("memo on a text", 1, "diary", "no group of the study has this text's name"),
    ]


def test_a_project_without_notes_brings_no_memo() -> None:
    assert memos_in(Project("p", "", sources=(Source("S", "CSC1"),)), ["CSC1"], {}, str, {}) == ((), ())
