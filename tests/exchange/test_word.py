from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.place import place
from csa_research.errors import FormatError
from csa_research.exchange.marked import land_marked
from csa_research.exchange.word import read_comments

from .homes import BOOK, home, turns
from .writers import docx, pack

LINES = [
    "Moderator: What helps you?",
    "P1: You learn the signs 😀, café or no café.",
    "P2: Nobody rings [Colleague 1] back, not once.",
    "P1: You learn the signs again, and then you forget.",
]
COMMENTS = [
    ("You learn the signs 😀", "KN01 barrier", "Ada Example", "AE"),
    ("Nobody rings [Colleague 1] back", "Supervision: enabler; training\nnobody listens", "Ben Example", "BE"),
    ("You learn the signs again", "EM01 effect=away role=need flags=strong_quote", "Ada Example", "AE"),
]


def test_comments_become_codings_of_the_words_they_are_about(tmp_path: Path) -> None:
    marked, lost = read_comments(docx(tmp_path / "SC1.docx", LINES, COMMENTS))
    landed = land_marked(marked, home(turns(LINES), coders=("anna", "BE")), lost)
    placed = place(landed.rows, turns(LINES), BOOK)
    assert (landed.unplaced, placed.unplaced, landed.lost) == ((), (), ())
    assert [(c.turn, c.quote, c.code, c.polarity, c.coder, c.memo) for c in placed.codings] == [
        (1, "You learn the signs 😀", "KN01", "barrier", "AE", ""),
        (2, "Nobody rings [Colleague 1] back", "TM01", "enabler", "BE", "nobody listens"),
        (2, "Nobody rings [Colleague 1] back", "OR01", "neutral", "BE", "nobody listens"),
        (3, "You learn the signs again", "EM01", "barrier", "AE", ""),
    ]
    assert (placed.codings[3].effect, placed.codings[3].role, placed.codings[3].flags) == ("away", "need", ("strong_quote",))


def test_a_comment_over_paragraphs_becomes_one_coding_a_turn(tmp_path: Path) -> None:
    words = "\n".join(LINES[1:3])
    marked, _ = read_comments(docx(tmp_path / "SC1.docx", LINES, [(words, "KN01", "", "")]))
    placed = place(land_marked(marked, home(turns(LINES))).rows, turns(LINES), BOOK, coder="ada")
    assert [c.quote for c in placed.codings] == [line.partition(": ")[2] for line in LINES[1:3]]
    assert {c.coder for c in placed.codings} == {"ada"}


def test_a_comment_without_a_code_and_a_document_of_no_group_are_listed(tmp_path: Path) -> None:
    comments = [("the signs 😀", "I wonder", "A B", "AB")]
    marked, _ = read_comments(docx(tmp_path / "SC1.docx", LINES, comments))
    landed = land_marked(marked, home(turns(LINES)))
    assert [(u.row, u.reason) for u in landed.unplaced] == [(1, "no code of the codebook is named in it")]
    marked, _ = read_comments(docx(tmp_path / "notes.docx", LINES, COMMENTS))
    assert len(land_marked(marked, home(turns(LINES))).unplaced) == 4
    assert len(land_marked(marked, home(turns(LINES), group="SC1")).rows) == 4


def test_highlights_alone_and_comments_on_nothing_are_lost_and_counted(tmp_path: Path) -> None:
    lit = "<w:p>" + '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>lit</w:t></w:r>' * 2 + "<w:r><w:t>x</w:t></w:r></w:p>"
    path = docx(tmp_path / "SC1.docx", LINES, COMMENTS, more=lit + lit)
    _, lost = read_comments(path)
    assert [(x.what, x.count) for x in lost] == [("highlight without a comment", 2)]


def test_a_real_word_document_with_comments_is_read(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("P1: You learn ")
    run = paragraph.add_run("the signs 😀")
    document.add_comment(run, text="KN01 enabler", author="Ada Example", initials="AE")
    document.save(str(tmp_path / "SC1.docx"))
    marked, lost = read_comments(tmp_path / "SC1.docx")
    assert [(m.quote, m.remark, m.author, m.paragraph) for m in marked] == [
        ("the signs 😀", "KN01 enabler", "Ada Example", "P1: You learn the signs 😀")
    ]
    assert lost == ()


def test_replies_join_the_comment_they_answer(tmp_path: Path) -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    w = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="{w14}"'
    body = '<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/><w:r><w:t>the signs</w:t></w:r>'
    body += '<w:commentRangeEnd w:id="0"/><w:commentRangeEnd w:id="1"/>'
    says = '<w:comment w:id="{}" w:author="A"><w:p w14:paraId="{}"><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'
    threads = '<x:commentsEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml">'
    threads += '<x:commentEx x:paraId="P2" x:paraIdParent="P1"/></x:commentsEx>'
    notes = says.format(0, "P1", "KN01") + says.format(1, "P2", "I agree")
    path = pack(
        tmp_path / "SC1.docx",
        {
            "word/document.xml": f"<w:document {w}><w:body><w:p>{body}</w:p></w:body></w:document>".encode(),
            "word/comments.xml": f"<w:comments {w}>{notes}</w:comments>".encode(),
            "word/commentsExtended.xml": threads.encode(),
        },
    )
    marked, _ = read_comments(path)
    assert [(m.remark, m.replies) for m in marked] == [("KN01", ("I agree",))]


@pytest.mark.parametrize(
    "parts", [{"x": b"y"}, {"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, {"word/document.xml": b"<a"}]
)
def test_what_is_no_document_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"SC1\.docx"):
        read_comments(pack(tmp_path / "SC1.docx", parts))
