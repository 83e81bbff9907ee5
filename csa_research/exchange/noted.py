"""A foreign project's notes and descriptions as memos: on a code, on a group's transcript, or on the study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from csa_research.exchange.records import Lost, Note, Project
from csa_research.records import Memo, MemoKind

Coder = Callable[[str], str]  # a user's GUID to the coder


def memos_in(
    project: Project, groups: Sequence[str], codes: Mapping[str, str], coder: Coder, on_words: Mapping[str, Sequence[str]]
) -> tuple[tuple[Memo, ...], tuple[Lost, ...]]:
    """A memo a code, group and study, and the notes on what the study does not have.

    `groups` are those of the sources, `codes` the ids of the project's codes by GUID; "" where the study has none. A note that is
    tied to nothing is a memo on the study, after its title. `on_words`: notes on uncoded words, by group.
    """
    notes = {note.guid: note for note in project.notes}
    texts: dict[tuple[MemoKind, str], dict[str, str]] = {}  # thing -> text -> who
    lost: list[Lost] = []
    for kind, subject, name, found in _found(project, notes, groups, codes, coder):
        if subject or kind == "study":
            texts.setdefault((kind, subject), {}).update(found)
        elif found:
            why = "no code of the study has its name" if kind == "code" else "no group of the study has this text's name"
            lost.append(Lost(f"memo on a {'code' if kind == 'code' else 'text'}", len(found), name, why))
    for group, said in on_words.items():
        texts.setdefault(("group", group), {}).update(dict.fromkeys(said, ""))
    memos = (Memo(kind, subject, "\n\n".join(said), next(iter(said.values()))) for (kind, subject), said in texts.items() if said)
    return tuple(memos), tuple(lost)


def _found(
    project: Project, notes: Mapping[str, Note], groups: Sequence[str], codes: Mapping[str, str], coder: Coder
) -> Iterator[tuple[MemoKind, str, str, dict[str, str]]]:
    """(kind, id, name there, texts with their writers) of everything that has a note or description."""

    def of(idents: Iterable[str], *described: str) -> dict[str, str]:
        found = {notes[i].text.strip(): coder(notes[i].user) for i in idents if i in notes}
        found |= {text.strip(): "" for text in described if text.strip() not in found}
        return {text: who for text, who in found.items() if text}

    yield "study", "", "", of(project.noted, project.description)
    for code in project.codes:
        yield "code", codes.get(code.guid, ""), code.name, of(code.notes)
    for source, group in zip(project.sources, groups, strict=True):
        yield "group", group, source.name, of(source.notes, source.description)
    used = _used(project)
    for note in project.notes:
        if note.guid not in used and note.text.strip():
            title = f"{note.name.strip()}: " if note.name.strip() else ""
            yield "study", "", "", {title + note.text.strip(): coder(note.user)}


def _used(project: Project) -> frozenset[str]:
    """The GUIDs of notes that something refers to."""
    held = [project.noted, *(code.notes for code in project.codes)]
    for source in project.sources:
        held.append(source.notes)
        for selection in source.selections:
            held += [selection.notes, *(mark.notes for mark in selection.marks)]
    return frozenset(note for notes in held for note in notes)
