"""Stages: skipped while fresh, stopped at a gate, done again after a change or a kill."""

from dataclasses import dataclass, field

import pytest

from csa_research.errors import PersonNeeded
from csa_research.pipeline import runner, stages
from csa_research.pipeline.context import Context
from csa_research.pipeline.runner import is_fresh, key_of, run_all, run_stage, run_up_to, states
from csa_research.pipeline.stages import STAGES, Stage


@dataclass
class Way:
    """Three stages, b and c after a; what they did is in `did`."""

    inputs: dict[str, object] = field(default_factory=lambda: {"a": 1, "b": 1, "c": 1})
    waits: dict[str, str] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    dies: str = ""

    def stage(self, name: str, *needs: str) -> Stage:
        return Stage(
            name, "1", f"help of {name}", needs, lambda ctx: self.inputs[name], lambda ctx: self.run(name),
            lambda ctx: self.waits.get(name, ""),
        )  # fmt: skip

    def run(self, name: str) -> str:
        if self.dies == name:
            raise KeyboardInterrupt
        self.did.append(name)
        return f"{name} made"


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Way:
    made = Way()
    fake = (made.stage("a"), made.stage("b", "a"), made.stage("c", "b"))
    monkeypatch.setattr(runner, "STAGES", fake)
    monkeypatch.setattr(stages, "STAGES", fake)
    return made


def did(way: Way, ctx: Context) -> list[str]:
    """What a whole run did in the next command."""
    way.did.clear()
    ctx.told.clear()
    run_all(ctx, report=lambda line: None)
    return list(way.did)


def test_everything_runs_once_and_then_nothing(ctx: Context, way: Way, told: list[str]) -> None:
    assert did(way, ctx) == ["a", "b", "c"]
    assert did(way, ctx) == []
    assert [line.split()[1] for line in told[-3:]] == ["unchanged"] * 3
    assert [s.state for s in states(ctx)] == ["fresh"] * 3
    assert [s.detail for s in states(ctx)] == ["a made", "b made", "c made"]


@pytest.mark.parametrize(("changed", "redone"), [("a", ["a", "b", "c"]), ("b", ["b", "c"]), ("c", ["c"])])
def test_a_changed_input_makes_its_stage_and_the_later_ones_again(ctx: Context, way: Way, changed: str, redone: list[str]) -> None:
    did(way, ctx)
    way.inputs[changed] = 2
    assert next(s.state for s in states(ctx) if s.stage.name == changed) == "stale"
    assert did(way, ctx) == redone


def test_an_input_changed_back_is_a_change_too_and_a_new_version_of_a_stage(ctx: Context, way: Way) -> None:
    before = key_of(ctx, way.stage("b", "a"), {})
    way.inputs["b"] = 2
    assert key_of(ctx, way.stage("b", "a"), {}) != before
    way.inputs["b"] = 1
    assert key_of(ctx, way.stage("b", "a"), {}) == before
    later = Stage("b", "2", "", ("a",), lambda ctx: 1, lambda ctx: "")
    assert key_of(ctx, later, {}) != before


def test_a_gate_stops_what_comes_after_it_and_says_what_waits(ctx: Context, way: Way) -> None:
    way.waits["b"] = "the lead: sign"
    said: list[str] = []
    assert not run_all(ctx, report=said.append)
    assert way.did == ["a"]
    assert said == ["Before 'b' it is the turn of the lead: sign"]
    assert [(s.state, s.detail) for s in states(ctx)] == [
        ("fresh", "a made"), ("needs a person", "the lead: sign"), ("waiting", "after b"),
    ]  # fmt: skip
    way.waits.clear()
    assert run_all(ctx, report=said.append)
    assert way.did == ["a", "b", "c"]


def test_a_gate_stops_a_single_stage_too(ctx: Context, way: Way) -> None:
    way.waits["b"] = "the lead: sign"
    with pytest.raises(PersonNeeded, match="the turn of the lead: sign"):
        run_up_to(ctx, "c")
    assert way.did == ["a"]


def test_a_stage_goes_with_what_it_needs_and_no_further(ctx: Context, way: Way) -> None:
    run_up_to(ctx, "b")
    assert way.did == ["a", "b"]


def test_a_forced_stage_is_done_again(ctx: Context, way: Way) -> None:
    did(way, ctx)
    run_stage(ctx, "b")
    assert way.did == ["a", "b", "c"]
    run_stage(ctx, "b", force=True)
    assert way.did == ["a", "b", "c", "b"]


def test_a_killed_stage_is_done_again_and_the_one_before_it_is_not(ctx: Context, way: Way) -> None:
    way.dies = "b"
    with pytest.raises(KeyboardInterrupt):
        run_all(ctx, report=lambda line: None)
    way.dies = ""
    assert did(way, ctx) == ["b", "c"]


def test_the_record_of_a_run_holds_key_time_and_summary(ctx: Context, way: Way) -> None:
    run = run_stage(ctx, "a")
    assert run.summary == "a made"
    assert len(run.key) == 64
    assert run.at.endswith("Z")
    assert ctx.store.stage_runs() == (run,)


def test_the_stages_need_only_earlier_ones_and_own_their_folders_alone() -> None:
    names = [s.name for s in STAGES]
    assert all(names.index(n) < names.index(s.name) for s in STAGES for n in s.needs)
    folders = [f for s in STAGES for f in s.folders]
    assert len(folders) == len(set(folders))


def test_a_released_study_is_fresh_as_far_as_its_release(released: Context) -> None:
    assert [s.stage.name for s in states(released) if s.state == "fresh"] == ["import", "detect", "release"]


def test_settings_make_only_the_stages_stale_that_read_them(released: Context) -> None:
    from dataclasses import replace

    done = {run.stage: run for run in released.store.stage_runs()}
    settings = released.study.settings

    def stale(**update: object) -> list[str]:
        released.study = replace(released.study, settings=settings.model_copy(update=update))
        return [name for name in ("import", "detect", "release") if not is_fresh(released, stages.stage(name), done)]

    assert stale() == []
    assert stale(title="another", seed=7) == []
    assert stale(models=settings.models.model_copy(update={"rampart": False})) == ["detect"]
    assert stale(release=settings.release.model_copy(update={"generalise_ages": False})) == ["release"]
    assert stale(release=settings.release.model_copy(update={"min_cell": 9})) == []


def test_a_new_transcript_in_the_studys_folder_makes_the_import_stale(released: Context) -> None:
    from pipeline.conftest import TALK, table

    folder = released.study.folder
    for group, lines in TALK.items():
        (folder / "transcripts" / f"{group.lower()}.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "groups.csv").write_text(table(*TALK), encoding="utf-8")
    assert [s.state for s in states(released)][:2] == ["stale", "waiting"]
    assert not run_all(released, report=lambda line: None)
    assert [s.state for s in states(released)][:3] == ["fresh", "fresh", "needs a person"]
