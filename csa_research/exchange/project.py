"""A .qdpx as a project with every selection in its place, and the list of what could not be taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.exchange.archive import open_archive
from csa_research.exchange.qde import read_qde
from csa_research.exchange.readings import choose, lost_places
from csa_research.exchange.records import Located, Lost, Project
from csa_research.exchange.texts import Reading


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project and where its selections stand. `refused` says why the places cannot be trusted, "" where they can."""

    file: str
    project: Project
    reading: Reading
    share: float | None  # of starts and ends between words; None without selections
    located: tuple[Located, ...]
    lost: tuple[Lost, ...]
    refused: str = ""

    def trusted(self) -> ReadProject:
        """Itself. Raises FormatError where its places cannot be trusted."""
        if self.refused:
            raise FormatError(f"{self.file}: {self.refused}. See what was read: csa qdpx inspect {self.file} --format text")
        return self


def read_project(path: Path) -> ReadProject:
    """The project in a .qdpx; nothing is unpacked to disk. Raises FormatError for what is none, is damaged or hostile."""
    with open_archive(path) as archive:
        project = read_qde(path.name, archive.project(), archive.text)
    return located(path.name, project)


def located(file: str, project: Project) -> ReadProject:
    """The project with its selections in their places, in the reading that fits their words."""
    chosen = choose(project)
    best = chosen.best
    lost = (*project.lost, *lost_places(project, best))
    return ReadProject(file, project, best.reading, best.share, best.located, lost, chosen.refused)


def as_jsonl(read: ReadProject) -> Iterator[str]:
    """One JSON object a selection, positions in code points; the last says how many, how well they fit and what is lost."""
    names = {code.guid: code.name for code in read.project.codes}
    for item in read.located:
        row = {
            "source": read.project.sources[item.source].name,
            "start": item.span.start,
            "end": item.span.end,
            "quote": item.quote,
            "codes": code_names(item, names),
        }
        yield json.dumps(row) + "\n"
    last: dict[str, object] = {
        "selections": len(read.located),
        "on_word_boundary": None if read.share is None else round(read.share, 4),
        "reading": str(read.reading),
        "origin": read.project.origin,
        "lost": [{"what": x.what, "count": x.count, "where": x.where, "why": x.why} for x in read.lost],
    }
    if read.refused:
        last["refused"] = read.refused
    yield json.dumps(last) + "\n"


def as_text(read: ReadProject) -> Iterator[str]:
    """The same for reading."""
    names = {code.guid: code.name for code in read.project.codes}
    p = read.project
    yield f"{read.file}: project {p.name or 'without a name'}, written by {p.origin or 'an unknown program'}\n"
    yield f"  {len(p.sources)} texts, {len(p.codes)} codes, {len(p.cases)} cases, {len(p.sets)} sets, {len(p.notes)} notes\n"
    for item in read.located:
        place = f"{p.sources[item.source].name} {item.span.start}-{item.span.end}"
        yield f"{place} [{'; '.join(code_names(item, names)) or 'no code'}] {' '.join(item.quote.split())}\n"
    share = "no selections" if read.share is None else f"{read.share:.1%} of starts and ends between words"
    yield f"{len(read.located)} selections; {share}; read as {read.reading}\n"
    if read.refused:
        yield f"refused: {read.refused}\n"
    yield from (f"lost: {lost_line(x)}\n" for x in read.lost)


def lost_line(lost: Lost) -> str:
    """One thing that could not be taken, in words."""
    return f"{lost.count} x {lost.what}{f' in {lost.where}' if lost.where else ''}: {lost.why}"


def code_names(item: Located, names: dict[str, str]) -> list[str]:
    """The names of the selection's codes, each once."""
    return list(dict.fromkeys(names.get(code, code) for mark in item.selection.marks for code in mark.codes))
