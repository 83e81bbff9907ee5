"""Which kind a file is, and what to do with those that are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_transcript
from csa_research.ingest.formats import kind_of

from . import writers

TURNS = (("P1", "One."), ("P2", "Two."))


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        ("a.mp3", b"ID3\x03", "recording"),
        ("a.txt", b"\0\0\0\x20ftypM4A ", "recording"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.html", b"<p>P1: One.</p>", "are not read"),
        ("a.docx", b"P1: One.", "not what its ending"),
        ("a.pdf", b"P1: One.", "not what its ending"),
    ],
)
def test_what_is_not_read_comes_with_advice(tmp_path: Path, name: str, data: bytes, advice: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=advice):
        kind_of(tmp_path / name)


def test_an_archive_of_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="archive"):
        kind_of(writers.zip_of(tmp_path / "a.zip", {"a.txt": b"P1: One."}))


def test_content_counts_more_than_the_ending(tmp_path: Path) -> None:
    docx = writers.docx_plain(tmp_path, TURNS).rename(tmp_path / "b.txt")
    vtt = writers.vtt_zoom(tmp_path, TURNS).rename(tmp_path / "c.txt")
    assert (kind_of(docx), kind_of(vtt)) == ("docx", "vtt")
    assert [t.text for t in read_transcript(docx, "G").turns] == ["One.", "Two."]
