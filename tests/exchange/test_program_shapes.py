"""Projects in the very shape that each program gives them, as seen in files that it wrote; every word in them is invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.coding.place import place
from csa_research.errors import FormatError
from csa_research.exchange.codebook import read_qdc
from csa_research.exchange.landing import Landed, land
from csa_research.exchange.project import ReadProject, read_project

from .homes import BOOK, home, turns
from .writers import CODES, NAMES, NS, docx, pack

LINES = (
    "P1: You learn the signs slowly, one child at a time.",
    "Moderator: And the training?",
    "P2: One day of training, and most of it about forms.",
    "P1: Supervision is where I can say the word out loud.",
)
TEXT = "\n".join(LINES)
CODE = {name: f'<Code guid="{ident}" name="{NAMES[name]}" isCodable="true" color="#F00"/>' for name, ident in CODES.items()}
G = "B0000000-0000-4000-8000-{:012}"


def at(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return f'startPosition="{start}" endPosition="{start + len(words)}"'


def marked(words: str, code: str, number: int, *, inside: str = "", name: str = "", text: str = TEXT) -> str:
    coding = f'<Coding guid="{G.format(number + 500)}"><CodeRef targetGUID="{CODES.get(code, code)}"/></Coding>' if code else ""
    return f'<PlainTextSelection guid="{G.format(number)}" name="{name}" {at(words, text)}>{inside}{coding}</PlainTextSelection>'


def text_source(inner: str, attributes: str = 'plainTextPath="t.txt"', name: str = "SC1", guid: str = G.format(3)) -> str:
    return f'<TextSource guid="{guid}" name="{name}" {attributes}>{inner}</TextSource>'


def qde(sources: str, *, origin: str, more: str = "", root: str = f'xmlns="{NS}"', codes: str = "".join(CODE.values())) -> bytes:
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    return f'<Project {root} name="p" origin="{origin}">{book}<Sources>{sources}</Sources>{more}</Project>'.encode()


def lost(read: ReadProject) -> dict[str, int]:
    return {item.what: item.count for item in read.lost}


def landed(read: ReadProject) -> Landed:
    return land(read.trusted(), home(turns(LINES)))


def test_atlas_ti_marks_a_pdf_twice_and_ties_memos_by_links(tmp_path: Path) -> None:
    page = 'page="0" firstX="1" firstY="1" secondX="9" secondY="9"'
    words = marked("signs slowly", "KN01", 1, name="signs slowly")
    pdf = (
        f'<PDFSource guid="{G.format(90)}" name="SC1.pdf" path="internal://x.pdf">'
        f'<PDFSelection guid="{G.format(1)}" name="signs slowly" {page}><Representation guid="{G.format(91)}">'
        f"<PlainTextContent>signs slow</PlainTextContent></Representation></PDFSelection>"
        f'<PDFSelection guid="{G.format(92)}" name="signs slowly" {page}><Representation guid="{G.format(93)}">'
        f"<PlainTextContent>ly</PlainTextContent></Representation></PDFSelection>"
        f'<PDFSelection guid="{G.format(94)}" name="Quotation 12:3" {page}/>'
        f'<Representation guid="{G.format(95)}" name="Representation_for_SC1.pdf" plainTextPath="internal://a.txt">{words}'
        "</Representation></PDFSource>"
        f'<AudioSource guid="{G.format(96)}" name="a.m4a" path="relative:///a.m4a"/>'
    )
    more = (
        f'<Notes><Note guid="{G.format(60)}" name="memo"><Description>why?</Description><PlainTextContent>to think about'
        f"</PlainTextContent></Note></Notes><Links>"
        f'<Link guid="{G.format(61)}" originGUID="{G.format(60)}" targetGUID="{G.format(1)}" direction="OneWay"/>'
        f'<Link guid="{G.format(62)}" originGUID="{CODES["KN01"]}" targetGUID="{CODES["OR01"]}"/>'
        f'<Link guid="{G.format(63)}" originGUID="{CODES["KN01"]}" targetGUID="{G.format(60)}"/></Links>'
        f'<Sets><Set guid="{G.format(64)}" name="gender: female"><MemberSource targetGUID="{G.format(90)}"/></Set></Sets>'
    )
    data = qde(pdf, origin="ATLAS.ti 8.4.0 573 , macOS", more=more)
    parts = {"Project.qde": data, "Sources/a.txt": TEXT.replace("\n", "\r\n").encode()}
    read = read_project(pack(tmp_path / "p.qdpx", parts))
    assert [i.quote for i in read.located] == ["signs slowly"]
    assert lost(read) == {"PDF selection": 1, "audio source": 1, "link": 1}
    rows = land(read, home(turns(LINES), group="SC1")).rows
    assert [(r.code, r.memo) for r in rows] == [("KN01", "to think about\nwhy?")]


def test_nvivo_ties_annotations_by_links_and_marks_whose_words_they_are_like_codes(tmp_path: Path) -> None:
    person, twin = G.format(70), G.format(71)
    source = (
        f'<TextSource guid="{G.format(80)}" name="SC1" richTextPath="internal://t.docx" plainTextPath="internal://t.txt">'
        + marked("signs slowly", "KN01", 1)
        + marked("One day of training", person, 2)
        + marked("forms", twin, 3)
        + marked("say the word out loud", "", 4)
        + "</TextSource>"
    )
    more = (
        f'<Cases><Case guid="{person}" name="P2"><CodeRef targetGUID="{twin}"/></Case></Cases>'
        f'<Notes><Note guid="{G.format(81)}" name="" plainTextPath="internal://n.txt"/></Notes><Links>'
        f'<Link guid="{G.format(82)}" originGUID="{G.format(81)}" targetGUID="{G.format(4)}"/></Links>'
    )
    root = f'xmlns:xsd="http://www.w3.org/2001/XMLSchema" basePath="" xmlns="{NS}"'
    codes = "".join(CODE.values()) + f'<Code guid="{twin}" name="p2" isCodable="true"/>'
    data = qde(source, origin="NVivo for Windows 12.6", more=more, root=root, codes=codes)
    text = b"\xef\xbb\xbf" + TEXT.encode()
    read = read_project(pack(tmp_path / "p.qdpx", {"project.qde": data, "Sources/t.txt": text, "Sources/n.txt": b"hm"}))
    assert [i.quote for i in read.located] == ["signs slowly", "say the word out loud"]
    assert lost(read) == {"coding of a case": 2}
    done = landed(read)
    assert [(r.code, r.turn) for r in done.rows] == [("KN01", 0)]
    assert [(m.kind, m.subject, m.text) for m in done.memos] == [("group", "SC1", "turn 3: hm")]
    assert done.lost[1:] == ()


def test_the_mac_version_of_nvivo_leaves_the_words_in_the_word_document_alone(tmp_path: Path) -> None:
    words = ["the signs slowly", "one child", "at a time", "One day of training", "about forms", "say the word out loud"]
    source = f'<TextSource guid="{G.format(1)}" name="SC1" plainTextPath="internal://a.txt" richTextPath="internal://a.docx">'
    source += "".join(marked(w, "KN01", 10 + i) for i, w in enumerate(words)) + "</TextSource>"
    original = docx(tmp_path / "a.docx", LINES).read_bytes()
    parts = {"project.qde": qde(source, origin="NVivo for Mac 15.0.0"), "sources/.root": b"", "sources/a.txt": b"\n"}
    read = read_project(pack(tmp_path / "p.qdpx", {**parts, "sources/a.docx": original}))
    assert [i.quote for i in read.located] == words
    assert [(x.what, x.count) for x in read.lost] == [("text of a source", 1)]
    assert read.lost[0].why.endswith("holds 1 byte; they were read from the Word document beside it")
    assert len(place(landed(read).rows, turns(LINES), BOOK, coder="AE").codings) == 6
    few = qde(source.replace('name="" ', 'name="x" ', 1).split("<PlainTextSelection", 4)[0] + "</TextSource>", origin="NVivo")
    assert read_project(pack(tmp_path / "q.qdpx", {**parts, "project.qde": few, "sources/a.docx": original})).located == ()


def test_a_few_selections_named_after_their_words_prove_the_word_document(tmp_path: Path) -> None:
    named = marked("signs slowly", "KN01", 1, name="signs slo…") + marked("about forms", "OR01", 2, name="my own name")
    source = text_source(named, 'plainTextPath="internal://gone.txt" richTextPath="internal://a.docx"')
    original = docx(tmp_path / "a.docx", LINES).read_bytes()
    parts = {"Project.qde": qde(source, origin="ATLAS.ti 8.4.0 573"), "sources/a.docx": original}
    read = read_project(pack(tmp_path / "p.qdpx", parts))
    assert [i.quote for i in read.located] == ["signs slowly", "about forms"]


def test_positions_that_do_not_fit_the_word_document_are_lost_and_the_other_texts_stay(tmp_path: Path) -> None:
    odd = "".join(
        f'<PlainTextSelection guid="{G.format(20 + i)}" startPosition="{5 + 3 * i}" endPosition="{11 + 3 * i}"/>' for i in range(9)
    )
    sources = f'<TextSource guid="{G.format(1)}" name="SC10" richTextPath="internal://a.docx">{odd}</TextSource>'
    sources += text_source(marked("signs slowly", "KN01", 3), 'plainTextPath="internal://b.txt"', guid=G.format(2))
    original = docx(tmp_path / "a.docx", LINES).read_bytes()
    parts = {"project.qde": qde(sources, origin="NVivo for Mac 15.0.0"), "sources/a.docx": original, "sources/b.txt": TEXT.encode()}
    read = read_project(pack(tmp_path / "p.qdpx", parts))
    assert [(i.source, i.quote) for i in read.located] == [(1, "signs slowly")]
    assert (lost(read), read.refused) == ({"text of a source": 1, "text selection": 9}, "")
    assert read.lost[-1].why == "its positions do not fit the Word document"


@pytest.mark.parametrize("document", [b"", b"no zip", b"PK\x03\x04broken"])
def test_a_broken_document_beside_a_missing_text_is_a_missing_text(document: bytes, tmp_path: Path) -> None:
    source = text_source(marked("signs slowly", "KN01", 3), 'richTextPath="internal://a.docx"')
    read = read_project(pack(tmp_path / "p.qdpx", {"p.qde": qde(source, origin="NVivo"), "sources/a.docx": document}))
    assert (lost(read), read.refused) == ({"text of a source": 1, "text selection": 1}, "")


def test_maxqda_names_selections_by_their_places_and_comments_words_without_a_code(tmp_path: Path) -> None:
    first = marked("signs slowly", "KN01", 1, name="18,30", inside="<Description>odd</Description>")
    second = marked("forms", "", 2, name="5,10", inside="<Description>which?</Description>")
    value = f'<VariableValue><VariableRef targetGUID="{G.format(50)}"/><IntegerValue>42</IntegerValue></VariableValue>'
    source = f'<TextSource guid="{G.format(3)}" name="SC1" plainTextPath="internal://t.txt">{first}{second}{value}</TextSource>'
    source += f'<VideoSource guid="{G.format(4)}" name="Recording" path="internal://r.m4a">'
    source += f'<VideoSelection guid="{G.format(5)}" name="(0,0),(9,0)" begin="0" end="9"/></VideoSource>'
    more = f'<Sets><Set guid="{G.format(6)}" name="Group"><MemberSource targetGUID="{G.format(3)}"/></Set></Sets>'
    data = qde(source, origin="MAXQDA 24 (Release 24.7.0)", more=more)
    variables = f'<Variables><Variable guid="{G.format(50)}" name="age" typeOfVariable="Integer"/></Variables>'
    data = data.replace(b"<Sources>", variables.encode() + b"<Sources>")
    read = read_project(pack(tmp_path / "p.qdpx", {"project.qde": data, "sources/t.txt": TEXT.encode()}))
    assert [i.quote for i in read.located] == ["signs slowly", "forms"]
    assert read.project.sources[0].values == (("age", "42"),)
    assert lost(read) == {"video selection": 1}
    done = landed(read)
    assert [(r.code, r.memo) for r in done.rows] == [("KN01", "odd")]
    assert [(m.kind, m.subject, m.text) for m in done.memos] == [("group", "SC1", "turn 2: which?")]
    assert done.lost[1:] == ()


@pytest.mark.parametrize("root", ["", 'xmlns="urn:QDA-XML:project:1:0"', 'xmlns:q="urn:other"'])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "path",
    ["internal://t.txt", "t.txt", "relative:///t.txt", "absolute:///home/somebody/t.txt", "internal://Sources/T.TXT", ".\\t.txt"],
)
def test_any_namespace_mark_and_kind_of_path_will_do(root: str, mark: str, path: str, tmp_path: Path) -> None:
    source = (
        f'<TextSource guid="{{{G.format(3).lower()}}}" name="SC1" plainTextPath="{path}">{marked("forms", "OR01", 1)}</TextSource>'
    )
    data = mark.encode() + b'<?xml version="1.0" encoding="utf-8"?>\n' + qde(source, origin="Quirkos 2.4", root=root)
    read = read_project(pack(tmp_path / "p.qdpx", {"a b.QDE": data, "sources/t.txt": TEXT.encode()}))
    assert ([i.quote for i in read.located], read.lost) == (["forms"], ())


def test_codes_below_other_holders_or_right_below_the_codebook_are_found(tmp_path: Path) -> None:
    inner = f"<SubCodes>{CODE['OR01']}</SubCodes>"
    nested = CODE["KN01"].replace("/>", f">{inner}</Code>")
    source = text_source(f"<PlainTextContent>{TEXT}</PlainTextContent>{marked('forms', 'OR01', 1)}", "")
    data = qde(source, origin="eQc").replace(b"<Codes>" + "".join(CODE.values()).encode() + b"</Codes>", nested.encode())
    codes = read_project(pack(tmp_path / "p.qdpx", {"project.qde": data})).project.codes
    assert [(c.name, c.parent) for c in codes] == [("KN01 Signs", ""), ("OR01 Training", CODES["KN01"])]


def test_a_codebook_is_read_out_of_a_project_without_its_cases(tmp_path: Path) -> None:
    codes = "".join(CODE.values()) + f'<Code guid="{G.format(9)}" name="P1" isCodable="true"/>'
    more = f'<Cases><Case guid="{G.format(8)}" name="p1"><CodeRef targetGUID="{{{G.format(9).lower()}}}"/></Case></Cases>'
    pack(tmp_path / "p.qdpx", {"project.qde": qde("", origin="NVivo", codes=codes, more=more)})
    assert [code.name for code in read_qdc(tmp_path / "p.qdpx")] == list(NAMES.values())
    (tmp_path / "old.qdc").write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes>{codes}</Codes></CodeBook>')
    assert len(read_qdc(tmp_path / "old.qdc")) == 4
    with pytest.raises(FormatError, match="holds no codes"):
        read_qdc(pack(tmp_path / "q.qdpx", {"project.qde": b"<Project/>"}))


def test_a_reversed_selection_and_a_text_of_many_kinds_of_lines_are_no_error(tmp_path: Path) -> None:
    source = f'<TextSource guid="{G.format(3)}" name="SC1" plainTextPath="t.txt">{marked("forms", "OR01", 1)}'
    source += f'<PlainTextSelection guid="{G.format(4)}" startPosition="9" endPosition="4"/>'
    source += f'<PlainTextSelection guid="{G.format(5)}" endPosition="4"/></TextSource>'
    read = read_project(pack(tmp_path / "p.qdpx", {"project.qde": qde(source, origin="MAXQDA 26"), "t.txt": TEXT.encode()}))
    assert [i.quote for i in read.located] == ["forms"]
    assert sorted(x.why for x in read.lost) == ["it has no position in the text", "its positions lie outside the text"]


def test_one_link_to_a_selection_is_used_once(tmp_path: Path) -> None:
    link = f'<Link guid="{G.format(62)}" originGUID="{G.format(1)}" targetGUID="{G.format(60)}"/>'
    more = (
        f'<Notes><Note guid="{G.format(60)}" name="n"><PlainTextContent>note</PlainTextContent></Note></Notes><Links>{link}</Links>'
    )
    source = f'<TextSource guid="{G.format(3)}" name="SC1" plainTextPath="t.txt">{marked("forms", "OR01", 1)}</TextSource>'
    read = read_project(pack(tmp_path / "p.qdpx", {"project.qde": qde(source, origin="x", more=more), "t.txt": TEXT.encode()}))
    assert replace(read.located[0].selection, marks=()).notes == (G.format(60),)
    assert lost(read) == {}


@pytest.mark.parametrize("unit", ["code points", "UTF-16 units"])
def test_names_cut_short_with_dots_tell_how_atlas_ti_counts(unit: str, tmp_path: Path) -> None:
    text = "P1: Yes 😀😀 ab, cd ef; gh: ij (kl) mn.\n" * 4
    words = ["cd ef; gh: ij", "gh: ij (kl) mn", "kl"]
    marks = ""
    for number, quote in enumerate(words * 4):
        start = [at for at in range(len(text)) if text.startswith(quote, at)][number // 3]
        before = text[:start]
        begin = (len(before.encode("utf-16-le")) // 2) if unit.startswith("UTF") else start
        name = f"{quote[:8].rstrip()}…" if len(quote) > 8 else quote
        place = f'startPosition="{begin}" endPosition="{begin + len(quote)}"'
        marks += f'<PlainTextSelection guid="{G.format(number)}" name="{name}" {place}/>'
    parts = {"project.qde": qde(text_source(marks), origin="ATLAS.ti Mac 8.4"), "t.txt": text.replace("\n", "\r\n").encode()}
    read = read_project(pack(tmp_path / "p.qdpx", parts))
    assert [i.quote for i in read.located] == words * 4
    assert str(read.reading) == f"{unit}, a line end counts 1, end exclusive"


def test_an_empty_folder_of_sources_and_words_in_the_xml_are_read(tmp_path: Path) -> None:
    source = text_source(f"<PlainTextContent>{TEXT}</PlainTextContent>{marked('forms', 'OR01', 1)}", "")
    path = pack(tmp_path / "p.qdpx", {"project.qde": qde(source, origin="x"), "sources/": b""})
    assert [i.quote for i in read_project(path).located] == ["forms"]


def test_a_codebook_with_empty_sets_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.qdc").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>'
        f"{CODE['KN01']}</Codes><Sets/></CodeBook>"
    )
    assert [(code.name, code.guid) for code in read_qdc(tmp_path / "t.qdc")] == [("KN01 Signs", CODES["KN01"])]
