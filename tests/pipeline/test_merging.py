"""Two copies of a study brought together."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.errors import InputError
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.team.codings import import_codings
from csa_research.pipeline.team.merging import merge_study
from csa_research.records import Coding
from csa_research.study import open_study
from pipeline.conftest import PASSPHRASE

HEAD = "group,turn,quote,code,polarity,coder,memo\n"
State = tuple[tuple[Coding, ...], dict[str, str], dict[tuple[str, ...], tuple[str, ...]], list[tuple[str, ...]]]


def copy_of(ctx: Context, folder: Path) -> Path:
    shutil.copytree(ctx.study.folder, folder, ignore=shutil.ignore_patterns(".csa.lock", "*-wal", "*-shm"))
    source = ctx.study.folder
    for suffix in ("", "-wal"):
        if (source / f"study.db{suffix}").exists():
            shutil.copyfile(source / f"study.db{suffix}", folder / f"study.db{suffix}")
    return folder


def working(folder: Path) -> Iterator[Context]:
    with working_on(open_study(folder), lambda: PASSPHRASE, lambda line: None) as ctx:
        yield ctx


def code(ctx: Context, path: Path, *rows: str) -> None:
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    assert import_codings(ctx, path, coder="", by="x").new == len(rows)


def state(ctx: Context) -> State:
    journal = [(e.at, e.who, e.action, e.subject, e.detail) for e in ctx.store.journal() if e.action != "merge"]
    return ctx.store.codings(), ctx.store.statuses(), ctx.store.standing(), journal


def test_what_both_did_is_there_once_and_either_order_gives_the_same(coded: Context, tmp_path: Path) -> None:
    one, two = copy_of(coded, tmp_path / "one"), copy_of(coded, tmp_path / "two")
    for ctx in working(one):
        code(ctx, tmp_path / "a.csv", "CSC1,5,I just froze,EM01,barrier,anna,", "ED1,2,more confident,BE01,enabler,anna,")
        ctx.store.withdraw_coding(ctx.store.codings()[0].id, "anna")
        ctx.store.put_summary("ED1", "BE01", "Said by all.", "anna")
        ctx.store.put_clearance("Q1", "web", "anna", decision="refused")
    for ctx in working(two):
        code(ctx, tmp_path / "b.csv", "CSC1,5,I just froze,OR01,barrier,ben,", "ED1,3,Thresholds are too high,OR03,barrier,ben,")
        ctx.store.put_confidence("L1", "high", "many said so", "ben")
        ctx.store.put_readings("ben", [("ED1", 1)])
    here, there = copy_of_folder(one, tmp_path / "one2"), copy_of_folder(two, tmp_path / "two2")
    for ctx in working(one):
        lines = merge_study(ctx, two, None, by="x")
        assert lines == ("2 codings came, 0 changed, 0 withdrawn, 0 restored; 7 in all.",)
        first = state(ctx)
        merge_study(ctx, two, None, by="x")
        assert state(ctx) == first
        assert ctx.store.readings("ben") == {("ED1", 1)}
    for ctx in working(there):
        lines = merge_study(ctx, here, None, by="x")
        assert lines[0].startswith("2 codings came, 0 changed, 1 withdrawn")
        assert state(ctx) == first
    assert len(first[0]) == 7
    assert {key[0] for key in first[2]} == {"summary", "clearance", "confidence"}


def copy_of_folder(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns(".csa.lock"))
    return target


def test_different_judgements_are_listed_and_one_is_kept(coded: Context, tmp_path: Path) -> None:
    two = copy_of(coded, tmp_path / "two")
    code(coded, tmp_path / "a.csv", "CSC1,5,I just froze,OR02,barrier,anna,")
    coded.store.put_summary("ED1", "BE01", "One thing.", "anna")
    for ctx in working(two):
        code(ctx, tmp_path / "b.csv", "CSC1,5,I just froze,OR02,enabler,anna,because")
        ctx.store.put_summary("ED1", "BE01", "Another thing.", "ben")
    lines = merge_study(coded, two, tmp_path / "c.xlsx", by="x")
    assert lines[0].startswith("0 codings came, 1 changed")
    assert "2 conflicts" in lines[1]
    assert next(c for c in coded.store.codings() if c.turn == 5).memo == "because"
    rows = list(load_workbook(tmp_path / "c.xlsx")["Conflicts"].iter_rows(values_only=True))
    assert {row[0].split()[0] for row in rows[1:]} == {"coding", "summary"}
    assert "polarity barrier" in rows[1][3]


def test_a_change_that_only_one_copy_made_is_no_conflict(coded: Context, tmp_path: Path) -> None:
    two = copy_of(coded, tmp_path / "two")
    old = coded.store.codings()[0]
    for ctx in working(two):
        ctx.store.put_judgements([replace(old, polarity="mixed")], "ben")
    lines = merge_study(coded, two, None, by="x")
    assert lines == ("0 codings came, 1 changed, 0 withdrawn, 0 restored; 4 in all.",)
    assert coded.store.codings()[0].polarity == "mixed"


def test_other_text_is_refused_and_said(coded: Context, tmp_path: Path) -> None:
    two = copy_of(coded, tmp_path / "two")
    for ctx in working(two):
        release = ctx.store.releases()[0]
        ctx.store.put_release(replace(release, version=2))
    with pytest.raises(InputError, match="CSC1: version 2 there, 1 here"):
        merge_study(coded, two, None, by="x")


def test_itself_another_study_and_a_study_without_a_store_are_refused(coded: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this study itself"):
        merge_study(coded, coded.study.folder, None, by="x")
    two = copy_of(coded, tmp_path / "two")
    (two / "study.db").unlink()
    with pytest.raises(InputError, match="nothing has been coded there"):
        merge_study(coded, two, None, by="x")
    settings = (two / "study.yaml").read_text(encoding="utf-8")
    (two / "study.yaml").write_text(settings.replace("study_id: ", "study_id: x"), encoding="utf-8")
    with pytest.raises(InputError, match="another study"):
        merge_study(coded, two, None, by="x")
