"""Another program's project, from an archive (.qdpx) or from the database that it keeps it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.errors import FormatError

if TYPE_CHECKING:
    from csa_research.exchange.project import ReadProject

DATABASES = (".qda", ".sqlite3", ".sqlite", ".db", ".rqda")
QUALCODER = "data.qda"


def read_foreign(path: Path) -> ReadProject:
    """The project in a .qdpx, in QualCoder's folder (.qda), or in a database of QualCoder, Taguette or RQDA.

    Raises FormatError.
    """
    from csa_research.exchange.databases import WANTED, project_of
    from csa_research.exchange.project import located, read_project
    from csa_research.store.foreign import read_tables

    if path.is_dir():
        if not (path / QUALCODER).is_file():
            raise FormatError(f"{path}: is a folder without {QUALCODER}; give one of its files, or QualCoder's project folder.")
        path = path / QUALCODER
    if path.suffix.lower() not in DATABASES:
        return read_project(path)
    name = path.parent.name if path.name == QUALCODER else path.name
    return located(path.name, project_of(name, read_tables(path, WANTED)))
