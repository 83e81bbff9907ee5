"""The sample study's files come back exactly as the marked-up groups say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csa_research.ingest import match_files, read_decisions, read_groups, read_roster, read_transcript
from csa_research.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, GOLD = ROOT / "transcripts_sample", ROOT / "tests" / "data" / "gold"
GROUPS = read_groups(SAMPLE / "groups.csv", load_settings(SAMPLE).agencies)


def test_every_group_has_its_file() -> None:
    match = match_files(GROUPS, [SAMPLE / "transcripts"])
    assert match.problems == ()
    assert len(match.matched) == 14


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.group_id)
def test_the_turns_are_those_of_the_marked_up_group(group) -> None:  # type: ignore[no-untyped-def]
    lines = re.sub(r"\[\[[A-Z]+:(.*?)\]\]", r"\1", (GOLD / f"{group.group_id}.txt").read_text(encoding="utf-8")).splitlines()
    expected = [tuple(line.split(": ", 1)) for line in lines if line]
    transcript = read_transcript(SAMPLE / "transcripts" / group.transcript, group.group_id, facilitator=group.facilitator)
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == expected
    hosts = {turn.speaker for turn in transcript.turns if turn.role == "facilitator"}
    assert len(hosts) == 1
    assert len({turn.speaker for turn in transcript.turns}) - 1 == group.attended


def test_roster_and_decisions_are_read() -> None:
    assert len(read_roster(SAMPLE / "roster.csv")) > 10
    assert len(read_decisions(SAMPLE / "decisions.csv")) > 100
