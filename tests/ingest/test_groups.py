"""groups.csv, and whether the files fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import GroupsError
from csa_research.ingest import group_warnings, match_files, read_groups
from csa_research.records import Group

AGENCIES = {"social_care": "Children's social care", "health": "Health", "police": "Police"}
HEADER = "group_id,agency,date,transcript,facilitator,invited,attended,consent_scope\n"


def _read(folder: Path, rows: str, header: str = HEADER) -> tuple[Group, ...]:
    (folder / "groups.csv").write_text(header + rows, encoding="utf-8-sig")
    return read_groups(folder / "groups.csv", AGENCIES)


def test_a_row_becomes_a_group(tmp_path: Path) -> None:
    row = "CSC1,Children's Social Care,12/11/2024,a.docx,Ruth,6,5,report; analysis\n"
    expected = Group("CSC1", "social_care", "2024-11-12", "a.docx", "Ruth", 6, 5, ("analysis", "report"))
    assert _read(tmp_path, row) == (expected,)


def test_required_columns_are_enough(tmp_path: Path) -> None:
    assert _read(tmp_path, "H1;health;\n", "Group ID;Agency;Transcript\n") == (Group("H1", "health"),)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "A,helth,,a.txt,,,,\n",
            r"row 2, column agency: 'helth' is not one of social_care, health, police\. Did you mean health\?",
        ),
        ("A,health,,a.txt,,,,\na,police,,b.txt,,,,\n", r"row 3: group_id A is there twice"),
        ("../A,health,,a.txt,,,,\n", r"row 2, column group_id"),
        ("A,health,,../a.txt,,,,\n", r"row 2, column transcript"),
        ("A,health,,C:\\x\\a.txt,,,,\n", r"row 2, column transcript"),
        ("A,health,13/13/2024,a.txt,,,,\n", r"row 2, column date: '13/13/2024' is not a date"),
        ("A,health,,a.txt,,,five,\n", r"row 2, column attended: 'five' is not a number"),
        ("A,health,,a.txt,,-1,,\n", r"row 2, column invited"),
        ("A,health,,a.txt,,,,press\n", r"row 2, column consent_scope: 'press'"),
        ("A,health,,a.txt,,,,,extra\n", r"row 2: has more cells"),
        ("", r"no group"),
    ],
)
def test_errors_name_row_and_column(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(GroupsError, match=message):
        _read(tmp_path, rows)


def test_a_missing_column_is_named_with_those_seen(tmp_path: Path) -> None:
    with pytest.raises(GroupsError, match=r"no column agency; its columns are group_id, Team, transcript"):
        _read(tmp_path, "A,health,a.txt\n", "group_id,Team,transcript\n")


def test_unusual_attendance_is_a_warning(tmp_path: Path) -> None:
    groups = _read(tmp_path, "A,health,2024-01,a.txt,,1,2,\nB,health,2024-01,b.txt,,9,9,\nC,health,,c.txt,,9,8,\n")
    assert group_warnings(groups) == (
        "A: 2 attended; a focus group has 3 to 8",
        "A: more attended (2) than were invited (1)",
        "B: 9 attended; a focus group has 3 to 8",
        "C: no date",
    )


def _files(folder: Path, **contents: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in contents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_files_are_matched_by_name_whatever_their_case(tmp_path: Path) -> None:
    _files(tmp_path / "t", b="two", A="one")
    groups = (Group("A", "health", transcript="a.TXT"), Group("B", "health", transcript="b.txt"))
    match = match_files(groups, [tmp_path / "t", tmp_path / "t" / "b.txt"])
    assert [(g.group_id, p.name) for g, p in match.matched] == [("A", "A.txt"), ("B", "b.txt")]
    assert match.problems == ()


def test_everything_that_does_not_fit_is_a_problem(tmp_path: Path) -> None:
    _files(tmp_path / "t", a="one", copy="one", shared="two", stray="three")
    _files(tmp_path / "u", twice="x")
    _files(tmp_path / "v", twice="y")
    groups = tuple(
        Group(name, "health", transcript=file)
        for name, file in [
            ("A", "a.txt"),
            ("B", "shared.txt"),
            ("C", "shared.txt"),
            ("D", "gone.txt"),
            ("E", ""),
            ("F", "twice.txt"),
        ]
    )
    match = match_files(groups, [tmp_path / "t", tmp_path / "u", tmp_path / "v", tmp_path / "none"])
    assert [g.group_id for g, _ in match.matched] == ["A"]
    assert match.problems == (
        f"{tmp_path / 'none'}: there is no such file or folder",
        "shared.txt: is named by two groups (B, C); each group needs its own file",
        "D: its transcript gone.txt is not among the files given",
        "E: names no transcript yet",
        "F: 2 different files are called twice.txt; keep one",
        "copy.txt: no group in groups.csv names this file",
        "stray.txt: no group in groups.csv names this file",
        "a.txt and copy.txt: the same file twice, byte for byte; one group may have got another's transcript",
    )
