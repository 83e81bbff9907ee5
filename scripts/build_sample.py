"""Rebuild transcripts_sample/transcripts, groups.csv and decisions.csv from tests/data/gold. Same input, same bytes.

`python scripts/build_sample.py [FOLDER]`; without a folder, into transcripts_sample/ itself.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.sample_files import captions, decisions, documents, plain  # noqa: E402
from scripts.sample_files.gold import GoldTurn, read_groups  # noqa: E402

GOLD = ROOT / "tests" / "data" / "gold"
Turns = Sequence[GoldTurn]
AGENCIES = {"CSC": "social_care", "HEA": "health", "POL": "police", "EDU": "education"}
FACILITATORS = {"CSC1": "Ruth", "CSC4": "Ellen Sturrock", "CSC3": "FAC", "POL2": "FAC", "HEA2": "Interviewer",
                "EDU3": "Interviewer"}  # fmt: skip
PUBLIC = "analysis;report;conference;web"
TALKS = "analysis;report;conference"
INSIDE = "analysis;report"

# group: date, invited, what the group agreed to
SETTING: dict[str, tuple[str, int, str]] = {
    "CSC1": ("2024-11-12", 6, PUBLIC), "CSC2": ("2025-01-21", 7, TALKS), "CSC3": ("2024-11-15", 9, TALKS),
    "CSC4": ("2024-11-20", 8, PUBLIC), "EDU1": ("2024-12-05", 8, PUBLIC), "EDU2": ("2025-01-30", 6, INSIDE),
    "EDU3": ("2025-02-13", 5, TALKS), "HEA1": ("2024-12-03", 7, PUBLIC), "HEA2": ("2025-01-28", 5, TALKS),
    "HEA3": ("2024-11-26", 8, PUBLIC), "HEA4": ("2025-02-06", 4, INSIDE), "POL1": ("2024-12-10", 6, TALKS),
    "POL2": ("2025-01-15", 6, INSIDE), "POL3": ("2025-01-22", 5, PUBLIC),
}  # fmt: skip

# group: how the file's name ends, and who writes it
WRITERS: dict[str, tuple[str, Callable[[str, Turns], bytes]]] = {
    "CSC1": ("docx", lambda g, t: documents.teams_docx(g, SETTING[g][0], t)),
    "CSC2": ("odt", documents.odt),
    "CSC3": ("xlsx", plain.table_xlsx),
    "CSC4": ("vtt", lambda g, t: captions.teams_vtt(g, t).encode()),
    "EDU1": ("csv", lambda g, t: plain.table_csv(t)),
    "EDU2": ("txt", lambda g, t: plain.timed_txt(t)),
    "EDU3": ("txt", lambda g, t: plain.wrapped_txt(t)),
    "HEA1": ("docx", documents.table_docx),
    "HEA2": ("docx", documents.plain_docx),
    "HEA3": ("vtt", lambda g, t: captions.zoom_vtt(t).encode()),
    "HEA4": ("pdf", plain.pdf),
    "POL1": ("rtf", documents.rtf),
    "POL2": ("srt", lambda g, t: captions.srt(t).encode()),
    "POL3": ("txt", lambda g, t: plain.bracketed_txt(t)),
}


def file_name(group: str) -> str:
    """The name of a group's transcript; it says SYNTHETIC."""
    return f"{group}_SYNTHETIC.{WRITERS[group][0]}"


def groups_csv(groups: Mapping[str, Turns]) -> bytes:
    """The groups as groups.csv has them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    columns = "group_id,agency,date,transcript,facilitator,invited,attended,consent_scope"
    writer.writerow(columns.split(","))
    for group, turns in groups.items():
        date, invited, consent = SETTING[group]
        facilitator = FACILITATORS.get(group, "Facilitator")
        attended = len({turn.label for turn in turns} - {facilitator})
        agency = AGENCIES[group[:3]]
        writer.writerow([group, agency, date, file_name(group), facilitator, invited, attended, consent])
    return out.getvalue().encode()


def build(target: Path) -> list[Path]:
    """The files written under `target`."""
    groups = read_groups(GOLD)
    files = {target / "transcripts" / file_name(group): WRITERS[group][1](group, turns) for group, turns in groups.items()}
    files[target / "groups.csv"] = groups_csv(groups)
    files[target / "decisions.csv"] = decisions.decisions_csv(
        groups, decisions.read_entities(GOLD / "entities.csv"), decisions.read_keeps(GOLD / "keeps.csv")
    )
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(files)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "transcripts_sample"
    for written in build(folder):
        print(written)
