from __future__ import annotations

from csa_research.findings.emotions import emotion_effects

from .tiny import AGENCIES, CODEBOOK, GROUPS, TURNS, coding


def test_effects_are_counted_for_emotion_codes_only() -> None:
    codings = (
        coding("G1", 1, "EM01", effect="away"),
        coding("G3", 1, "EM01", effect="away"),
        coding("G3", 2, "EM01", "enabler", effect="towards"),
        coding("G3", 2, "KN01"),
    )
    found = {(e.code, e.agency, e.effect): e.count for e in emotion_effects(codings, TURNS, GROUPS, CODEBOOK, AGENCIES)}
    assert len(found) == 2 * 4 * 4
    assert (found["EM01", "", "away"].citations, found["EM01", "", "away"].groups) == (2, 2)
    assert found["EM01", "health", "towards"].citations == 1
    assert found["EM01", "police", "away"].citations == 0


def test_a_missing_effect_is_shown_and_not_guessed() -> None:
    rows = emotion_effects([coding("G1", 1, "EM01")], TURNS, GROUPS, CODEBOOK, ())
    assert [(r.effect, r.count.citations) for r in rows if r.code == "EM01"] == [
        ("towards", 0), ("away", 0), ("both", 0), ("none_stated", 0), ("", 1),
    ]  # fmt: skip
