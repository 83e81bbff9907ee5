"""The sample study: what its files hold, and that they are what the script makes of the marked-up groups."""

from __future__ import annotations

import csv
import importlib
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from csa_research.records import IDENTIFIER_TYPES
from csa_research.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "transcripts_sample"
GOLD = ROOT / "tests" / "data" / "gold"
GROUPS = tuple(sorted(path.stem for path in GOLD.glob("*.txt")))


@pytest.fixture(scope="module")
def script() -> Any:
    """scripts/build_sample.py as a module."""
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module("scripts.build_sample")
    finally:
        sys.path.remove(str(ROOT))


@pytest.fixture(scope="module")
def gold(script: Any) -> dict[str, Any]:
    """Turns without mark-up, by group."""
    return dict(script.read_groups(GOLD))


@pytest.fixture(scope="module")
def rebuilt(script: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built afresh."""
    target = tmp_path_factory.mktemp("sample")
    script.build(target)
    return target


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _content(data: bytes) -> object:
    """The bytes, or what a zip file holds: how hard it is packed differs between machines."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_script_rebuilds_every_file_of_the_sample(rebuilt: Path) -> None:
    made = sorted(path.relative_to(rebuilt) for path in rebuilt.rglob("*") if path.is_file())
    assert sorted(path.name for path in (SAMPLE / "transcripts").iterdir()) == [p.name for p in made if len(p.parts) > 1]
    for path in made:
        assert _content((rebuilt / path).read_bytes()) == _content((SAMPLE / path).read_bytes()), path


def test_building_twice_gives_the_same_bytes(script: Any, rebuilt: Path, tmp_path: Path) -> None:
    for path in script.build(tmp_path):
        assert path.read_bytes() == (rebuilt / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_sample_has_fourteen_groups_of_the_size_it_says(gold: dict[str, Any]) -> None:
    assert len(GROUPS) == 14
    assert sum(len(turns) for turns in gold.values()) == 1539
    assert sum(len(turn.text.split()) for turns in gold.values() for turn in turns) <= 32_700


def test_no_speaker_has_two_turns_running_and_times_only_grow(gold: dict[str, Any]) -> None:
    for turns in gold.values():
        for before, after in zip(turns, turns[1:], strict=False):
            assert before.label != after.label
            assert before.start_s < before.end_s <= after.start_s


@pytest.mark.parametrize("group", GROUPS)
def test_reading_a_file_gives_back_every_turn_speaker_and_word(group: str, gold: dict[str, Any]) -> None:
    from csa_research.ingest import read_transcript

    path = next((SAMPLE / "transcripts").glob(f"{group}_*"))
    transcript = read_transcript(path, group)
    assert [(turn.index, turn.speaker, turn.text) for turn in transcript.turns] == [
        (turn.index, turn.label, turn.text) for turn in gold[group]
    ]


def test_every_group_has_a_row_with_its_file_its_size_and_its_consent(gold: dict[str, Any]) -> None:
    rows = _rows(SAMPLE / "groups.csv")
    assert [row["group_id"] for row in rows] == list(GROUPS)
    for row in rows:
        speakers = {turn.label for turn in gold[row["group_id"]]}
        assert (SAMPLE / "transcripts" / row["transcript"]).is_file()
        assert row["facilitator"] in speakers
        assert 3 <= int(row["attended"]) == len(speakers) - 1 <= int(row["invited"]) <= 9
        assert row["date"][:4] in ("2024", "2025")
        assert set(row["consent_scope"].split(";")) <= {"analysis", "report", "conference", "web"}
    assert any("conference" not in row["consent_scope"] for row in rows)


def _masks() -> list[dict[str, str]]:
    return [row for row in _rows(SAMPLE / "decisions.csv") if row["action"] == "mask"]


def test_what_only_looks_like_a_name_is_kept_at_its_place_with_no_entity(gold: dict[str, Any]) -> None:
    keeps = [row for row in _rows(SAMPLE / "decisions.csv") if row["action"] != "mask"]
    assert len(keeps) == len(_rows(GOLD / "keeps.csv"))
    for row in keeps:
        start = int(row["start"])
        assert gold[row["group"]][int(row["turn"])].text[start : start + len(row["text"])] == row["text"]
        assert (row["action"], row["entity"], row["label"]) == ("keep", "", "")


def test_every_marked_piece_has_a_decision_that_stands_where_it_says(gold: dict[str, Any]) -> None:
    rows = _masks()
    placed = [row for row in rows if row["turn"]]
    assert len(placed) == sum(len(turn.mentions) for turns in gold.values() for turn in turns) == 937
    for row in placed:
        start = int(row["start"])
        text = gold[row["group"]][int(row["turn"])].text
        assert text[start : start + len(row["text"])] == row["text"]
        assert row["type"] in IDENTIFIER_TYPES


def test_every_speaker_label_with_a_name_has_one_decision_for_its_group(gold: dict[str, Any]) -> None:
    rows = [(row["group"], row["text"]) for row in _masks() if not row["turn"]]
    named = {(group, turn.label) for group, turns in gold.items() for turn in turns if turn.label_mentions}
    assert len(rows) == len(named)
    assert set(rows) == named


def test_ages_dates_and_descriptions_have_a_whole_replacement_and_all_else_an_entity() -> None:
    for row in _masks():
        whole = re.fullmatch(r"\[[^\[\]]+\]", row["label"])
        if row["type"] in ("AGE", "DATE", "QUASI"):
            assert whole
            assert not row["entity"]
        else:
            assert row["entity"]
            assert whole or re.fullmatch(r"([A-Z]\w+( \w+)*)?", row["label"])


def test_no_replacement_holds_a_name_that_is_removed_elsewhere() -> None:
    rows = _masks()
    names = {row["text"] for row in rows if row["type"] in ("PERSON", "PLACE", "ORG", "OPERATION", "ID", "CONTACT")}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.I)
    assert not [row["label"] for row in rows if pattern.search(row["label"])]


def test_one_entity_has_one_type_and_no_entity_bears_the_very_name_of_another() -> None:
    rows = [row for row in _rows(GOLD / "entities.csv") if row["entity"]]
    types = {(row["entity"], row["type"]) for row in rows}
    assert len({entity for entity, _ in types}) == len(types)
    speakers = {row["text"] for row in _masks() if not row["turn"]}
    names = {row["entity"].casefold() for row in rows if row["entity"] not in speakers}
    clashing = [row for row in rows if row["text"].casefold() in names and row["text"].casefold() != row["entity"].casefold()]
    assert not clashing


def test_every_row_about_entities_is_used(gold: dict[str, Any]) -> None:
    said: set[tuple[str, str, str]] = set()
    for group, turns in gold.items():
        for turn in turns:
            for mention in (*turn.mentions, *turn.label_mentions):
                said |= {(place, mention.type, mention.text.casefold()) for place in (group, "*")}
    assert not [row for row in _rows(GOLD / "entities.csv") if (row["group"], row["type"], row["text"].casefold()) not in said]


def test_every_coding_quotes_its_turn_and_uses_a_code_of_the_codebook(gold: dict[str, Any]) -> None:
    codebook = (ROOT / "codebook" / "codebook.yaml").read_text(encoding="utf-8")
    codes = set(re.findall(r"^ *- id: (\S+)", codebook, re.M))
    for name, count in (("coder_a", 1213), ("coder_b", 264)):
        rows = _rows(SAMPLE / "codings" / f"{name}.csv")
        assert len(rows) == count
        for row in rows:
            assert row["quote"] in gold[row["group"]][int(row["turn"])].text
            assert row["code"] in codes


@pytest.mark.parametrize("path", sorted((SAMPLE / "transcripts").iterdir()), ids=lambda path: path.name)
def test_every_transcript_says_that_it_is_synthetic(path: Path) -> None:
    assert "SYNTHETIC" in path.name
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as file:
            data = b"".join(file.read(name) for name in file.namelist())
    assert b"SYNTHETIC" in data or path.suffix == ".csv"


def test_the_sample_settings_are_valid_and_marked_synthetic() -> None:
    settings = load_settings(SAMPLE)
    assert settings.study_id == "sample-study"
    assert settings.synthetic
    assert set(settings.coding.coders) == {path.stem for path in (SAMPLE / "codings").iterdir()}


def test_the_roster_knows_some_of_the_people_only() -> None:
    roster = _rows(SAMPLE / "roster.csv")
    known = {name for row in roster for name in (row["name"], *row["aliases"].split(";"))}
    people = {row["text"] for row in _masks() if row["type"] == "PERSON"}
    assert {row["type"] for row in roster} <= set(IDENTIFIER_TYPES)
    assert {"Jayden", "Sheila", "Begums", "Threlly", "Oduya"} <= known & people
    assert len(people - known) > len(people & known)
