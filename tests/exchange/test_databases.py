"""The projects that QualCoder, Taguette and RQDA keep, with the tables that they make; every word in them is invented."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.place import place
from csa_research.errors import FormatError
from csa_research.exchange.databases import project_of
from csa_research.exchange.landing import land
from csa_research.exchange.tagged import Page
from csa_research.pipeline.team.foreign import read_foreign

from .homes import BOOK, home, turns
from .writers import QUOTES, TEXT, count, places
from .writers import Way as W

QUALCODER = """
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text,
  supercid integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text,
  date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, cid integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, cid integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
INSERT INTO code_cat VALUES (1, 'Knowing', '', '', '', NULL), (2, 'Below', '', '', '', 1);
INSERT INTO code_name VALUES (1, 'Signs', 'm', 1, '', '', '#FF0000', NULL), (2, 'Training', '', NULL, '', '', '', 1);
INSERT INTO source VALUES (7, 'picture.png', NULL, '/images/picture.png', '', '', '');
INSERT INTO code_image VALUES (1, 7, 0, 1), (2, 7, 0, 1);
INSERT INTO code_av VALUES (1, 99, 0, 1);
INSERT INTO annotation VALUES (1, 5, 0, 3, 'hm', '', '');
INSERT INTO cases VALUES (1, 'SC1', '', '', '');
INSERT INTO case_text VALUES (1, 1, 5, 0, 10), (2, 1, 5, 20, 30);
"""
TAGUETTE = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, filename VARCHAR(200), contents TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR(200), description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, user_login VARCHAR(30), payload JSON);
INSERT INTO tags VALUES (1, 1, 'KN01', ''), (2, 1, 'Training', 'd'), (3, 1, 'interesting', '');
"""
RQDA = """
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, memo text);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
INSERT INTO freecode VALUES ('Signs', '', '', '', '', 1, 1, '');
"""


def database(path: Path, schema: str, *rows: tuple[str, list[tuple[object, ...]]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with sqlite3.connect(path) as connection:
        connection.executescript(schema)
        for table, values in rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    connection.close()
    return path


def qualcoder(path: Path, way: W = W()) -> Path:
    marks: list[tuple[object, ...]] = []
    for i, (a, b) in enumerate(places(TEXT)):
        who, note = ("ada", "default")[i % 2], "note" if i == 0 else ""
        start, end = count(TEXT, a, way), count(TEXT, b, way)
        marks.append((i + 1, 1 + i % 2, 5, TEXT[a:b], start, end, who, "", note, None, int(i == 0)))
    marks.append((1000, 1, 6, "gone", 0, 4, "ada", "", "", None, None))
    text: list[tuple[object, ...]] = [(5, "interview.docx", TEXT, None, "", "ada", "")]
    return database(path, QUALCODER, ("source", text), ("code_text", marks))


@pytest.mark.parametrize("way", [W(), W("utf16")], ids=["code points", "UTF-16 units"])
def test_a_project_of_qualcoder_lands_as_it_was_coded(way: W, tmp_path: Path) -> None:
    qualcoder(tmp_path / "my study.qda" / "data.qda", way)
    read = read_foreign(tmp_path / "my study.qda")
    assert [(i.span.start, i.span.end) for i in read.located] == places(TEXT)
    assert {(x.what, x.count, x.where) for x in read.lost} == {
        ("picture selection", 2, "picture.png"), ("recording selection", 1, ""), ("memo on words", 1, "interview.docx"),
        ("text selection", 1, ""),
    }  # fmt: skip
    assert [(c.name, c.parent, c.codable) for c in read.project.codes] == [
        ("Knowing", "", False), ("Below", "CAT1", False), ("Signs", "CAT1", True), ("Training", "CODE1", True),
    ]  # fmt: skip
    said = turns(TEXT.rstrip("\n").split("\n"))
    placed = place(land(read, home(said)).rows, said, BOOK, coder="BM")
    assert len(placed.codings) == 60  # the case says whose text it is
    assert {(c.code, c.coder) for c in placed.codings} == {("KN01", "ADA"), ("OR01", "BM")}
    assert placed.codings[0].memo == "note\nimportant"
    assert read_foreign(tmp_path / "my study.qda" / "data.qda").project.name == "my study.qda"


def test_a_project_of_taguette_lands_as_it_was_tagged(tmp_path: Path) -> None:
    lines = TEXT.rstrip("\n").split("\n")[:6]
    html = "<h1>SC1</h1>" + "".join(f"<p>{line.replace('signs', '<b>signs</b>')}</p>" for line in lines)
    bare = "SC1" + "".join(lines)
    at = [(bare.index(q), bare.index(q) + len(q), q) for q in QUOTES]
    rows: list[tuple[object, ...]] = [
        (i + 1, 3, len(bare[:a].encode()), len(bare[:b].encode()), f"<p>{q}</p>") for i, (a, b, q) in enumerate(at)
    ]
    tags: list[tuple[object, ...]] = [(1, 1), (1, 2), (2, 2), (3, 3), (4, 1)]
    made: list[tuple[object, ...]] = [
        (1, "ann", json.dumps({"type": "highlight_add", "highlight_id": 1})),
        (2, "admin", json.dumps({"type": "highlight_add", "highlight_id": 2})),
        (3, "ann", "{broken"),
    ]
    path = database(
        tmp_path / "project.sqlite3", TAGUETTE, ("documents", [(3, "SC1", "", "SC1.docx", html)]), ("highlights", rows),
        ("highlight_tags", tags), ("commands", made),
    )  # fmt: skip
    read = read_foreign(path)
    assert [i.quote for i in read.located] == list(QUOTES)
    assert (read.lost, read.refused, read.share) == ((), "", 1.0)
    said = turns(lines)
    landed = land(read, home(said))
    placed = place(landed.rows, said, BOOK, coder="BM")
    assert [(c.turn, c.quote, c.code, c.coder) for c in placed.codings] == [
        (1, QUOTES[0], "KN01", "ANN"), (1, QUOTES[0], "OR01", "ANN"), (2, QUOTES[1], "OR01", "BM"), (4, QUOTES[3], "KN01", "BM"),
    ]  # fmt: skip
    assert [(u.row, u.reason) for u in placed.unplaced] == [(3, "the code is not in the codebook")]
    assert [(x.what, x.count, x.why) for x in landed.lost] == [("text selection", 1, "no code is on it")]


def test_a_project_of_rqda_lands_as_it_was_coded(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(1, 2, TEXT[a:b], a, b, 1, "ada", "") for a, b in places(TEXT)]
    rows.append((1, 2, "deleted", 0, 7, 0, "ada", ""))
    texts: list[tuple[object, ...]] = [("SC1", 2, TEXT, "", "", "", "", 1)]
    read = read_foreign(database(tmp_path / "p.rqda", RQDA, ("source", texts), ("coding", rows)))
    assert [(i.span.start, i.span.end) for i in read.located] == places(TEXT)
    assert (read.lost, read.project.origin) == ((), "RQDA")


def test_other_databases_and_folders_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"Export the codings as \.csv"):
        read_foreign(database(tmp_path / "p.db", "CREATE TABLE source (id integer);"))
    with pytest.raises(FormatError, match=r"a folder without data\.qda"):
        read_foreign(tmp_path)
    with pytest.raises(FormatError, match="no such file"):
        read_foreign(tmp_path / "absent.qda")


CELL = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=5), st.binary(max_size=3))


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=4))
def test_rows_of_any_cells_are_read_or_lost_never_a_traceback(rows: list[tuple[object, ...]]) -> None:
    for tables in (
        {"source": ("id", "fulltext", "name", "file"), "code_name": ("cid", "name", "catid", "supercid"),
         "code_text": ("fid", "pos0", "pos1", "memo"), "cases": ("caseid", "name"), "case_text": ("caseid", "fid")},
        {"documents": ("id", "contents", "name", "x"), "highlights": ("id", "document_id", "start_offset", "end_offset"),
         "tags": ("id", "path"), "highlight_tags": ("highlight_id", "tag_id"), "commands": ("user_login", "payload")},
        {"source": ("id", "file", "name", "status"), "coding": ("fid", "selfirst", "selend", "status"), "freecode": ("id", "name")},
    ):  # fmt: skip
        filled = {name: tuple(dict(zip(columns, row, strict=False)) for row in rows) for name, columns in tables.items()}
        project_of("p", filled)


@given(st.lists(st.text("aé😀 ", min_size=1, max_size=6), min_size=1, max_size=5), st.data())
def test_any_byte_of_a_page_has_its_place(words: list[str], data: st.DataObject) -> None:
    words[0] = "a" + words[0]
    page = Page("".join(f"<p>{word}</p>" for word in words))
    number = data.draw(st.integers(0, len(words) - 1))
    cut = data.draw(st.integers(0, len(words[number]) - 1))
    before = len("".join(words[:number]).encode()) + len(words[number][:cut].encode())
    assert page.text[page.point(before, after=True)] == words[number][cut]
    assert page.text[page.point(before + len(words[number][cut].encode()), after=False) - 1] == words[number][cut]
    assert page.point(-1, after=True) == page.point(10**6, after=False) == -1
