"""What an import and a merge cost grows with the codings, not with their square: counted in calls and in the database's steps."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csa_research.coding.place import coding_id, quote_id
from csa_research.coding.sheets import write_codings_csv, write_codings_xlsx
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.starting import make_study
from csa_research.pipeline.team.codings import export_codings, import_codings
from csa_research.pipeline.team.merging import merge_study
from csa_research.records import Coding, Group, Participant, Release, Span, Turn
from csa_research.store import engine
from csa_research.study import open_study
from pipeline.conftest import PASSPHRASE

TURNS, FEW, MANY = 20, 6, 24
WORDS = "nobody rings back and the form is far too long for an ordinary working day here".split()


def opened(folder: Path) -> Iterator[Context]:
    with working_on(open_study(folder), lambda: PASSPHRASE, lambda line: None) as ctx:
        yield ctx


def texts(groups: int) -> Iterator[Release]:
    dice = random.Random(5)
    for g in range(groups):
        name = f"E{g:03}"
        turns = tuple(Turn(name, i, "P1", " ".join(dice.choices(WORDS, k=30)) + f" {g} {i}.") for i in range(TURNS))
        yield Release(name, turns, (Participant(name, "P1", ""),), 1, "x", "2024-01-01T00:00:00Z", True)


def made(ctx: Context, coder: str, a_turn: int) -> list[Coding]:
    """So many codings of every turn."""
    codes = [code.id for code in ctx.study.codebook().codes if code.codable]
    out = []
    for turn in ctx.store.turns():
        starts = [0, *(i + 1 for i, char in enumerate(turn.text) if char == " ")]
        for i in range(a_turn):
            span = Span(starts[i], starts[i + 5] - 1)
            at = (turn.group, turn.index, span)
            quote, code = turn.text[span.start : span.end], codes[(turn.index + i) % len(codes)]
            effect = "away" if code.startswith("EM") else ""
            out.append(Coding(coding_id(*at, code, coder), *at, quote, code, "barrier", coder, effect, quote_id=quote_id(*at)))  # type: ignore[arg-type]
    return out


@pytest.fixture
def studies(tmp_path: Path) -> dict[int, Path]:
    """By their number of groups: studies in which everything has been coded once."""
    folders = {}
    for groups in (FEW, MANY):
        folders[groups] = make_study(tmp_path / f"{groups}", title="x").folder
        for ctx in opened(folders[groups]):
            ctx.create_vault()
            releases = tuple(texts(groups))
            ctx.store.put_groups(tuple(Group(r.group, "education", "2024-03", "") for r in releases))
            with ctx.store.atomically():
                for release in releases:
                    ctx.store.put_release(release)
            ctx.store.add_codings(made(ctx, "anna", 3), who="x")
    return folders


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], tuple[int, int]]:
    """How many calls some work makes, and how many hundreds of steps the database takes for it."""
    calls = steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def call(*_: object) -> None:
        nonlocal calls
        calls += 1

    set_up = engine._set_up

    def counting(connection: sqlite3.Connection, record: object) -> None:
        set_up(connection, record)
        connection.set_progress_handler(step, 100)

    monkeypatch.setattr(engine, "_set_up", counting)

    def count(work: Callable[[], object]) -> tuple[int, int]:
        nonlocal calls, steps
        calls = steps = 0
        sys.setprofile(call)
        try:
            work()
        finally:
            sys.setprofile(None)
        return calls, steps

    return count


def copied(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.parent / f"{folder.name}-{name}", ignore=shutil.ignore_patterns(".csa.lock")))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "qdpx"])
def test_an_import_of_four_times_as_much_costs_about_four_times_as_much(
    studies: dict[int, Path], cost: Callable[[Callable[[], object]], tuple[int, int]], tmp_path: Path, kind: str
) -> None:
    costs = {}
    for groups, folder in studies.items():
        path = tmp_path / f"more{groups}.{kind}"
        for ctx in opened(copied(folder, "writing")):
            more = made(ctx, "ben", 3)
            if kind == "qdpx":
                ctx.store.add_codings(more, who="x")
                export_codings(ctx, kind, path)
            else:
                (write_codings_csv if kind == "csv" else write_codings_xlsx)(path, more)
        for ctx in opened(folder):
            import_codings(ctx, _small(tmp_path), coder="", by="x")  # what is read once is read before
            before = ctx.store.coding_count()
            costs[groups] = cost(lambda ctx=ctx, path=path: import_codings(ctx, path, coder="", by="x"))
            assert ctx.store.coding_count() - before >= len(more)
    _about_four_times(costs)


def test_a_merge_of_four_times_as_much_costs_about_four_times_as_much(
    studies: dict[int, Path], cost: Callable[[Callable[[], object]], tuple[int, int]]
) -> None:
    costs = {}
    for groups, folder in studies.items():
        other = copied(folder, "other")
        for place, coder in ((folder, "ben"), (other, "cara")):
            for ctx in opened(place):
                ctx.store.add_codings(made(ctx, coder, 2), who=coder)
                ctx.store.set_statuses([c.id for c in ctx.store.codings()[::9]], "withdrawn", coder)
        for ctx in opened(folder):
            ctx.study.codebook()
            costs[groups] = cost(lambda ctx=ctx, other=other: merge_study(ctx, other, None, by="x"))
    _about_four_times(costs)


def _small(folder: Path) -> Path:
    path = folder / "one.csv"
    path.write_text("group,turn,quote,code,polarity,coder\nE000,1,not there,OR01,barrier,zoe\n", encoding="utf-8")
    return path


def _about_four_times(costs: dict[int, tuple[int, int]]) -> None:
    for few, many in zip(costs[FEW], costs[MANY], strict=True):
        assert few * 1.5 < many < few * 5 + 50, costs
