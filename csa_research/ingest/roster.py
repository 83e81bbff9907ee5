"""roster.csv: the names a team already knows."""

from __future__ import annotations

import re
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.sheets import Record, read_records
from csa_research.records import IDENTIFIER_TYPES, IdentifierType, RosterEntry

COLUMNS = ("name", "type", "aliases", "label", "group", "note")
REQUIRED = ("name", "type")


def read_roster(path: Path) -> tuple[RosterEntry, ...]:
    """The known names in order; aliases are separated by ;. Raises FormatError naming row and column, never a name."""
    return tuple(_entry(path.name, r) for r in read_records(path, columns=COLUMNS, required=REQUIRED, error=FormatError))


def _entry(name: str, record: Record) -> RosterEntry:
    if not record.get("name"):
        raise FormatError(f"{name}: row {record.row}, column name: is empty. Write the name, or delete the row.")
    aliases = tuple(dict.fromkeys(a.strip() for a in re.split(r"[;|]", record.get("aliases")) if a.strip()))
    return RosterEntry(
        record.get("name"), identifier_type(name, record), aliases, record.get("label"), record.get("group"), record.get("note")
    )


def identifier_type(name: str, record: Record) -> IdentifierType:
    """The row's type. Raises FormatError listing the types."""
    for known in IDENTIFIER_TYPES:
        if record.get("type").upper() == known:
            return known
    raise FormatError(f"{name}: row {record.row}, column type: must be one of {', '.join(IDENTIFIER_TYPES)}.")
