from dataclasses import replace

import pytest

from csa_research.anonymise.leaving.runs import find_runs, runs_of
from csa_research.anonymise.leaving.withdrawn import TEXT
from csa_research.errors import InputError
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.originals.withdrawal import keep_withdrawn, lines, may_keep_file, withdraw
from csa_research.pipeline.runner import is_fresh
from csa_research.pipeline.stages import stage
from csa_research.vault import contents
from pipeline.care_study import code, everything_in, fill, found, make_study, transcript, working

OWN = "My manager told me to leave the pink elephant out of every report I wrote"
TALK = (
    transcript(
        "POL1", "Fac: How was it?", "P1: Nobody rang us back, not once.", f"P2: {OWN}, said Rowan Ashby.",
        "P2: And then I stopped asking for help altogether.",
    ),
    transcript("EDU1", "Fac: And here?", "P1: It takes time, lots of time."),
)  # fmt: skip


@pytest.fixture
def study(tmp_path):
    study = make_study(tmp_path / "study", documents=True)
    with working(study) as ctx:
        fill(ctx, TALK, found(TALK, ("Rowan Ashby", "PERSON")))
    return study


def test_their_words_go_everywhere_and_the_turns_of_others_keep_their_numbers(study):
    with working(study) as ctx:
        kept = code(ctx, "POL1", 1, "Nobody rang us back")
        gone = code(ctx, "POL1", 2, "leave the pink elephant", memo=f"strong: {OWN[20:60]} and so on")
        ctx.store.put_clearance(gone.quote_id, "conference", "B")
        ctx.store.put_summary("EDU1", "IN01", "as P2 said, told me to leave the pink elephant out of every report", "A")
        used = withdraw(ctx, "POL1", "[Participant 2]", by="R. Lead")
        assert [t.text for t in ctx.store.turns("POL1")] == ["How was it?", "Nobody rang us back, not once.", TEXT, TEXT]
        assert [c.id for c in ctx.store.codings()] == [kept.id]
        assert (used.turns, used.codings, used.quote_ids) == (2, 1, (gone.quote_id,))
        assert (used.cells, used.clearances) == ((("POL1", "IN01"),), ((gone.quote_id, "conference"),))
        assert ctx.store.summaries()["EDU1", "IN01"] == f"as P2 said, {TEXT}"
        assert ctx.store.clearances()[0].decision == "withdrawn"
        assert used.original_removed
        assert not used.left_in_store
        assert "pink" not in "".join(lines(used, "POL1", "[Participant 2]"))
    assert b"pink elephant" not in everything_in(study.folder)


def test_the_vault_forgets_their_words_and_remembers_the_withdrawal(study):
    with working(study) as ctx:
        withdraw(ctx, "POL1", "[Participant 2]", by="R. Lead")
        vault = ctx.vault()
        (pol,) = [t for t in contents.transcripts(vault) if t.group == "POL1"]
        assert [t.text for t in pol.turns][2:] == [TEXT, TEXT]
        assert [o.name for o in contents.originals(vault)] == ["EDU1.txt"]
        assert contents.identifiers(vault, "machine") == contents.identifiers(vault, "final") == ()
        spelt = tuple(replace(turn, speaker=turn.speaker.replace("P2", "Participant 2")) for turn in TALK[0].turns)
        again = keep_withdrawn(vault, [replace(TALK[0], turns=spelt), TALK[1]])
        assert [t.text for t in again[0].turns][2:] == [TEXT, TEXT]
        assert again[1] == TALK[1]
        assert (may_keep_file(vault)("POL1"), may_keep_file(vault)("EDU1")) == (False, True)


def test_a_release_afterwards_keeps_them_withdrawn_and_codings_in_place(study):
    with working(study) as ctx:
        code(ctx, "POL1", 1, "Nobody rang us back")
        withdraw(ctx, "POL1", "[Participant 2]", by="R. Lead")
        assert is_fresh(ctx, stage("release"), {r.stage: r for r in ctx.store.stage_runs()})
        sign_release(ctx, by="R. Lead", unreviewed=False)
        assert [t.text for t in ctx.store.turns("POL1")][2:] == [TEXT, TEXT]
        assert [c.quote for c in ctx.store.codings()] == ["Nobody rang us back"]


def test_files_that_used_their_words_or_quote_ids_are_listed(study, tmp_path):
    (study.outputs / "conference").mkdir(parents=True)
    (study.outputs / "conference" / "pack.html").write_text(f"<p>{OWN.upper()}</p>", encoding="utf-8")
    (study.outputs / "clean.txt").write_text("I stopped asking", encoding="utf-8")
    sent = tmp_path / "sent"
    sent.mkdir()
    with working(study) as ctx:
        gone = code(ctx, "POL1", 3, "stopped asking for help")
        (sent / "table.csv").write_text(f"{gone.quote_id},1\n", encoding="utf-8")
        used = withdraw(ctx, "POL1", "[Participant 2]", by="R. Lead", also=[sent])
    assert [p.name for p in used.files.outputs] == ["pack.html"]
    assert [p.name for p in used.files.others] == ["table.csv"]


def test_who_is_not_there_or_has_gone_already_is_said_plainly(study):
    with working(study) as ctx:
        with pytest.raises(InputError, match=r"has no \[Participant 9\]. Its speakers are \[Facilitator\], \[Participant 1\]"):
            withdraw(ctx, "POL1", "[Participant 9]", by="R")
        with pytest.raises(InputError, match="has not been released"):
            withdraw(ctx, "HEA1", "[Participant 1]", by="R")
        withdraw(ctx, "POL1", "[Participant 2]", by="R")
        with pytest.raises(InputError, match="has withdrawn already"):
            withdraw(ctx, "POL1", "[Participant 2]", by="R")


def test_runs_of_words_are_found_in_any_case_but_not_where_others_said_them_too():
    runs = runs_of(["we were told to wait outside for an hour", "yes"], ["they were told to wait outside for them"])
    text = "He wrote: WE were told\nto wait, outside for an hour!"
    (span,) = find_runs(text, runs)
    assert text[span.start : span.end] == "WE were told\nto wait, outside for an hour"
    assert find_runs("were told to wait outside for", runs) == ()
    assert find_runs("yes yes", runs) == find_runs("", runs) == ()
