"""Hostile, damaged and oddly encoded files."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_transcript
from csa_research.ingest.safe import check_zip, decode

from . import writers

TURNS = (("P1", "One."), ("P2", "Two."))
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


def _file(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("write", [writers.docx_plain, writers.xlsx, writers.odt], ids=["docx", "xlsx", "odt"])
def test_an_entity_in_a_part_is_refused(tmp_path: Path, write: writers.Writer) -> None:
    path = writers.rezip(write(tmp_path, TURNS), {"customXml/item1.xml": BOMB})
    with pytest.raises(FormatError, match="DOCTYPE or ENTITY"):
        read_transcript(path, "G")


def test_an_entity_in_another_encoding_is_refused(tmp_path: Path) -> None:
    data = BOMB.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
    with pytest.raises(FormatError, match="DOCTYPE or ENTITY"):
        check_zip(writers.rezip(writers.docx_plain(tmp_path, TURNS), {"x.xml": data}))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no transcript does"):
        check_zip(writers.zip_of(tmp_path / "a.docx", {"word/document.xml": b" " * 30_000_000}))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "a\\..\\..\\evil.xml"])
def test_paths_out_of_the_file_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match="points out of the file"):
        check_zip(writers.zip_of(tmp_path / "a.docx", {name: b"<x/>"}))


def _refusal(path: Path) -> str:
    try:
        read_transcript(path, "G")
    except FormatError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("write", writers.ONE_LINE_A_TURN, ids=lambda write: write.__name__)
def test_a_file_cut_short_is_read_in_part_or_refused_never_a_traceback(tmp_path: Path, write: writers.Writer) -> None:
    path = write(tmp_path, TURNS)
    data = path.read_bytes()
    for length in range(0, len(data), max(1, len(data) // 12)):
        path.write_bytes(data[:length])
        message = _refusal(path)
        assert not message or path.name in message
        assert "One" not in message


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt", "a.pdf", "a.rtf", "a.vtt", "a.srt", "a.csv", "a.txt"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\x00" * 50, b"%PDF-1.4\n", b"{\\rtf1 \\u \\'", bytes(range(256))], ids=range(6)
)
def test_rubbish_under_any_name_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(FormatError, match=r"a\."):
        read_transcript(_file(tmp_path, name, data), "G")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(FormatError, match=r"no such file|is a folder"):
            read_transcript(path, "G")


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ("UTF-16",)), ("utf-16-le", ("UTF-16-LE",)), ("utf-16-be", ("UTF-16-BE",)),
     ("cp1252", ("Windows-1252",))],
)  # fmt: skip
def test_the_encoding_is_found_and_told(tmp_path: Path, encoding: str, note: tuple[str, ...]) -> None:
    text = "P1: café – “no”, £5\r\nP2: naïve, eh?\r\n"
    got, notes = decode(_file(tmp_path, "a.txt", text.encode(encoding)))
    assert got == text.replace("\r\n", "\n")
    assert len(notes) == len(note)
    assert all(name in said for name, said in zip(note, notes, strict=True))


def test_lost_characters_are_counted(tmp_path: Path) -> None:
    assert decode(_file(tmp_path, "a.txt", "P1: caf\ufffd".encode()))[1] == (
        "1 characters had been lost before the file came here (shown as U+FFFD)",
    )


def test_a_file_of_zero_bytes_inside_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="not a text file"):
        decode(_file(tmp_path, "a.txt", b"P1: a\x00b and so on and on\n"))
