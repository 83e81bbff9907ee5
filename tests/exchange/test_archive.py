from __future__ import annotations

import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.exchange import archive as module
from csa_research.exchange.project import read_project

from .writers import NS, TEXT, Made, pack, write

EMPTY = f'<Project xmlns="{NS}" name="x" origin="y"/>'.encode()
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Project>&b;</Project>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>'


def refused(path: Path) -> str:
    with pytest.raises(FormatError) as caught:
        read_project(path)
    return str(caught.value)


@pytest.mark.parametrize("data", [ENTITIES, OUTSIDE, ENTITIES.decode().encode("utf-16")], ids=["bomb", "file", "utf-16"])
def test_entities_are_refused(data: bytes, tmp_path: Path) -> None:
    assert "DOCTYPE or ENTITY" in refused(pack(tmp_path / "p.qdpx", {"project.qde": data}))


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "sources\\..\\..\\evil.txt"])
def test_a_part_that_points_outside_is_refused(name: str, tmp_path: Path) -> None:
    assert "points out of the file" in refused(pack(tmp_path / "p.qdpx", {"project.qde": EMPTY, name: b"x"}))


@pytest.mark.parametrize("name", ["project.qde", "sources/a.txt", "film.mp4"])
def test_a_zip_bomb_is_refused_wherever_it_lies(name: str, tmp_path: Path) -> None:
    assert "which no project does" in refused(pack(tmp_path / "p.qdpx", {"project.qde": EMPTY, name: b" " * 30_000_000}))


def test_more_than_one_project_or_none_is_refused(tmp_path: Path) -> None:
    assert "2 .qde files" in refused(pack(tmp_path / "p.qdpx", {"a.qde": EMPTY, "sub/B.QDE": EMPTY}))
    assert "no .qde" in refused(pack(tmp_path / "p.qdpx", {"a.xml": EMPTY}))


def test_what_a_mac_adds_is_no_second_project(tmp_path: Path) -> None:
    path = pack(tmp_path / "p.qdpx", {"a.qde": EMPTY, "__MACOSX/._a.qde": b"\0\1"})
    with pytest.raises(FormatError, match="damaged inside"):
        read_project(path)  # the prolog of every .qde is looked at
    assert read_project(pack(tmp_path / "q.qdpx", {"a.qde": EMPTY, "__MACOSX/x": b"\0\1"})).project.name == "x"


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as made:
        for name, data in (("a.qde", EMPTY), ("sources/a.txt", b"one"), ("sources/A.txt", b"two")):
            made.writestr(name, data)
    assert "two parts of one name" in refused(tmp_path / "p.qdpx")


def test_a_part_too_large_to_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PART", 1000)
    assert "more than the" in refused(write(tmp_path / "p.qdpx", Made("QualCoder")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", b"<Project/>"])
def test_rubbish_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.qdpx").write_bytes(data)
    assert "p.qdpx" in refused(tmp_path / "p.qdpx")


@pytest.mark.parametrize("data", [b"", b"<Project>", b"<CodeBook/>", b"\xff\xfe\x00", b"<a>" * 50_000 + b"</a>" * 50_000])
def test_rubbish_inside_is_refused(data: bytes, tmp_path: Path) -> None:
    assert "p.qdpx" in refused(pack(tmp_path / "p.qdpx", {"a.qde": data}))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.qdpx")
    assert "is a folder" in refused(tmp_path)


def test_a_file_cut_short_or_damaged_is_read_in_part_or_refused_never_a_traceback(tmp_path: Path) -> None:
    data = write(tmp_path / "p.qdpx", Made("NVivo")).read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        harmed = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        for _ in range(chance.randrange(1, 6)):
            if harmed:
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        (tmp_path / "q.qdpx").write_bytes(bytes(harmed))
        with suppress(FormatError):
            read_project(tmp_path / "q.qdpx")


def test_a_path_never_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    for path in (f"absolute://{tmp_path}/secret.txt", f"{tmp_path}/secret.txt", "relative://../secret.txt"):
        read = read_project(write(tmp_path / "p.qdpx", Made("QualCoder", path=path), files={}))
        assert read.located == ()
        assert read.lost[0].why == "the file with its words is not in the archive"


def test_a_link_a_locked_part_and_parts_without_number_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    link = zipfile.ZipInfo("sources/a.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", b"<Project/>")
        archive.writestr(link, "/etc/hostname")
    with pytest.raises(FormatError, match="a link to another file"):
        read_project(path)
    locked = bytearray(pack(path, {"project.qde": b"<Project/>"}).read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(locked))
    with pytest.raises(FormatError, match="password"):
        read_project(path)
    pack(path, {"project.qde": b"<Project/>", **{f"sources/{i}.txt": b"" for i in range(10_001)}})
    with pytest.raises(FormatError, match="10002 parts"):
        read_project(path)
