from __future__ import annotations

from csa_research.coding.suggesting.rules import suggest_by_rules
from csa_research.records import Code, Codebook, Family, Suggestion, Turn


def code(ident: str, *cues: str, include: str = "", exclude: str = "", codable: bool = True) -> Code:
    phrases = tuple(("barrier", cue) for cue in cues)
    return Code(ident, f"zq{ident}", "F", "F", "", include, exclude, codable=codable, cue_phrases=phrases)


def suggest(text: str, *codes: Code, role: str = "participant") -> tuple[Suggestion, ...]:
    turns = [
        Turn("G1", 0, "[Participant 1]", text, role),  # type: ignore[arg-type]
        Turn("G1", 1, "[Participant 2]", "Something else entirely about lunch and parking."),
    ]
    book = Codebook("b", "1", "", (Family("F", "F", ""),), codes)
    return tuple(s for s in suggest_by_rules(turns, book) if s.turn == 0)


def test_a_cue_is_met_inflected_and_with_words_between() -> None:
    [found] = suggest("They just bounced it straight back to us again.", code("MA02", "bounced back to us"))
    assert (found.code, found.suggester, found.why) == ("MA02", "rules", "cue “bounced back to us”")
    assert 0 < found.score < 1


def test_a_cue_of_common_words_needs_them_all() -> None:
    cue = code("EM01", "couldn't take it in")
    assert [s.why for s in suggest("I could not take any of it in.", cue)] == ["cue “couldn't take it in”"]
    assert not any(s.why.startswith("cue") for s in suggest("They take her to school.", cue))


def test_a_negated_cue_counts_less_and_says_so() -> None:
    cue = code("BE01", "feel confident")
    [plain], [denied] = suggest("I feel confident now.", cue), suggest("I never feel confident now.", cue)
    assert denied.score < plain.score
    assert denied.why == "cue “feel confident”, negated here"


def test_a_quoted_exclusion_vetoes() -> None:
    cue = code("BE05", "what's the point", exclude="Only 'nothing will happen anyway' is said.")
    assert suggest("So what's the point?", cue)
    assert suggest("What's the point, nothing will happen anyway.", cue) == ()


def test_a_code_yields_to_the_one_its_exclusion_names() -> None:
    weak = code("KN03", "put down to", exclude="The cause is a disability (RE04).")
    strong = code("RE04", "put it down to the disability")
    found = suggest("We put it down to the disability.", weak, strong)
    assert [s.code for s in found] == ["RE04", "KN03"]
    alone = suggest("We put it down to the disability.", code("KN03", "put down to"), strong)
    assert found[1].score < next(s.score for s in alone if s.code == "KN03")


def test_quoted_words_of_include_when_are_cues() -> None:
    [found] = suggest(
        "Well, that doesn't happen here, does it.", code("BE06", include="Nice families; 'that doesn't happen here'.")
    )
    assert found.why == "cue “that doesn't happen here”"


def test_facilitators_and_headings_never_get_one() -> None:
    assert suggest("They bounced it back to us.", code("MA02", "bounced back to us"), role="facilitator") == ()
    assert suggest("They bounced it back to us.", code("MA02", "bounced back to us", codable=False)) == ()


def test_nothing_met_nothing_suggested() -> None:
    assert suggest("Yeah.", code("MA02", "bounced back to us")) == ()
    assert suggest("", code("MA02", "bounced back to us")) == ()
