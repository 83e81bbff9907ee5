"""A codebook kept in a spreadsheet (ours, Taguette's, or a team's own) as codes, each below the one above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from csa_research.coding.suggesting.filled import read_filled
from csa_research.errors import FormatError, InputError
from csa_research.exchange.records import ForeignCode
from csa_research.guards import check_file
from csa_research.records import Codebook

NAMES = ("name", "code_name", "codename", "code", "tag", "label", "theme", "node", "path")
MEANT: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code_id"),
    "name": NAMES,
    "parent": ("parent", "parent_code", "parent_id"),
    "family": ("family", "category", "group"),
    "definition": ("definition", "description", "memo", "meaning"),
    "include": ("include_when", "inclusion", "include", "when_to_use", "inclusion_criteria"),
    "exclude": ("exclude_when", "exclusion", "exclude", "when_not_to_use", "exclusion_criteria"),
    "example": ("example_invented", "example", "example_quote", "examples"),
    "codable": ("codable", "is_codable"),
}
PARTS = (("include", "Include when: "), ("exclude", "Exclude when: "), ("example", "Example (invented): "))
_NO = frozenset({"no", "false", "0", "n"})
_PATH = re.compile(r"\s*(?:::|\\| > )\s*")


def read_codebook_sheet(path: Path, own: Codebook) -> tuple[ForeignCode, ...]:
    """The codes of a .csv or .xlsx codebook, each after the one above it; families of the study's own keep their names.

    Raises FormatError or InputError.
    """
    rows = [_plain(row) for _, row in _rows(path)]
    codes = _Codes({family.id.lower(): f"{family.id} {family.name}" for family in own.families})
    for row in rows:
        codes.take(row)
    if not codes.found:
        raise FormatError(f"{path.name}: holds no codes. Give one code a row, with its name and what it means.")
    return codes.ordered()


def _rows(path: Path) -> Sequence[tuple[int, dict[str, str]]]:
    check_file(path, noun="codebook", limit=20_000_000)
    for name in NAMES:
        try:
            return read_filled(path, (name,))
        except InputError as error:
            if "no sheet has" not in str(error):
                raise
    raise InputError(f"{path.name}: no column is called name, code, tag or label. Name the column with the codes so.")


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    given = {re.sub(r"[\W_]+", "_", column.lower()).strip("_"): value.strip() for column, value in row.items()}
    return {field: next((given[name] for name in names if given.get(name)), "") for field, names in MEANT.items()}


class _Codes:
    """Codes in the order of their rows, and what each is called when another names it as the one above."""

    def __init__(self, families: Mapping[str, str]) -> None:
        self.families = families
        self.found: dict[str, ForeignCode] = {}
        self._called: dict[str, str] = {}

    def take(self, row: Mapping[str, str]) -> None:
        above, name = self._path(row["name"] or row["id"], row["parent"] or row["family"])
        if not name:
            return
        ident = row["id"] if row["id"].lower() != name.lower() else ""
        label = f"{ident} {name}" if re.search("[A-Za-z]", ident) else name  # a bare number is a row's, not a code's
        parts = [row["definition"], *(mark + row[field] for field, mark in PARTS if row[field])]
        codable = row["codable"].lower().partition(" ")[0] not in _NO
        self._add(label, "\n".join(part for part in parts if part), above, codable=codable, also=(ident, name))

    def ordered(self) -> tuple[ForeignCode, ...]:
        """Every code after the one above it; one that is above itself stands at the top, as do headings without a row."""
        for name in dict.fromkeys(code.parent for code in self.found.values()):
            if name and name.lower() not in self._called:
                self._add(name, "", "", codable=False, also=())
        out: dict[str, ForeignCode] = {}
        for key in self.found:
            line = []
            while key in self.found and key not in out and key not in line:
                line.append(key)
                key = self._above(self.found[key])
            for name in reversed(line):
                code = self.found[name]
                above = self._above(code)
                out[name] = ForeignCode(name, code.name, code.description, above if above in out else "", code.codable)
        return tuple(out.values())

    def _above(self, code: ForeignCode) -> str:
        return self._called.get(code.parent.lower(), "") if code.parent else ""

    def _path(self, name: str, above: str) -> tuple[str, str]:
        parts = [part for part in _PATH.split(name) if part]
        for part in parts[:-1]:
            self._heading(part, above)
            above = part
        if above:
            self._heading(above, "")
        return above, parts[-1] if parts else ""

    def _heading(self, name: str, above: str) -> None:
        if name.lower() not in self._called and name.lower() in self.families:
            self._add(self.families[name.lower()], "", above, codable=False, also=(name,))

    def _add(self, label: str, description: str, above: str, *, codable: bool, also: Sequence[str]) -> None:
        key = f"ROW{len(self.found)}"
        self.found[key] = ForeignCode(key, label, description, above, codable)
        for name in (label, *also):
            if name:
                self._called.setdefault(name.lower(), key)
