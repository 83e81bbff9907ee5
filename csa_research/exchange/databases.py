"""The projects that QualCoder and RQDA keep in a database, from the rows of their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from csa_research.errors import FormatError
from csa_research.exchange import tagged
from csa_research.exchange.qde import NO_TEXT
from csa_research.exchange.records import Case, ForeignCode, Lost, Mark, Project, Selection, Source, User
from csa_research.exchange.texts import of_text
from csa_research.exchange.values import number, text

NOBODY = "default"  # what QualCoder calls a coder who never gave a name
Row = Mapping[str, object]
Tables = Mapping[str, tuple[Row, ...]]
WANTED: Mapping[str, tuple[str, ...]] = {
    "project": ("memo",),
    "source": ("id", "name", "fulltext", "mediapath", "file", "status", "memo"),
    "code_name": ("cid", "name", "memo", "catid", "supercid", "color"),
    "code_cat": ("catid", "name", "memo", "supercatid"),
    "code_text": ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "memo", "important"),
    "code_image": ("imid", "id"),
    "code_av": ("avid", "id"),
    "annotation": ("anid", "fid"),
    "cases": ("caseid", "name"),
    "case_text": ("caseid", "fid"),
    "coding": ("cid", "fid", "seltext", "selfirst", "selend", "status", "owner", "memo"),
    "freecode": ("id", "name", "memo", "status"),
    **tagged.WANTED,
}


def project_of(name: str, tables: Tables) -> Project:
    """The project in these tables. Raises FormatError where they are no known program's."""
    known: tuple[tuple[set[str], Callable[[str, Tables], Project]], ...] = (
        ({"source", "code_name", "code_text"}, _qualcoder),
        ({"documents", "highlights", "tags", "highlight_tags"}, tagged.project),
        ({"source", "coding", "freecode"}, _rqda),
    )
    for needed, read in known:
        if needed <= set(tables):
            return read(name, tables)
    raise FormatError(f"{name}: is a database, but no project of QualCoder, Taguette or RQDA. Export the codings as .csv or .xlsx.")


def _qualcoder(name: str, tables: Tables) -> Project:
    rows = tables["code_text"]
    marks = _by_source(rows, "pos0", "pos1")
    sources = tuple(
        Source(key, text(row, "name"), tuple(marks.pop(key, ())), of_text(text(row, "fulltext")), text(row, "memo"))
        for row in tables["source"]
        for key in (text(row, "id"),)
        if text(row, "fulltext")
    )
    return Project(
        name,
        "QualCoder",
        _users(rows),
        tuple(_tree(tables)),
        sources,
        tuple(_cases(tables)),
        lost=tuple(_lost(tables, marks)),
        description="\n".join(text(row, "memo") for row in tables.get("project", ())).strip(),
    )


def _tree(tables: Tables) -> Iterator[ForeignCode]:
    """Categories as headings, then codes; one below another where it stands so."""
    for row in tables.get("code_cat", ()):
        above = text(row, "supercatid")
        yield ForeignCode(f"CAT{text(row, 'catid')}", text(row, "name"), text(row, "memo"), above and f"CAT{above}", codable=False)
    for row in tables["code_name"]:
        category, code = text(row, "catid"), text(row, "supercid")
        above = f"CODE{code}" if code else category and f"CAT{category}"
        yield ForeignCode(f"CODE{text(row, 'cid')}", text(row, "name"), text(row, "memo"), above, colour=text(row, "color"))


def _by_source(rows: Iterable[Row], first: str, last: str) -> dict[str, list[Selection]]:
    """The selections of each source, one a coding; named after its words, which check the positions."""
    found: dict[str, list[Selection]] = {}
    for count, row in enumerate(rows, 1):
        start, end = number(row, first), number(row, last)
        mark = Mark(f"CODING{count}", (f"CODE{text(row, 'cid')}",), _owner(row))
        said = "\n".join(part for part in (text(row, "memo"), "important" if number(row, "important") == 1 else "") if part)
        selection = Selection(f"SELECTION{count}", text(row, "seltext"), start, end, (mark,), (), said)
        found.setdefault(text(row, "fid"), []).append(selection)
    return found


def _cases(tables: Tables) -> Iterator[Case]:
    texts: dict[str, list[str]] = {}
    for row in tables.get("case_text", ()):
        texts.setdefault(text(row, "caseid"), []).append(text(row, "fid"))
    for row in tables.get("cases", ()):
        key = text(row, "caseid")
        yield Case(f"CASE{key}", text(row, "name"), sources=tuple(dict.fromkeys(texts.get(key, ()))))


def _lost(tables: Tables, left: Mapping[str, list[Selection]]) -> Iterator[Lost]:
    names = {text(row, "id"): text(row, "name") for row in tables["source"]}
    for table, key, what, why in (
        ("code_image", "id", "picture selection", NO_TEXT),
        ("code_av", "id", "recording selection", NO_TEXT),
        ("annotation", "fid", "memo on words", "no code is on it"),
    ):
        for where, count in Counter(names.get(text(row, key), "") for row in tables.get(table, ())).items():
            yield Lost(what, count, where, why)
    for key, selections in left.items():
        yield Lost("text selection", len(selections), names.get(key, ""), "the text of its source is missing")


def _users(rows: Iterable[Row]) -> tuple[User, ...]:
    return tuple(User(owner, owner) for owner in dict.fromkeys(map(_owner, rows)) if owner)


def _owner(row: Row) -> str:
    owner = text(row, "owner").strip()
    return "" if owner == NOBODY else owner


def _rqda(name: str, tables: Tables) -> Project:
    rows = [row for row in tables["coding"] if number(row, "status") == 1]
    marks = _by_source(rows, "selfirst", "selend")
    sources = tuple(
        Source(key, text(row, "name"), tuple(marks.pop(key, ())), of_text(text(row, "file")), text(row, "memo"))
        for row in tables["source"]
        for key in (text(row, "id"),)
        if text(row, "file") and number(row, "status") == 1
    )
    codes = tuple(ForeignCode(f"CODE{text(r, 'id')}", text(r, "name"), text(r, "memo")) for r in tables["freecode"])
    lost = tuple(Lost("text selection", len(left), "", "the text of its source is missing") for left in marks.values())
    return Project(name, "RQDA", _users(rows), codes, sources, lost=lost)
