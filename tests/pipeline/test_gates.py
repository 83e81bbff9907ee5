"""What waits for whom."""

from pathlib import Path

from csa_research.pipeline import gates
from csa_research.pipeline.context import Context
from csa_research.pipeline.runner import run_up_to


def test_an_empty_study_waits_for_transcripts(ctx: Context) -> None:
    assert gates.nobody(ctx) == ""
    said = gates.transcripts(ctx)
    assert said.startswith("the researcher: fill ")
    assert f"csa import {ctx.study.folder}" in said


def test_hidden_files_are_no_transcripts_but_any_other_is(ctx: Context) -> None:
    folder = ctx.study.folder / "transcripts"
    (folder / ".DS_Store").write_bytes(b"")
    assert gates.transcripts(ctx)
    (folder / "a.txt").write_bytes(b"")
    assert gates.transcripts(ctx) == ""


def test_an_imported_study_waits_for_no_transcripts(imported: Context) -> None:
    assert gates.transcripts(imported) == ""


def test_the_signature_waits_for_answers_then_for_a_name_then_for_nobody(imported: Context) -> None:
    from csa_research.pipeline.originals import reviewing
    from csa_research.pipeline.originals.releasing import sign_release
    from csa_research.records import ReviewDecision

    run_up_to(imported, "detect")
    assert "3 questions of the review are open: csa review" in gates.signature(imported)
    names = ("Tyler Zorbwick", "Quornby", "07700 900123")
    reviewing.take(imported, [ReviewDecision("", None, None, name, "mask") for name in names], by="anna")
    assert "the review is complete; sign the release" in gates.signature(imported)
    sign_release(imported, by="anna", unreviewed=False)
    assert gates.signature(imported) == ""
    reviewing.undo(imported, by="anna")
    assert "questions of the review are open" in gates.signature(imported)


def test_findings_wait_for_codings(released: Context, tmp_path: Path) -> None:
    assert "nothing has been coded yet" in gates.codings(released)


def test_a_coded_study_waits_for_nobody(coded: Context) -> None:
    assert gates.codings(coded) == ""
