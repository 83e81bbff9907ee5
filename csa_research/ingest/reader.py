"""The one door: a file of any readable kind to a transcript."""

from __future__ import annotations

from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.formats import kind_of
from csa_research.ingest.safe import sha256
from csa_research.ingest.turns import Reading, build
from csa_research.records import Transcript


def read_transcript(path: Path, group: str, *, facilitator: str = "") -> Transcript:
    """The turns of a file in order; `facilitator` is the name in groups.csv. Raises FormatError: what, where, what to do."""
    return build(group, read_file(path), source=path.name, sha256=sha256(path), facilitator=facilitator)


def read_file(path: Path) -> Reading:
    """What the reader of the file's kind took from it. Raises FormatError."""
    from csa_research.ingest import captions, docx, pdf, plain, rich, table

    readers = {
        "docx": docx.read_docx, "vtt": captions.read_vtt, "srt": captions.read_srt, "plain": plain.read_plain,
        "xlsx": table.read_table, "csv": table.read_table, "odt": rich.read_odt, "rtf": rich.read_rtf, "pdf": pdf.read_pdf,
    }  # fmt: skip
    try:
        return readers[kind_of(path)](path)
    except RecursionError as error:
        raise FormatError(f"{path.name}: is nested deeper than any transcript. Copy the text into a new document.") from error
