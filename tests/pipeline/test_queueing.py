"""The queue as a sheet, and the sheet taken back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.queueing import read_by, take_queue, write_queue
from csa_research.records import Suggestion


@pytest.fixture
def suggested(coded: Context) -> Context:
    made = (Suggestion("CSC1", 5, "BE05", 0.6, "combined", "a cue"), Suggestion("CSC1", 5, "EM01", 0.5, "combined"))
    coded.store.replace_suggestions("combined", made)
    return coded


def test_the_next_turns_come_as_a_sheet_with_why_and_what_may_be_missed(suggested: Context, tmp_path: Path) -> None:
    lines = write_queue(suggested, "cleo", "xlsx", tmp_path / "q.xlsx", most=5, stop=5)
    assert lines[0] == f"Wrote {tmp_path / 'q.xlsx'}: 5 turns (1 hunt, 0 uncertain, 4 random)."
    assert lines[1].startswith("No random turn has been read yet")
    book = load_workbook(tmp_path / "q.xlsx")
    rows = list(book["Turns"].iter_rows(values_only=True))
    why = {row[rows[0].index("why")] for row in rows[1:]}
    assert "hunt: may be BE05 (0 codings so far). a cue" in why
    assert book["Missed"].max_row > 50


def test_a_filled_queue_gives_codings_and_read_turns_and_open_rows_stay(suggested: Context, tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text(
        "group,turn,code,polarity,quote\nCSC1,5,BE05,barrier,I just froze\nCSC1,4,-,,\nED1,1,,,\nED1,2,ZZ9,barrier,\n",
        encoding="utf-8",
    )
    lines = take_queue(suggested, "cleo", path, by="x")
    assert lines[0] == "q.csv: 3 turns read by cleo, 1 codings new, 1 not taken."
    assert "ZZ9" in lines[1]
    assert read_by(suggested, "cleo") == {("CSC1", 5), ("CSC1", 4)}
    assert [c.quote for c in suggested.store.codings() if c.coder == "cleo"] == ["I just froze"]
    assert take_queue(suggested, "cleo", path, by="x")[0].startswith("q.csv: 3 turns read by cleo, 0 codings new")


def test_the_stop_rule_is_said_and_an_empty_queue_waits_for_nobody(suggested: Context, tmp_path: Path) -> None:
    turns = [(t.group, t.index) for t in suggested.store.turns() if t.role == "participant"]
    suggested.store.put_readings("cleo", turns[:-1])
    lines = write_queue(suggested, "cleo", "csv", tmp_path / "q.csv", most=5, stop=5)
    assert "1 turns" in lines[0]
    assert "Stop rule (at most 5 turns" in lines[1] or "No random turn" in lines[1]
    suggested.store.put_readings("cleo", turns)
    with pytest.raises(PersonNeeded, match="has read every turn"):
        write_queue(suggested, "cleo", "csv", tmp_path / "q.csv", most=5, stop=5)


def test_wrong_use_is_said(suggested: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Say whose queue"):
        write_queue(suggested, " ", "csv", tmp_path / "q.csv", most=5, stop=5)
    (tmp_path / "q.csv").write_text("group,turn,code\nCSC1,0,OR01\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2: its group and turn are not of this sheet"):
        take_queue(suggested, "cleo", tmp_path / "q.csv", by="x")
