"""Another program's codebook (.qdc) as a proposal beside the study's own: what it adds, renames, moves and leaves out."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import FormatError
from csa_research.exchange.archive import open_archive
from csa_research.exchange.differences import changes
from csa_research.exchange.linked import case_guids
from csa_research.exchange.markup import child, parse, tag
from csa_research.exchange.qde import read_codes
from csa_research.exchange.records import ForeignCode
from csa_research.guards import check_file
from csa_research.records import Code, Codebook, Family

PARTS = (("Include when: ", "include_when"), ("Exclude when: ", "exclude_when"), ("Example (invented): ", "example"))
UNWRITTEN = "To be written."
LOOSE = Family("N", "New codes", "Codes that came without a family.")
_ID = re.compile(r"([A-Z]{1,5}-?\d{1,3}[a-z]?)\b[\s:.–—-]*")
_WORDS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A codebook made from a .qdc, as YAML text, and what differs from the study's own, a line each."""

    text: str
    changes: tuple[str, ...]


def read_qdc(path: Path) -> tuple[ForeignCode, ...]:
    """The codes of a .qdc, or of the codebook in a .qdpx, each after the one above it. Raises FormatError."""
    if path.suffix.lower() == ".qdpx":
        with open_archive(path) as archive:
            root = parse(path.name, archive.project())
    else:
        check_file(path, noun="codebook", limit=20_000_000)
        root = parse(path.name, path.read_bytes())
    if tag(root) not in ("CodeBook", "Project"):
        raise FormatError(f"{path.name}: holds no REFI-QDA codebook (.qdc). Export the codebook again from its program.")
    cases = case_guids(root)
    book = root if tag(root) == "CodeBook" else child(root, "CodeBook")
    codes = tuple(code for code in read_codes(book) if code.guid not in cases)
    if not codes:
        raise FormatError(f"{path.name}: holds no codes. Export the codebook again from its program.")
    return codes


def propose(foreign: Sequence[ForeignCode], current: str, source: str, guids: Mapping[str, str]) -> Proposal:
    """The study's codebook file as the .qdc would have it; what REFI-QDA cannot hold (cues, COM-B, rules) stays as it was.

    `guids` are those our own export gives, by which a renamed code is known again. Raises CodebookError.
    """
    from ruamel.yaml import YAML

    own = parse_codebook(current, source)
    families, codes = _Sorting(own, guids).sort(foreign)
    yaml = YAML()
    yaml.width, yaml.allow_unicode = 120, True
    yaml.preserve_quotes = True
    top = yaml.load(current)
    top["families"] = _entries(top["families"], [_family_fields(family) for family in families])
    top["codes"] = _entries(top["codes"], [_code_fields(code) for code in codes])
    _without_lost_codes(top, {code.id for code in codes})
    out = io.StringIO()
    yaml.dump(top, out)
    parse_codebook(out.getvalue(), "codebook.from-qdc.yaml")
    return Proposal(out.getvalue(), changes(own, families, codes))


def parts_of(description: str) -> dict[str, str]:
    """A description as our export writes it, in its parts; all of it is the definition where it is another's."""
    found = {"definition": ""}
    field = "definition"
    for line in description.splitlines():
        for prefix, name in PARTS:
            if line.startswith(prefix):
                field, line = name, line[len(prefix) :]
                break
        found[field] = f"{found[field]}\n{line}" if found.get(field) else line
    return {name: text.strip() for name, text in found.items()}


class _Sorting:
    """Foreign codes becoming families and codes, with the ids they have or new ones."""

    def __init__(self, own: Codebook, guids: Mapping[str, str]) -> None:
        self.families = {family.id: family for family in own.families}
        self.codes = {code.id: code for code in own.codes}
        self.names = {f.name.lower(): f.id for f in own.families} | {c.name.lower(): c.id for c in own.codes}
        self.guids = guids
        self.taken = {*self.families, *self.codes}
        self.used: set[str] = set()

    def sort(self, foreign: Sequence[ForeignCode]) -> tuple[list[Family], list[Code]]:
        above = {code.parent for code in foreign}
        families: dict[str, Family] = {}
        codes: list[Code] = []
        place: dict[str, tuple[str, str]] = {}  # GUID -> id, family
        for code in foreign:
            ident, name = self._id(code)
            heading = not code.parent and (ident in self.families or (code.guid in above and not code.codable))
            if heading:
                family = ident if ident and ident not in self.codes else self._new_family(name)
                families[family] = self._family(family, name, code.description)
                place[code.guid] = (family, family)
                continue
            ident = ident if ident and ident not in self.families else self._new_code()
            parent, family = place.get(code.parent) or self._home(ident)
            if family not in families:
                families[family] = self.families.get(family, LOOSE)
            place[code.guid] = (ident, family)
            codes.append(self._code(ident, name, family, parent, code))
        kept = {code.id for code in codes} | set(families)
        return list(families.values()), [c if c.parent in kept else replace(c, parent=c.family) for c in codes]

    def _id(self, code: ForeignCode) -> tuple[str, str]:
        """The id that the code has or brings, "" where it has none, and its name without it."""
        name = " ".join(code.name.split())
        head = _ID.match(name)
        first, _, rest = name.partition(" ")
        if first in self.taken:
            ident, name = first, rest or name
        elif head and name[head.end() :]:
            ident, name = head.group(1), name[head.end() :]
        else:
            ident = self.guids.get(code.guid, "") or self.names.get(name.lower(), "")
        if ident in self.used:
            return "", name
        self.used |= {ident} - {""}
        return ident, name

    def _home(self, ident: str) -> tuple[str, str]:
        own = self.codes.get(ident)
        return (own.parent, own.family) if own else (LOOSE.id, LOOSE.id)

    def _new_family(self, name: str) -> str:
        letters = "".join(word[0] for word in _WORDS.findall(name)).upper()[:4] or "F"
        return self._free([letters, *(f"{letters}{i}" for i in range(2, 1000))])

    def _new_code(self) -> str:
        return self._free([f"N-{i:02}" for i in range(1, 10_000)])

    def _free(self, wanted: Sequence[str]) -> str:
        ident = next(i for i in wanted if i not in self.taken and i not in self.used)
        self.used.add(ident)
        return ident

    def _family(self, ident: str, name: str, description: str) -> Family:
        own = self.families.get(ident)
        return Family(ident, name, description.strip() or (own.definition if own else ""), own.system_level if own else "")

    def _code(self, ident: str, name: str, family: str, parent: str, code: ForeignCode) -> Code:
        own, said = self.codes.get(ident), parts_of(code.description)
        if not any(said.values()) and own:
            said = {f: getattr(own, f) for f in ("definition", "include_when", "exclude_when", "example")}
        return Code(
            ident, name, family, parent, said["definition"] or UNWRITTEN, said.get("include_when", ""),
            said.get("exclude_when", ""), said.get("example", ""), codable=code.codable,
        )  # fmt: skip


def _family_fields(family: Family) -> dict[str, Any]:
    return {"id": family.id, "name": family.name, "definition": family.definition}


def _code_fields(code: Code) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(code, name) for name in ("id", "name", "family", "parent", "definition")}
    fields |= {"include_when": code.include_when, "exclude_when": code.exclude_when, "example": code.example}
    return fields | {"codable": code.codable}


def _entries(existing: Sequence[Any], wanted: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The file's own entries in the new order with what changed, and new ones; nothing empty is added."""
    own = {str(entry["id"]): entry for entry in existing}
    out: list[Any] = []
    for fields in wanted:
        entry = own.get(fields["id"])
        if entry is None:
            out.append({k: v for k, v in fields.items() if v not in ("", True)})
            continue
        for name, value in fields.items():
            _set(entry, name, value)
        out.append(entry)
    return out


def _set(entry: Any, name: str, value: Any) -> None:
    """The field changed where it differs, so that what did not change keeps its layout."""
    if name == "example":
        held = entry.get("example_invented") or entry.get("example")
        if held is None and value:
            entry["example"] = {"text": value}
        elif held is not None and str(held.get("text") or "") != value:
            held["text"] = value
        return
    default = {"parent": entry.get("family"), "codable": True}.get(name, "")
    before = entry.get(name, default)
    if (str(before).strip() if isinstance(value, str) else before) != value:
        entry[name] = value


def _without_lost_codes(top: Any, left: set[str]) -> None:
    """Rules and locks of codes that are no longer there go with them."""
    rules = top.get("pair_rules") or []
    if rules:
        top["pair_rules"] = [r for r in rules if {*r.get("codes", ()), *(r.get("then") or ())} <= left]
    locked = top["codebook"].get("locked_codes")
    if locked:
        top["codebook"]["locked_codes"] = [code for code in locked if code in left]
