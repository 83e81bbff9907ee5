"""What stands in another program's project, as read: nothing interpreted, nothing of it stored."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.exchange.texts import SourceText
from csa_research.records import Span


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that was there and could not be taken."""

    what: str
    count: int
    where: str = ""  # the source's name
    why: str = ""


@dataclass(frozen=True, slots=True)
class User:
    guid: str
    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class ForeignCode:
    guid: str
    name: str
    description: str = ""
    parent: str = ""  # GUID of the code above it
    codable: bool = True
    colour: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding of a selection: a code, and who put it there."""

    guid: str
    codes: tuple[str, ...]  # GUIDs; the standard has one
    user: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A marked piece of a text, positions as the file gives them."""

    guid: str
    name: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text and its selections. `text` None: the file that should hold it is not in the archive."""

    guid: str
    name: str
    selections: tuple[Selection, ...] = ()
    text: SourceText | None = None
    description: str = ""
    values: tuple[tuple[str, str], ...] = ()  # variable, value
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    guid: str
    name: str
    text: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    guid: str
    name: str
    kind: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    guid: str
    name: str
    description: str = ""
    values: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of codes, sources or notes."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was understood of a project, and what was not. GUIDs are in upper case without braces."""

    name: str
    origin: str
    users: tuple[User, ...] = ()
    codes: tuple[ForeignCode, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    sets: tuple[Collection, ...] = ()
    variables: tuple[Variable, ...] = ()
    notes: tuple[Note, ...] = ()
    links: int = 0
    lost: tuple[Lost, ...] = ()
    description: str = ""
    noted: tuple[str, ...] = ()  # GUIDs of notes on the project as a whole


@dataclass(frozen=True, slots=True)
class Located:
    """A selection whose place in its source's text was found: code points of the text with "\\n" line ends."""

    source: int  # place in Project.sources
    selection: Selection
    span: Span
    quote: str
