"""known_places.csv: schools, streets, surgeries and small places of a study's area, which no general list has."""

from __future__ import annotations

from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.roster import identifier_type
from csa_research.ingest.sheets import Record, read_records
from csa_research.records import RosterEntry

COLUMNS = ("name", "type")
REQUIRED = ("name",)


def read_known_places(path: Path) -> tuple[RosterEntry, ...]:
    """The places in order, each once; none when there is no such file. Raises FormatError naming row and column, never a name."""
    if not path.is_file():
        return ()
    records = read_records(path, columns=COLUMNS, required=REQUIRED, error=FormatError)
    return tuple(dict.fromkeys(_entry(path.name, record) for record in records if record.get("name") or record.get("type")))


def _entry(name: str, record: Record) -> RosterEntry:
    if not record.get("name"):
        raise FormatError(f"{name}: row {record.row}, column name: is empty. Write the name, or delete the row.")
    if not record.get("type"):
        return RosterEntry(record.get("name"), "PLACE")
    type_ = identifier_type(name, record)
    if type_ not in ("PLACE", "ORG"):
        raise FormatError(f"{name}: row {record.row}, column type: must be PLACE or ORG. Names of people belong in roster.csv.")
    return RosterEntry(record.get("name"), type_)
