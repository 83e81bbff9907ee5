from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.exchange.project import as_jsonl, as_text, read_project

from .writers import QUOTES, TEXT, USER, Made, Way, places, write

NVIVO = Made("NVivo 12.6 Windows", Way("utf16", 2, "utf-8-sig", crlf=True), folder="Sources/", upper=False)
ATLAS = Made("ATLAS.ti for Windows 23.2.3", Way("cp", 1, "utf-8", crlf=True), entry="Project.qde", folder="Sources/")
WESTERN = TEXT.encode("cp1252", "ignore").decode("cp1252")
WRITERS = {
    "NVivo 12.6 Windows": NVIVO,
    "NVivo 15 Mac": Made("NVivo 15.0 Mac", Way("utf16", 2, "utf-8", crlf=True), upper=False),
    "NVivo with LF": Made("NVivo 14", Way("utf16")),
    "ATLAS.ti in code points": ATLAS,
    "ATLAS.ti 8.4 in UTF-16 units": replace(ATLAS, way=Way("utf16", 1, "utf-8", crlf=True), named=True),
    "MAXQDA in code points": Made("MAXQDA 24.7"),
    "MAXQDA in UTF-16 units": Made("MAXQDA 24.7", Way("utf16")),
    "QualCoder with its mark": Made("Qualcoder-3.5", Way("cp", 1, "utf-8-sig", crlf=True), entry="My study.qde"),
    "Exegete": Made("Exegete 0.15"),
    "qc with bare names": Made("qc 1.3.2", path="{}"),
    "qdaPy with code points over CRLF": Made("qdaPy", Way("cp", 2, "utf-8", crlf=True), cases_last=True),
    "bytes of UTF-8": Made("somebody", Way("utf8")),
    "a counted mark": Made("somebody", Way("cp", 1, "utf-8-sig", mark_counted=True)),
    "an included end": Made("somebody", Way("cp", end_included=True)),
    "UTF-16 text files": Made("somebody", Way("cp", 1, "utf-16", crlf=True)),
    "old Windows text files": Made("somebody", Way("cp", 1, "cp1252", crlf=True), sources={"SC1": WESTERN}),
    "no folder": Made("QualCoder", folder=""),
    "an odd folder": Made("QualCoder", folder="SOURCES/"),
    "an entry in capitals": Made("QualCoder", entry="STUDY.QDE"),
}  # fmt: skip


@pytest.mark.parametrize("made", WRITERS.values(), ids=WRITERS.keys())
def test_every_quote_of_every_variant_is_read_as_it_was_marked(made: Made, tmp_path: Path) -> None:
    read = read_project(write(tmp_path / "p.qdpx", made))
    text = made.sources["SC1"]
    assert [(i.span.start, i.span.end) for i in read.located] == places(text)
    assert {i.quote for i in read.located} <= set(QUOTES)
    assert (read.refused, read.lost, read.share) == ("", (), 1.0)
    assert len(read.located) > 20


def test_an_nvivo_file_lands_all_its_quotes_and_says_how_it_was_read(tmp_path: Path) -> None:
    read = read_project(write(tmp_path / "p.qdpx", NVIVO))
    assert str(read.reading) == "UTF-16 units, CRLF counts 2, LF 1, end exclusive"
    assert len(read.located) == len(places(TEXT)) == 60


def test_a_known_program_that_counts_otherwise_is_found_out_by_its_words(tmp_path: Path) -> None:
    read = read_project(write(tmp_path / "p.qdpx", replace(NVIVO, way=Way("cp", 1, "utf-8-sig", crlf=True))))
    assert [i.quote for i in read.located] == [TEXT[a:b] for a, b in places(TEXT)]
    assert str(read.reading).startswith("code points, a line end counts 1")


def test_names_that_are_quotes_decide_between_readings_that_fit_the_words(tmp_path: Path) -> None:
    text = "😀 aa bb cc dd ee ff gg hh\n"
    made = Made("NVivo", Way("cp"), named=True, sources={"SC1": text})
    spans = [(2, 4), (5, 7), (8, 10)]
    read = read_project(write(tmp_path / "p.qdpx", made, spans=spans))
    assert [i.quote for i in read.located] == ["aa", "bb", "cc"]


def test_positions_of_another_text_are_refused_with_the_reason_and_shown_all_the_same(tmp_path: Path) -> None:
    made = replace(NVIVO, way=Way("cp", file="utf-8"))
    spans = [(start + 3, end + 2) for start, end in places(TEXT) if TEXT[start + 3 - 1].isalnum()]
    read = read_project(write(tmp_path / "p.qdpx", made, spans=spans))
    assert "between words" in read.refused
    with pytest.raises(FormatError, match="csa qdpx inspect"):
        read.trusted()
    rows = [json.loads(line) for line in as_jsonl(read)]
    assert len(rows) == len(spans) + 1
    assert rows[-1]["on_word_boundary"] < 0.95
    assert rows[-1]["refused"] == read.refused


def test_jsonl_has_one_object_a_selection_and_a_last_line(tmp_path: Path) -> None:
    lines = "".join(as_jsonl(read_project(write(tmp_path / "p.qdpx", NVIVO)))).splitlines()
    first, last = json.loads(lines[0]), json.loads(lines[-1])
    start, end = places(TEXT)[0]
    assert first == {"source": "SC1", "start": start, "end": end, "quote": TEXT[start:end], "codes": ["KN01 Signs"]}
    assert last == {
        "selections": 60,
        "on_word_boundary": 1.0,
        "reading": "UTF-16 units, CRLF counts 2, LF 1, end exclusive",
        "origin": "NVivo 12.6 Windows",
        "lost": [],
    }


def test_a_project_without_selections_has_no_share(tmp_path: Path) -> None:
    read = read_project(write(tmp_path / "p.qdpx", Made("MAXQDA 24.7", sources={})))
    assert (read.located, read.share, read.refused) == ((), None, "")
    assert "no selections" in "".join(as_text(read))


def test_a_missing_text_is_listed_and_the_others_are_read(tmp_path: Path) -> None:
    made = Made("ATLAS.ti 8.4 Mac", sources={"SC1": TEXT, "SC2": TEXT})
    path = write(tmp_path / "p.qdpx", made, files={"sources/D0000000-0000-4000-8000-000000000001.TXT": TEXT.encode()})
    read = read_project(path)
    assert {read.project.sources[i.source].name for i in read.located} == {"SC2"}
    assert [(x.what, x.count, x.where) for x in read.lost] == [("text of a source", 1, "SC1"), ("text selection", 60, "SC1")]
    assert not read.refused


@pytest.mark.parametrize("data", [b"\n", b"", b"x", b"\xef\xbb\xbf"])
def test_a_text_of_one_byte_is_missing(data: bytes, tmp_path: Path) -> None:
    files = {"sources/.root": b"", "sources/d0000000-0000-4000-8000-000000000000.txt": data}
    read = read_project(write(tmp_path / "p.qdpx", replace(NVIVO, folder="sources/"), files=files))
    assert (read.located, read.refused) == ((), "")
    assert [x.what for x in read.lost] == ["text of a source", "text selection"]


def test_what_is_not_marked_on_words_is_counted_as_lost(tmp_path: Path) -> None:
    mark = f'guid="{USER}" page="1" firstX="0" firstY="0" secondX="1" secondY="1"'
    other = (
        f'<PDFSource guid="{USER}" name="leaflet"><PDFSelection {mark}/><PDFSelection {mark}/></PDFSource>'
        f'<PictureSource guid="{USER}" name="wall"><PictureSelection {mark}/></PictureSource>'
        f'<AudioSource guid="{USER}" name="tape"><AudioSelection guid="{USER}" begin="0" end="9"/></AudioSource>'
        f'<VideoSource guid="{USER}" name="film"><VideoSelection guid="{USER}"/>'
        f'<VideoSelection guid="{USER}"/></VideoSource>'
        f'<VideoSource guid="{USER}" name="blank"/>'
    )
    more = '<Graphs><Graph guid="x"/></Graphs>'
    read = read_project(write(tmp_path / "p.qdpx", replace(NVIVO, other=other, more=more)))
    assert {x.what: x.count for x in read.lost} == {
        "PDF selection": 2, "picture selection": 1, "audio selection": 1, "video selection": 2, "video source": 1,
        "map or graph": 1,
    }  # fmt: skip
    assert len(read.located) == 60


def test_a_transcript_of_a_recording_is_read_by_its_sync_points(tmp_path: Path) -> None:
    other = (
        f'<AudioSource guid="{USER}" name="tape"><Transcript guid="{USER}" name="tape words">'
        "<PlainTextContent>one two three\nfour</PlainTextContent>"
        '<SyncPoint guid="{AA}" position="4"/><SyncPoint guid="BB" position="13"/><SyncPoint guid="CC"/>'
        f'<TranscriptSelection guid="{USER}" fromSyncPoint="aa" toSyncPoint="BB"/>'
        f'<TranscriptSelection guid="{USER}" fromSyncPoint="aa" toSyncPoint="CC"/></Transcript></AudioSource>'
    )
    read = read_project(write(tmp_path / "p.qdpx", Made("ATLAS.ti", sources={}, other=other)))
    assert [i.quote for i in read.located] == ["two three"]
    assert [x.what for x in read.lost] == ["text selection"]


def test_sets_cases_variables_and_notes_are_kept(tmp_path: Path) -> None:
    more = (
        f'<Notes><Note guid="{USER}" name="memo"><PlainTextContent>to do</PlainTextContent></Note></Notes>'
        f'<Sets><Set guid="{USER}" name="core"><MemberCode targetGUID="{{{USER.lower()}}}"/></Set></Sets>'
    )
    project = read_project(write(tmp_path / "p.qdpx", replace(ATLAS, more=more))).project
    assert [(c.name, c.values) for c in project.cases] == [("SC1", (("agency", "Social care"),))]
    assert project.cases[0].sources == (project.sources[0].guid,)
    assert [(s.name, s.codes) for s in project.sets] == [("core", (USER,))]
    assert [(n.name, n.text) for n in project.notes] == [("memo", "to do")]
    assert [(v.name, v.kind) for v in project.variables] == [("agency", "Text")]
    assert [u.name for u in project.users] == ["Ada Example"]


def test_an_end_beyond_the_text_is_listed(tmp_path: Path) -> None:
    made = Made("QualCoder", sources={"SC1": TEXT})
    path = write(tmp_path / "p.qdpx", made, files={"sources/D0000000-0000-4000-8000-000000000000.txt": TEXT[:-40].encode()})
    read = read_project(path)
    assert [(x.what, x.count, x.why) for x in read.lost] == [("text selection", 1, "its positions lie outside the text")]
    assert len(read.located) == 59
