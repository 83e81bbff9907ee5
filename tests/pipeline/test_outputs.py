"""What is handed out: checked before, whole after, and noticed when it is harmed."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import InputError, LeakError
from csa_research.pipeline import outputs
from csa_research.pipeline.context import Context

LEAK = "and Tyler Zorbwick was seen"


def write(name: str, text: str):  # type: ignore[no-untyped-def]
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


def listed(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def hand(ctx: Context, text: str) -> int:
    return outputs.hand_out(ctx, "findings", ("findings",), write("findings/a.txt", text))


def test_files_are_handed_out_with_their_hashes_in_the_manifest(coded: Context) -> None:
    assert hand(coded, "all well") == 1
    manifest = json.loads((coded.study.outputs / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {"findings/a.txt": {"stage": "findings", "sha256": hashlib.sha256(b"all well").hexdigest()}}
    assert manifest["stamp"] == "UNREVIEWED"
    assert manifest["decisions"]["codings"] == 4
    assert [r["signed_by"] for r in manifest["releases"]] == ["A Lead", "A Lead"]
    assert "Zorbwick" not in json.dumps(manifest)
    assert listed(coded.study.outputs) == ["START-HERE.html", "findings", "findings/a.txt", "manifest.json"]


def test_a_leak_stops_the_hand_out_says_whose_it_is_and_leaves_nothing_behind(coded: Context) -> None:
    hand(coded, "all well")
    before = {p: p.read_bytes() for p in coded.study.outputs.rglob("*") if p.is_file()}
    with pytest.raises(LeakError, match=r"findings/a\.txt text line 2: \[") as caught:
        hand(coded, f"one\n{LEAK}\n")
    assert "Zorbwick" not in str(caught.value)
    assert {p: p.read_bytes() for p in coded.study.outputs.rglob("*") if p.is_file()} == before
    assert not list(coded.study.outputs.glob(".making-*"))


def test_a_leak_that_the_release_let_through_is_said_to_stand_in_its_turns_with_the_way_out(coded: Context) -> None:
    release = next(r for r in coded.store.releases() if r.group == "CSC1")
    turns = tuple(replace(t, text=f"{t.text} {LEAK}") if t.index == 1 else t for t in release.turns)
    mine = tuple(c for c in coded.store.codings() if c.group == "CSC1")
    coded.store.put_release(replace(release, turns=turns, version=release.version + 1), codings=mine)
    with pytest.raises(LeakError, match=r"They were left in CSC1 turn 1\. .*csa redact") as caught:
        hand(coded, f"one\n{LEAK}\n")
    assert "Zorbwick" not in str(caught.value)


def test_a_leak_that_no_turn_holds_is_said_to_stand_elsewhere(coded: Context) -> None:
    with pytest.raises(LeakError, match=r"Stopped: 1 place in .*\n.*\nNo released turn holds them"):
        hand(coded, f"one\n{LEAK}\n")


def test_a_leak_in_a_files_name_stops_it_too_and_the_message_has_no_name(coded: Context) -> None:
    with pytest.raises(LeakError) as caught:
        outputs.hand_out(coded, "findings", ("findings",), write("findings/Tyler_Zorbwick.txt", "well"))
    assert "Zorbwick" not in str(caught.value)


def test_what_fails_while_it_is_made_leaves_the_old_files(coded: Context) -> None:
    hand(coded, "old")

    def fail(folder: Path) -> None:
        (folder / "findings" / "a.txt").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outputs.hand_out(coded, "findings", ("findings",), fail)
    assert (coded.study.outputs / "findings" / "a.txt").read_text(encoding="utf-8") == "old"
    assert not list(coded.study.outputs.glob(".making-*"))


def test_a_stage_replaces_its_folder_whole_and_no_other(coded: Context) -> None:
    hand(coded, "one")
    outputs.hand_out(coded, "theory", ("theory",), write("theory/t.txt", "theory"))
    outputs.hand_out(coded, "findings", ("findings",), write("findings/b.txt", "two"))
    assert listed(coded.study.outputs) == [
        "START-HERE.html", "findings", "findings/b.txt", "manifest.json", "theory", "theory/t.txt",
    ]  # fmt: skip
    assert sorted(outputs.read_manifest(coded.study.outputs)["files"]) == ["findings/b.txt", "theory/t.txt"]  # type: ignore[call-overload]


@pytest.mark.parametrize("harm", ["changed", "removed", "manifest"])
def test_harmed_files_are_noticed(coded: Context, harm: str) -> None:
    hand(coded, "all well")
    assert outputs.intact(coded, "findings", ("findings",))
    path = coded.study.outputs / ("manifest.json" if harm == "manifest" else "findings/a.txt")
    path.unlink() if harm == "removed" else path.write_text("{", encoding="utf-8")
    assert not outputs.intact(coded, "findings", ("findings",))
    assert outputs.intact(coded, "agree", ())


def test_unchecked_files_of_a_killed_run_are_cleared_away_by_the_next(coded: Context) -> None:
    name = f".making-{coded.study.settings.study_id}-abc"
    (coded.study.outputs / name).mkdir()
    (coded.study.outputs / name / "unchecked.txt").write_text(LEAK, encoding="utf-8")
    (coded.study.outputs / ".making-another-study-xyz").mkdir()
    hand(coded, "all well")
    assert not (coded.study.outputs / name).exists()
    assert (coded.study.outputs / ".making-another-study-xyz").exists()


def test_a_single_file_is_checked_and_moved_to_its_place(coded: Context, tmp_path: Path) -> None:
    target = tmp_path / "new folder é" / "a.txt"
    assert outputs.hand_out_file(coded, target, lambda path: path.write_text("well", encoding="utf-8") and None) == target
    assert target.read_text(encoding="utf-8") == "well"
    with pytest.raises(LeakError):
        outputs.hand_out_file(coded, target, lambda path: path.write_text(LEAK, encoding="utf-8") and None)
    assert target.read_text(encoding="utf-8") == "well"
    assert listed(target.parent) == ["a.txt"]


def test_a_folder_is_no_place_for_a_file_and_a_file_none_for_a_folder(coded: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        outputs.hand_out_file(coded, tmp_path, lambda path: None)
    (tmp_path / "f").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file where a folder should be"):
        outputs.hand_out_folder(coded, tmp_path / "f", lambda path: None)
    with pytest.raises(InputError, match="is a file where a folder should be"):
        outputs.hand_out_file(coded, tmp_path / "f" / "a.txt", lambda path: None)


def test_other_files_of_a_folder_that_is_exported_to_stay(coded: Context, tmp_path: Path) -> None:
    mine = tmp_path / "Documents"
    (mine / "sub").mkdir(parents=True)
    (mine / "thesis.docx").write_text("mine", encoding="utf-8")
    (mine / "a.txt").write_text("old", encoding="utf-8")
    outputs.hand_out_folder(coded, mine, write("a.txt", "new"))
    assert (mine / "a.txt").read_text(encoding="utf-8") == "new"
    assert listed(mine) == ["a.txt", "sub", "thesis.docx"]


def test_the_leak_index_follows_a_late_redaction(coded: Context) -> None:
    from csa_research.pipeline.originals import reviewing
    from csa_research.records import ReviewDecision

    hand(coded, "she was frightened")
    reviewing.take(coded, [ReviewDecision("", None, None, "Thresholds", "mask", "ORG")], by="anna")
    with pytest.raises(LeakError):
        hand(coded, "people of Thresholds were there")


def test_a_coder_may_have_the_name_of_somebody_who_was_named(released: Context, tmp_path: Path) -> None:
    from csa_research.pipeline.team.codings import export_codings, import_codings

    table = "group,turn,quote,code,polarity,coder\nCSC1,1,Supervision helps me,OR01,enabler,zorbwick\n"
    (tmp_path / "c.csv").write_text(table, encoding="utf-8")
    import_codings(released, tmp_path / "c.csv", coder="", by="zorbwick")
    released.forget_index()
    assert ",zorbwick," in export_codings(released, "csv", None).read_text(encoding="utf-8")
    with pytest.raises(LeakError):
        outputs.hand_out_file(released, tmp_path / "a", lambda path: path.write_text("so Zorbwick went", encoding="utf-8") and None)
