"""The codebook from version to version, with all codings carried over."""

import csv
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.errors import CodebookError, InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.codebook_life import HISTORY, diff_lines, migrate
from csa_research.pipeline.team.codebook_lock import is_locked, lock, unlock
from csa_research.pipeline.team.codings import import_codings
from pipeline.conftest import CODINGS

LEFT_OUT = re.compile(r"^  - id: BE05\n(?:    .*\n)*", re.MULTILINE)  # a code that neither theory nor workstreams name


def book(ctx: Context) -> Path:
    return ctx.study.folder / "codebook.yaml"


def changed(ctx: Context, path: Path, *pairs: tuple[str, str], version: str = "0.3") -> Path:
    """The study's codebook with other texts, as a file of its own."""
    text = book(ctx).read_text(encoding="utf-8").replace("version: '0.2'", f"version: '{version}'")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def with_new_code(ctx: Context, path: Path, *ids: str) -> Path:
    more = "".join(
        f"  - id: {i}\n    name: New {i}\n    family: OR\n    parent: OR\n    definition: Something new about {i}.\n" for i in ids
    )
    return changed(ctx, path, ("\npair_rules:\n", f"\n{more}pair_rules:\n"))


def test_diff_names_what_changed(ctx: Context, tmp_path: Path) -> None:
    new = with_new_code(ctx, tmp_path / "new.yaml", "OR98")
    lines = diff_lines(ctx.study.folder, new)
    assert lines == ("csa-enablers-barriers 0.2 -> csa-enablers-barriers 0.3: 1 changes", "  code OR98 added: New OR98")
    assert diff_lines(book(ctx), book(ctx))[0].endswith("0 changes")
    with pytest.raises(CodebookError, match="is not there"):
        diff_lines(book(ctx), tmp_path / "none.yaml")


def test_a_new_version_takes_the_place_of_the_old_and_the_old_stays_readable(coded: Context, tmp_path: Path) -> None:
    before, old = coded.store.codings(), coded.study.codebook()
    lines = migrate(coded, with_new_code(coded, tmp_path / "new.yaml", "OR98"), None, None, by="A Lead")
    assert lines[0] == "csa-enablers-barriers 0.2 -> 0.3: 4 codings carried over, 0 of them under another code."
    assert coded.store.codings() == before
    assert coded.study.codebook().version == "0.3"
    kept = list((coded.study.folder / HISTORY).glob("0.2_*.yaml"))
    assert len(kept) == 1
    assert diff_lines(kept[0], book(coded))[0].endswith("1 changes")
    assert old.sha256[:8] in kept[0].name
    assert "code OR98 added" in (coded.study.folder / HISTORY / "changes.md").read_text(encoding="utf-8")


def test_a_map_renames_merges_and_retires(coded: Context, tmp_path: Path) -> None:
    new = with_new_code(coded, tmp_path / "new.yaml", "OR98")
    (tmp_path / "map.csv").write_text("old,new\nOR01,OR98\nOR03,OR98\nBE01,retire\n", encoding="utf-8")
    ids = {c.code: c.id for c in coded.store.codings()}
    lines = migrate(coded, new, tmp_path / "map.csv", None, by="A Lead")
    assert "2 of them under another code" in lines[0]
    assert lines[1].startswith("1 withdrawn because their code was retired, 0 ")
    assert {(c.id, c.code) for c in coded.store.codings()} == {
        (ids["OR01"], "OR98"), (ids["OR03"], "OR98"), (ids["EM01"], "EM01"),
    }  # fmt: skip
    assert [e.action for e in coded.store.coding_events(ids["OR01"])] == ["added", "changed"]
    assert coded.store.statuses()[ids["BE01"]] == "withdrawn"


def test_codings_that_a_merge_makes_equal_are_one(coded: Context, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        "group,turn,quote,code,polarity,coder,memo\nCSC1,1,Supervision helps me,OR02,enabler,anna,why\n", encoding="utf-8"
    )
    import_codings(coded, tmp_path / "more.csv", coder="", by="x")
    (tmp_path / "map.csv").write_text("old,new\nOR01,OR02\n", encoding="utf-8")
    migrate(coded, with_new_code(coded, tmp_path / "new.yaml", "OR98"), tmp_path / "map.csv", None, by="x")
    left = [c for c in coded.store.codings() if c.turn == 1 and c.group == "CSC1"]
    assert [(c.code, c.memo) for c in left] == [("OR02", "why")]


def test_a_split_asks_for_each_coding_and_goes_on_with_the_filled_sheet(coded: Context, tmp_path: Path) -> None:
    new = with_new_code(coded, tmp_path / "new.yaml", "OR98", "OR99")
    (tmp_path / "map.csv").write_text("old,new\nOR01,OR98\nOR01,OR99\nOR03,OR99\n", encoding="utf-8")
    before = coded.store.codings()
    sheet = tmp_path / "split.xlsx"
    with pytest.raises(PersonNeeded, match="1 codings stand under codes that are split"):
        migrate(coded, new, tmp_path / "map.csv", sheet, by="x")
    assert coded.store.codings() == before
    assert coded.study.codebook().version == "0.2"
    filled = load_workbook(sheet)
    filled["Split"]["A2"] = "OR98"
    filled.save(sheet)
    migrate(coded, new, sheet, None, by="x")
    assert {c.turn: c.code for c in coded.store.codings() if c.code.startswith("OR9")} == {1: "OR98", 3: "OR99"}


def test_a_code_with_codings_cannot_just_go(coded: Context, tmp_path: Path) -> None:
    text = book(coded).read_text(encoding="utf-8")
    heading = re.sub(r"(  - id: OR03\n(?:    .*\n)*?    codable: )true", r"\1false", text)
    if heading == text:
        heading = text.replace("  - id: OR03\n", "  - id: OR03\n    codable: false\n")
    (tmp_path / "new.yaml").write_text(heading.replace("version: '0.2'", "version: '0.3'"), encoding="utf-8")
    with pytest.raises(InputError, match=r"OR03 \(1 codings.*Say what becomes of them"):
        migrate(coded, tmp_path / "new.yaml", None, None, by="x")


@pytest.mark.parametrize(
    ("row", "problem"), [("ZZ1,OR01", "row 2: 'ZZ1' is not a code"), ("OR01,ZZ1", "row 2: 'ZZ1' is not in the new")]
)
def test_a_map_with_unknown_codes_is_refused(coded: Context, tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "map.csv").write_text(f"old,new\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        migrate(coded, with_new_code(coded, tmp_path / "new.yaml", "OR98"), tmp_path / "map.csv", None, by="x")


def test_the_version_has_to_be_raised_and_the_file_to_be_another(coded: Context, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="own codebook"):
        migrate(coded, book(coded), None, None, by="x")
    with pytest.raises(CodebookError, match="nothing to change"):
        migrate(coded, changed(coded, tmp_path / "same.yaml", version="0.2"), None, None, by="x")
    with pytest.raises(CodebookError, match="Raise it"):
        migrate(coded, changed(coded, tmp_path / "n.yaml", ("Draft for", "A draft for"), version="0.2"), None, None, by="x")


def test_a_locked_codebook_takes_codings_only_under_the_locked_text(coded: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="signed decisions"):
        lock(coded, by=" ")
    lock(coded, by="A Lead")
    assert is_locked(coded)
    with pytest.raises(InputError, match="locked already"):
        lock(coded, by="A Lead")
    import_codings(coded, tmp_path / "codings.csv", coder="", by="x")
    with pytest.raises(CodebookError, match="Decide first: csa codebook unlock"):
        migrate(coded, with_new_code(coded, tmp_path / "new.yaml", "OR98"), None, None, by="x")
    book(coded).write_text(book(coded).read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"was changed after A Lead locked csa-enablers-barriers 0\.2"):
        import_codings(coded, tmp_path / "codings.csv", coder="", by="x")
    unlock(coded, by="A Lead")
    assert not is_locked(coded)
    with pytest.raises(InputError, match="not locked"):
        unlock(coded, by="A Lead")
    assert import_codings(coded, tmp_path / "codings.csv", coder="", by="x").new == 0
    assert [e.action for e in coded.store.journal() if "lock" in e.action] == ["codebook locked", "codebook unlocked"]
    assert len(list(csv.reader(CODINGS.splitlines()))) == 5
