from __future__ import annotations

from pathlib import Path

from csa_research.export import start_here


def made(folder: Path) -> Path:
    for name in ("report/report.docx", "conference/conference_pack.pptx"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).touch()
    return folder


def test_only_what_is_there_is_listed_and_each_link_works(tmp_path: Path) -> None:
    start_here.write_start_here(made(tmp_path), "A & B", "SYNTHETIC")
    page = (tmp_path / "START-HERE.html").read_text(encoding="utf-8")
    assert page.count("<li>") == 2
    assert 'href="report/report.docx"' in page
    assert "theory_of_change" not in page
    assert "Researcher" not in page
    assert "A &amp; B" in page
    assert "SYNTHETIC" in page
    assert "http" not in page


def test_first_looks_say_who_looks_where(tmp_path: Path) -> None:
    looks = start_here.first_looks(made(tmp_path))
    assert [line.split()[0] for line in looks] == ["Lead", "Conference"]


def test_an_empty_folder_has_a_page_too(tmp_path: Path) -> None:
    start_here.write_start_here(tmp_path, "T", "")
    assert "<li>" not in (tmp_path / "START-HERE.html").read_text(encoding="utf-8")
    assert start_here.first_looks(tmp_path) == ()
