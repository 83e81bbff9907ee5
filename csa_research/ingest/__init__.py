"""Closed side: files as they arrive, to transcripts, groups, names and decisions. Libraries load when a file needs them."""

from csa_research.ingest.decisions import read_decisions
from csa_research.ingest.groups import FileMatch, group_warnings, match_files, read_groups
from csa_research.ingest.hidden import hidden_text
from csa_research.ingest.known_places import read_known_places
from csa_research.ingest.reader import read_transcript
from csa_research.ingest.roster import read_roster

__all__ = [
    "FileMatch",
    "group_warnings",
    "hidden_text",
    "match_files",
    "read_decisions",
    "read_groups",
    "read_known_places",
    "read_roster",
    "read_transcript",
]
