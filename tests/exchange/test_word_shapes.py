"""Commented documents in the shapes that Word, Google Docs and LibreOffice give them; every word in them is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.place import Placed, place
from csa_research.exchange.colours import colour_name
from csa_research.exchange.marked import land_marked
from csa_research.exchange.word import read_comments

from .homes import BOOK, home, turns
from .writers import pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
LINES = [
    "Moderator: What helps you?",
    "P1: You learn the signs, café or no café.",
    "P2: Nobody rings back, not once.",
]
SAYS = '<w:comment w:id="{}" w:author="Ada Example"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'


def open_(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def shut(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def run(words: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{words}</w:t></w:r>'


def document(path: Path, body: str, *notes: str, namespace: str = W, names: tuple[str, str] = ("document", "comments")) -> Path:
    kinds = ("document.main", "comments")
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT.format(kind)}"/>'
        for name, kind in zip(names, kinds, strict=True)
    )
    said = "".join(SAYS.format(i, note) for i, note in enumerate(notes))
    parts = {
        "[Content_Types].xml": f"<Types>{types}</Types>",
        f"word/{names[0]}.xml": f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
        f"word/{names[1]}.xml": f'<w:comments xmlns:w="{namespace}">{said}</w:comments>',
    }
    return pack(path / "SC1.docx", {name: text.encode() for name, text in parts.items()})


def landed(path: Path, colours: dict[str, str] | None = None) -> Placed:
    marked, lost = read_comments(path, colours)
    return place(land_marked(marked, home(turns(LINES)), lost).rows, turns(LINES), BOOK, coder="BM")


def found(path: Path, colours: dict[str, str] | None = None) -> list[tuple[int, str, str, str]]:
    return [(c.turn, c.quote, c.code, c.memo) for c in landed(path, colours).codings]


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def test_a_comment_over_several_runs_with_tracked_changes_is_about_the_words_as_they_are_now(tmp_path: Path) -> None:
    gone = f'<w:del w:id="9">{open_(0)}<w:r><w:delText>read</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="7">{run("gone")}{shut(1)}</w:moveFrom>'
    words = (run("P1: You "), gone, f'<w:ins w:id="8">{run("learn")}</w:ins>', run(" the "), run("sig", "<w:b/>"), moved, run("ns"))
    body = paragraph(*words, shut(0), run(", café or no café."))
    assert found(document(tmp_path, body, "KN01; OR01 - not quickly")) == [
        (1, "learn the signs", "KN01", "not quickly"), (1, "learn the signs", "OR01", "not quickly"),
    ]  # fmt: skip


def test_a_comment_in_a_table_and_one_over_its_cells(tmp_path: Path) -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    first = row.format(
        paragraph(run("P1")), paragraph(open_(0), run("You learn the signs"), shut(0), run(", café or no "), open_(1), run("café."))
    )
    second = row.format(paragraph(run("P2")), paragraph(run("Nobody rings back"), shut(1), run(", not once.")))
    assert found(document(tmp_path, f"<w:tbl>{first}{second}</w:tbl>", "KN01", "TM01")) == [
        (1, "You learn the signs", "KN01", ""), (1, "café.", "TM01", ""), (2, "Nobody rings back", "TM01", ""),
    ]  # fmt: skip


def test_google_docs_writes_answers_as_comments_of_their_own(tmp_path: Path) -> None:
    body = paragraph(
        run("P1: You "), *map(open_, range(4)), run("learn the signs"), *map(shut, range(4)), run(", café or no café.")
    )
    path = document(tmp_path, body, "KN01", "I agree", "_Marked as resolved_", "OR01 barrier")
    assert found(path) == [(1, "learn the signs", "KN01", "I agree"), (1, "learn the signs", "OR01", "")]
    assert landed(path).codings[1].polarity == "barrier"


def test_a_comment_that_begins_at_the_end_of_the_paragraph_above_is_about_the_words_below(tmp_path: Path) -> None:
    body = paragraph(run(LINES[1]), open_(0)) + paragraph(run("P2: Nobody rings back"), shut(0), run(", not once."))
    assert found(document(tmp_path, body, "KN01")) == [(2, "Nobody rings back", "KN01", "")]


@pytest.mark.parametrize("namespace", [W, STRICT])
@pytest.mark.parametrize("names", [("document", "comments"), ("document2", "comments3")])
def test_strict_documents_and_parts_of_other_names_are_read(namespace: str, names: tuple[str, str], tmp_path: Path) -> None:
    body = paragraph(run("P2: "), open_(0), run("Nobody rings back"), shut(0), run(", not once."))
    path = document(tmp_path, body, "KN01", namespace=namespace, names=names)
    assert found(path) == [(2, "Nobody rings back", "KN01", "")]
    assert read_comments(path)[0][0].author == "Ada Example"


def test_colours_come_in_where_a_person_says_what_they_mean(tmp_path: Path) -> None:
    yellow, green, none = (f'<w:highlight w:val="{colour}"/>' for colour in ("yellow", "green", "none"))
    shade = '<w:shd w:val="clear" w:fill="FFFF00"/>'
    words = (run("the ", yellow), run("signs", yellow + "<w:b/>"), run(", café", none), run(" or ", green))
    body = paragraph(run("P1: You learn "), *words)
    body += paragraph(run("P2: "), run("Nobody rings back", shade), run(" ", yellow), run(", not once."))
    body += paragraph(open_(0), run("P2: "), run("not once", '<w:highlight w:val="red"/>'), shut(0))
    path = document(tmp_path, body, "TM01")
    assert found(path, {"Yellow": "KN01", "bright green": "Training"})[-3:] == [
        (1, "the signs", "KN01", ""), (1, "or", "OR01", ""), (2, "Nobody rings back", "KN01", ""),
    ]  # fmt: skip
    assert [(x.count, x.why) for x in read_comments(path, {"yellow": "KN01"})[1]] == [
        (1, "a colour says no code; say which with --colour green=CODE")
    ]
    marked, _ = read_comments(path, {"yellow": "nothing"})
    assert {u.reason for u in land_marked(marked, home(turns(LINES))).unplaced} == {"its tag is no code of the codebook"}


def test_colours_are_known_by_the_names_of_words_menu_its_file_and_google_docs() -> None:
    assert [colour_name(c) for c in ("Turquoise", "cyan", "#00FFFF", "Dark Red", "darkRed", "auto", "None", "FCE5CD")] == [
        "cyan", "cyan", "cyan", "darkred", "darkred", "", "", "fce5cd",
    ]  # fmt: skip
