"""Atomic writing."""

import os
from pathlib import Path

import pytest

from csa_research.atomic import replacing, write_bytes, write_text
from csa_research.errors import CsaError


def test_text_is_written_as_utf8_with_line_ends_as_given(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "née\r\n😀\n")
    assert (tmp_path / "a.txt").read_bytes() == "née\r\n😀\n".encode()
    assert os.listdir(tmp_path) == ["a.txt"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_bytes(tmp_path / "x" / "y" / "a.bin", b"\x00\x01")
    assert (tmp_path / "x" / "y" / "a.bin").read_bytes() == b"\x00\x01"


def test_an_error_in_the_block_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "old")

    def stop(temporary: Path) -> None:
        temporary.write_text("half", encoding="utf-8")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError), replacing(tmp_path / "a.txt") as temporary:
        stop(temporary)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_the_temporary_path_lies_beside_the_target_and_keeps_its_suffix(tmp_path: Path) -> None:
    with replacing(tmp_path / "figure.svg") as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".svg"
        temporary.write_bytes(b"x")
    assert (tmp_path / "figure.svg").read_bytes() == b"x"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_mode_of_the_old_file_stays(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "old")
    (tmp_path / "a.txt").chmod(0o640)
    write_text(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_a_folder_in_the_place_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(CsaError, match="is a folder"):
        write_text(tmp_path / "a.txt", "x")
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_where_a_folder_should_be_is_said_so(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "x")
    with pytest.raises(CsaError, match="cannot be written"):
        write_text(tmp_path / "a" / "b.txt", "x")


def test_half_a_surrogate_pair_is_refused_without_repeating_the_text(tmp_path: Path) -> None:
    with pytest.raises(CsaError, match="character 4 of the text") as error:
        write_text(tmp_path / "a.txt", "abc\ud83d secret")
    assert "secret" not in str(error.value)
    assert os.listdir(tmp_path) == []
