"""The signed release, and codings that keep their words through every later one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.errors import PersonNeeded, StoreError
from csa_research.offsets import back, replace_spans
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.importing import import_files
from csa_research.pipeline.originals.releasing import find_again, recarry, sign_release
from csa_research.pipeline.runner import run_up_to
from csa_research.records import Coding, ReviewDecision, Span, Turn
from csa_research.vault import contents


def texts(ctx: Context) -> dict[tuple[str, int], str]:
    return {(t.group, t.index): t.text for t in ctx.store.turns()}


def quotes(ctx: Context) -> list[str]:
    return sorted(c.quote for c in ctx.store.codings())


def late(ctx: Context, words: str) -> str:
    """A name noticed late, masked, and everything released again."""
    reviewing.take(ctx, [ReviewDecision("", None, None, words, "mask", "PERSON")], by="anna")
    return sign_release(ctx, by="anna", unreviewed=True)


def test_nothing_is_released_while_a_question_is_open(imported: Context) -> None:
    run_up_to(imported, "detect")
    with pytest.raises(PersonNeeded, match=r"3 names, words and numbers are open, on about 1 screen \(.*\), so nothing was"):
        sign_release(imported, by="anna", unreviewed=False)
    assert imported.store.releases() == ()


def test_a_reviewed_release_is_signed_and_unstamped(imported: Context) -> None:
    run_up_to(imported, "detect")
    names = ("Tyler Zorbwick", "Quornby", "07700 900123")
    reviewing.take(imported, [ReviewDecision("", None, None, name, "mask") for name in names], by="anna")
    assert sign_release(imported, by="A Lead", unreviewed=False) == "Released 2 transcripts, signed by A Lead: 3 mentions replaced."
    assert [(r.group, r.version, r.signed_by, r.reviewed) for r in imported.store.releases()] == [
        ("CSC1", 1, "A Lead", True), ("ED1", 1, "A Lead", True),
    ]  # fmt: skip


def test_a_name_kept_here_and_masked_there_is_told_by_place_and_released_as_decided(
    ctx: Context, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "in" / "ed1.txt").write_text("P1: He came.\nP2: Then Zorbwick rang.\nP1: And Zorbwick came.\n", encoding="utf-8")
    import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    run_up_to(ctx, "detect")
    names = [ReviewDecision("", None, None, name, "mask") for name in ("Tyler Zorbwick", "07700 900123")]
    places = [ReviewDecision("ED1", 1, 5, "Zorbwick", "mask"), ReviewDecision("ED1", 2, 4, "Zorbwick", "keep")]
    reviewing.take(ctx, [*names, *places], by="anna")
    told.clear()
    assert "2 transcripts" in sign_release(ctx, by="A Lead", unreviewed=False)
    assert "Look again: 1 name is kept in one place and masked in another" in told[0]
    assert told[1] == "  name 1: kept in ED1 turn 2; masked in CSC1 turn 1, ED1 turn 1"
    assert "csa redact" in told[2]
    assert "Zorbwick" not in "".join(told)
    assert texts(ctx)["ED1", 2] == "And Zorbwick came."


def test_an_unreviewed_release_says_so_everywhere_it_is_recorded(released: Context) -> None:
    from csa_research.analysis import stamp

    assert not any(r.reviewed for r in released.store.releases())
    assert stamp(released.study.settings, released.store.releases()) == "UNREVIEWED"
    assert released.store.journal()[-1].detail == "UNREVIEWED"
    assert "UNREVIEWED" in reviewing.recorded_summary(released, "release")
    assert "Zorbwick" not in repr(released.store.turns())
    assert "Quornby" not in repr(released.store.turns())


def test_turns_keep_their_number_and_every_other_word(released: Context) -> None:
    said = texts(released)
    assert len(said) == 10
    assert said["CSC1", 1].startswith("Supervision helps me, and [")
    assert said["CSC1", 1].endswith("] was seen the same day.")
    assert said["ED1", 3] == "Not enough time. Thresholds are too high here."


def test_a_late_redaction_keeps_every_coding_on_its_words(coded: Context) -> None:
    before = quotes(coded)
    ids = {c.id for c in coded.store.codings()}
    late(coded, "Supervision")
    after = quotes(coded)
    assert {c.id for c in coded.store.codings()} == ids
    assert [q for q in before if "Supervision" not in q] == [q for q in after if "[" not in q]
    assert sum("helps me" in q and q.startswith("[") for q in after) == 1
    assert {r.version for r in coded.store.releases()} == {2}
    assert "Supervision" not in repr(coded.store.turns())


def test_after_a_release_nobody_is_asked_whether_the_roster_means_somebody_else(ctx: Context, tmp_path: Path) -> None:
    """Only her surname is said; the roster has the whole name, which stands in no transcript."""
    (tmp_path / "in" / "csc1.txt").write_text("P1: Then Zorbwick rang.\nP2: And Zorbwick came.\n", encoding="utf-8")
    roster = tmp_path / "names.csv"
    roster.write_text("name,type,aliases,label,group,note\nTyler Zorbwick,PERSON,Zorbwick,Child,,\n", encoding="utf-8")
    import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv", roster=roster)
    run_up_to(ctx, "detect")
    sign_release(ctx, by="A Lead", unreviewed=True)
    (before,) = [e for e in reviewing.released_entities(ctx.vault()) if "Zorbwick" in e.names]
    assert before.names == ("Zorbwick", "Tyler Zorbwick")  # else the roster's entry is somebody else from now on
    assert reviewing.decide(ctx).questions == ()
    sign_release(ctx, by="A Lead", unreviewed=True)
    assert before in reviewing.released_entities(ctx.vault())


def test_releasing_again_and_again_moves_nothing(coded: Context) -> None:
    before = coded.store.codings()
    for _ in range(3):
        sign_release(coded, by="anna", unreviewed=True)
    assert coded.store.codings() == before
    assert {r.version for r in coded.store.releases()} == {4}
    assert sorted(contents.maps(coded.vault())) == ["CSC1@4", "ED1@4"]


@pytest.mark.parametrize("dies_after", [0, 1, 2])
def test_a_release_killed_between_groups_is_finished_by_the_next(
    coded: Context, monkeypatch: pytest.MonkeyPatch, dies_after: int
) -> None:
    before = quotes(coded)
    put, done = coded.store.put_release, []

    def dying(*args: object, **options: object) -> None:
        if len(done) == dies_after:
            raise KeyboardInterrupt
        put(*args, **options)  # type: ignore[arg-type]
        done.append(args)

    def after_all(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(coded.store, "put_release", dying)
        if dies_after == 2:
            patch.setattr("csa_research.pipeline.originals.releasing._record", after_all)
        with pytest.raises(KeyboardInterrupt):
            late(coded, "frightened")
    assert sign_release(coded, by="anna", unreviewed=True).startswith("Released 2 transcripts")
    assert [q for q in quotes(coded) if "[" not in q] == [q for q in before if "frightened" not in q]
    assert "frightened" not in repr((coded.store.turns(), coded.store.codings()))
    assert len(coded.store.codings()) == len(before)


def test_a_changed_transcript_takes_its_codings_along_by_their_words(coded: Context, tmp_path: Path) -> None:
    before = quotes(coded)
    path = tmp_path / "in" / "csc1.txt"
    path.write_text("P2: Can I begin? My name is Zorbwick.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    import_files(coded, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    run_up_to(coded, "detect")
    sign_release(coded, by="anna", unreviewed=True)
    assert quotes(coded) == before
    assert sorted(c.turn for c in coded.store.codings() if c.group == "CSC1") == [2, 3]


def test_a_transcript_that_lost_coded_words_is_not_released_and_nothing_is_lost(coded: Context, tmp_path: Path) -> None:
    before, texts_before = coded.store.codings(), texts(coded)
    path = tmp_path / "in" / "csc1.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("I felt frightened", "Nothing of it"), encoding="utf-8")
    import_files(coded, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    run_up_to(coded, "detect")
    with pytest.raises(StoreError, match="the words of 1 codings") as caught:
        sign_release(coded, by="anna", unreviewed=True)
    assert "frightened" not in str(caught.value)
    assert coded.store.codings() == before
    assert texts(coded) == texts_before


def test_codings_are_not_dropped_where_the_vault_does_not_know_the_earlier_text(coded: Context) -> None:
    contents.save_maps(coded.vault(), {})
    before = coded.store.codings()
    with pytest.raises(StoreError, match="were not carried over"):
        sign_release(coded, by="anna", unreviewed=True)
    assert coded.store.codings() == before


TEXT = "abc [d] ef 😀 ghi jkl"
CUTS = st.lists(st.integers(0, len(TEXT)), min_size=0, max_size=6, unique=True).map(sorted)


def replaced(text: str, cuts: list[int]) -> tuple[str, tuple]:
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return replace_spans(text, [(span, f"[N {i}]") for i, span in enumerate(spans)])


@given(CUTS, CUTS, st.integers(0, 40), st.integers(1, 40))
def test_a_coding_on_words_that_nothing_touches_keeps_exactly_them(
    first: list[int], second: list[int], start: int, length: int
) -> None:
    old_text, old = replaced(TEXT, first)
    new_text, new = replaced(TEXT, second)
    span = Span(min(start, len(old_text)), min(start + length, len(old_text)))
    coding = Coding("c", "G", 0, span, old_text[span.start : span.end], "X", "enabler", "anna")
    turn = Turn("G", 0, "[Participant 1]", new_text)
    (moved,) = recarry([coding], [turn], {0: old}, {0: new})
    assert moved.quote == new_text[moved.span.start : moved.span.end]
    said = back(span, old)
    if not any(m.start < said.end and said.start < m.end for m in (*old, *new)):
        assert moved.quote == coding.quote
    (again,) = recarry([moved], [Turn("G", 0, "", old_text)], {0: new}, {0: old})
    assert again.span.start <= span.start
    assert again.span.end >= span.end


def test_words_are_found_again_in_the_nearest_turn_and_nearest_place() -> None:
    coding = Coding("c", "G", 5, Span(9, 11), "no", "X", "enabler", "anna")
    turns = [Turn("G", i, "", text) for i, text in enumerate(["no", "well no", "yes", "yes", "no and no and no", "yes"])]
    again = find_again(coding, turns)
    assert again is not None
    assert (again.turn, again.span) == (4, Span(7, 9))
    assert find_again(coding, turns[2:4]) is None
    assert find_again(coding, []) is None
