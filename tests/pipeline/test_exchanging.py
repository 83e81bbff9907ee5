"""Codings of other programs in and out of a study."""

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from exchange.writers import docx

from csa_research.errors import CodebookError, FormatError, InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.codings import export_codebook, export_codebook_document, export_codings
from csa_research.pipeline.team.exchanging import Hints, propose_codebook, take_codings
from csa_research.study import Study


def judged(ctx: Context) -> list[tuple[object, ...]]:
    return sorted(
        (c.group, c.turn, c.span, c.quote, c.code, c.polarity, c.effect, c.role, c.coder, c.flags, c.memo, c.id)
        for c in ctx.store.codings()
    )


def test_our_own_project_adds_nothing_to_the_study_it_came_from(coded: Context, tmp_path: Path) -> None:
    before = judged(coded)
    done = take_codings(coded, export_codings(coded, "qdpx", tmp_path / "p.qdpx"), Hints(), by="x")
    assert (done.rows, done.placed, done.new, done.unplaced, done.lost) == (4, 4, 0, (), ())
    assert judged(coded) == before


@pytest.mark.parametrize("format", ["qdpx", "csv", "xlsx"])
def test_our_own_files_bring_withdrawn_codings_back_identical(coded: Context, tmp_path: Path, format: str) -> None:
    before = judged(coded)
    path = export_codings(coded, format, tmp_path / f"p.{format}")
    coded.store.undo("A Lead")
    assert judged(coded) == []
    users = {"Coder 1": "anna", "Coder 2": "ben"}
    done = take_codings(coded, path, Hints(users=users), by="x")
    assert (done.placed, done.new, done.unplaced) == (4, 4, ())
    assert judged(coded) == before


def test_what_the_other_program_added_is_taken_beside_what_is_there(coded: Context, tmp_path: Path) -> None:
    path = export_codings(coded, "qdpx", tmp_path / "p.qdpx")
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    text = next(data for name, data in parts.items() if b"I felt frightened" in data).decode()
    at = text.index("Nobody told me what to do")
    xml = parts["project.qde"].decode()
    code = xml.split('name="OR01 ')[0].rsplit('guid="', 1)[1][:36]
    user = xml.split('<User guid="')[1][:36]
    added = (
        f'<PlainTextSelection guid="1B671A64-40D5-491E-99B0-DA01FF1F3341" startPosition="{at}" endPosition="{at + 25}">'
        f'<Coding guid="2B671A64-40D5-491E-99B0-DA01FF1F3341" creatingUser="{user}"><CodeRef targetGUID="{code.lower()}"/></Coding>'
        "</PlainTextSelection></TextSource>"
    )
    first, second = xml.split("</TextSource>", 1)
    group = "CSC1" if 'name="CSC1"' in first.split("<Sources>")[1] else "ED1"
    assert group == "CSC1"
    parts["project.qde"] = (first + added + second).encode()
    with zipfile.ZipFile(tmp_path / "q.qdpx", "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    done = take_codings(coded, tmp_path / "q.qdpx", Hints(), by="x")
    assert (done.rows, done.placed, done.new) == (5, 5, 1)
    new = next(c for c in coded.store.codings() if c.quote == "Nobody told me what to do")
    assert (new.group, new.turn, new.code, new.coder, new.polarity) == ("CSC1", 5, "OR01", "anna", "neutral")


def test_comments_in_a_word_document_are_taken_by_its_name(released: Context, tmp_path: Path) -> None:
    said = [f"{t.speaker}: {t.text}" for t in released.store.turns() if t.group == "CSC1"]
    comments = [
        ("I just froze", "EM01 effect=away - stood still", "Ada Example", "AE"),
        ("Supervision helps me", "who knows", "Ada Example", "AE"),
        ("nobody rings back", "OR01 barrier", "Ada Example", "AE"),
    ]
    done = take_codings(released, docx(tmp_path / "csc1 coded.docx", said, comments), Hints(), by="x")
    assert (done.rows, done.placed, done.new) == (3, 2, 2)
    assert [(u.row, u.reason) for u in done.unplaced] == [(1, "no code of the codebook is named in it")]
    assert "  marked place 1, CSC1, no code: no code of the codebook is named in it" in done.lines()
    assert [(c.quote, c.code, c.effect, c.coder, c.memo) for c in released.store.codings()] == [
        ("nobody rings back", "OR01", "", "AE", ""),
        ("I just froze", "EM01", "away", "AE", "stood still"),
    ]


def test_lists_of_taguette_are_taken_with_names_of_codes(released: Context, tmp_path: Path) -> None:
    name = released.study.codebook().code("OR01").name
    table = (
        f"id,document,tag,content\n1,csc1.txt,{name},nobody rings back\n2,ED1,OR01 {name},Not enough time\n3,ED1,,Not enough time\n"
    )
    (tmp_path / "all_tags.csv").write_text(table, encoding="utf-8")
    done = take_codings(released, tmp_path / "all_tags.csv", Hints("ada"), by="x")
    assert (done.rows, done.placed, [u.reason for u in done.unplaced]) == (3, 2, ["no code is given"])


def test_a_table_without_a_group_is_taken_by_the_name_of_its_file(released: Context, tmp_path: Path) -> None:
    (tmp_path / "CSC1 themes of Ada.tsv").write_text("Theme\tExtract\nEM01; OR01\tI just froze\n", encoding="utf-16")
    done = take_codings(released, tmp_path / "CSC1 themes of Ada.tsv", Hints("ada"), by="x")
    assert (done.rows, done.placed, done.unplaced) == (2, 2, ())
    assert {(c.group, c.code, c.quote) for c in released.store.codings()} == {
        ("CSC1", "EM01", "I just froze"), ("CSC1", "OR01", "I just froze"),
    }  # fmt: skip
    (tmp_path / "themes.tsv").write_text("Theme\tExtract\nEM01\tI just froze\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column group"):
        take_codings(released, tmp_path / "themes.tsv", Hints("ada"), by="x")


def test_colours_and_databases_of_other_programs_are_taken(released: Context, tmp_path: Path) -> None:
    lit = '<w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>nobody rings back</w:t></w:r></w:p>'
    path = docx(tmp_path / "CSC1.docx", ["x"], more=lit)
    assert take_codings(released, path, Hints("ada"), by="x").lost == (
        "1 x highlight without a comment in CSC1.docx: a colour says no code; say which with --colour yellow=CODE",
    )
    assert take_codings(released, path, Hints("ada", colours={"yellow": "OR01"}), by="x").new == 1
    with closing(sqlite3.connect(tmp_path / "p.qda")) as database, database:
        database.execute("CREATE TABLE source (id, name, fulltext)")
        database.execute("CREATE TABLE code_name (cid, name)")
        database.execute("CREATE TABLE code_text (cid, fid, seltext, pos0, pos1, owner)")
        database.execute("INSERT INTO source VALUES (1, 'CSC1', 'So I just froze, then.')")
        database.execute("INSERT INTO code_name VALUES (4, 'EM01')")
        database.execute("INSERT INTO code_text VALUES (4, 1, 'I just froze', 3, 15, 'bob')")
    done = take_codings(released, tmp_path / "p.qda", Hints(), by="x")
    assert (done.rows, done.placed, done.new, done.unplaced) == (1, 1, 1, ())


def test_other_files_and_groups_are_refused_with_what_to_do(released: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"read from \.qdpx, \.docx"):
        take_codings(released, tmp_path / "x.pdf", Hints(), by="x")
    with pytest.raises(InputError, match="Its groups: CSC1, ED1"):
        take_codings(released, tmp_path / "x.qdpx", Hints(group="ZZ"), by="x")
    with pytest.raises(FormatError, match="no such file"):
        take_codings(released, tmp_path / "x.qdpx", Hints(), by="x")


def test_nothing_is_taken_before_a_release(imported: Context, tmp_path: Path) -> None:
    with pytest.raises(PersonNeeded):
        take_codings(imported, tmp_path / "x.qdpx", Hints(), by="x")


def test_a_character_that_nvivo_would_count_twice_is_told(
    coded: Context, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_codings(coded, "qdpx", tmp_path / "p.qdpx")
    assert not any("NVivo" in line for line in told)
    monkeypatch.setattr("csa_research.export.refi_qda.wide_characters", lambda analysis: 2)
    export_codings(coded, "qdpx", tmp_path / "p.qdpx")
    assert any("2 characters above U+FFFF" in line for line in told)


def test_a_codebook_of_another_program_is_laid_beside_and_never_over(study: Study, tmp_path: Path) -> None:
    own = (study.folder / "codebook.yaml").read_bytes()
    export_codebook(study, "qdc", tmp_path / "c.qdc")
    text = (tmp_path / "c.qdc").read_text(encoding="utf-8")
    (tmp_path / "c.qdc").write_text(
        text.replace("</Codes>", '<Code guid="X" name="Fresh" isCodable="true"/></Codes>'), encoding="utf-8"
    )
    first, changes = propose_codebook(study, tmp_path / "c.qdc")
    second, _ = propose_codebook(study, tmp_path / "c.qdc")
    assert [first.name, second.name] == ["codebook.from-qdc.yaml", "codebook.from-qdc-2.yaml"]
    assert "new: N-01 Fresh (in N)" in changes
    assert "# new: N-01 Fresh (in N)\n" in first.read_text(encoding="utf-8")
    assert (study.folder / "codebook.yaml").read_bytes() == own
    (study.folder / "codebook.yaml").unlink()
    with pytest.raises(CodebookError):
        propose_codebook(study, tmp_path / "c.qdc")


def test_the_codebook_as_a_document_has_cleared_quotes_and_invented_examples(coded: Context, tmp_path: Path) -> None:
    from docx import Document

    path = export_codebook_document(coded, tmp_path / "codebook.docx")
    lines = [p.text for p in Document(str(path)).paragraphs]
    assert any(line.startswith("Example (invented): ") for line in lines)
    assert sum(line.startswith("Definition: ") for line in lines) == len(coded.study.codebook().codes)
    assert "UNREVIEWED" in Document(str(path)).sections[0].header.paragraphs[0].text


def test_codings_stay_where_they_are_through_csv(coded: Context, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(export_codings(coded, "csv", tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    assert {(r["group"], int(r["turn"]), int(r["start"]), int(r["end"])) for r in rows} == {
        (c.group, c.turn, c.span.start, c.span.end) for c in coded.store.codings()
    }
